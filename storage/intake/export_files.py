"""Which files are meant when somebody names files and folders."""

from collections.abc import Iterable
from pathlib import Path

from storage.intake import batch_messages
from storage.intake.personal_numbers import shown
from storage.intake.rejection import UnusableFileError
from storage.intake.source import readable

_SUFFIXES = {".csv", ".xlsx"}


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and the exports in the folders, each of them once.

    Raises UnusableFileError for a folder without any.
    """
    found = {file.resolve(): file for path in paths for file in _in_folder(path)}
    return list(found.values())


def _in_folder(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    with readable(path):
        files = sorted(file for file in path.iterdir() if _is_export(file))
    if not files:
        sentence = batch_messages.nothing_to_import(shown(path))
        raise UnusableFileError("nothing_to_import", sentence)
    return files


def _is_export(file: Path) -> bool:
    # Excel leaves a hidden "~$…" file beside a workbook that is open.
    return file.suffix.lower() in _SUFFIXES and not file.name.startswith((".", "~$"))
