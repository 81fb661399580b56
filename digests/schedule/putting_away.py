"""Moving files that have been seen to out of a watched folder, with a report beside them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from digests.schedule.arrivals import Seen, marker_of
from rules.swedish_time import SWEDISH_TIME

DONE, FAILED = "done", "failed"
REPORT = "rapport.txt"
_MOST_AT_ONE_MINUTE = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where files are to be put, and the report that goes with them."""

    place: str
    files: tuple[Seen, ...]
    report: str
    reached_at: datetime

    def still_here(self) -> "Verdict":
        """Return the verdict on those files that are still there; a new file is another's."""
        return replace(self, files=tuple(each for each in self.files if each.is_still_there()))


def require_own_places(folder: Path) -> None:
    """Raise OSError where what has been seen to would be moved through a link to elsewhere."""
    for place in (DONE, FAILED):
        if (folder / place).is_symlink():
            raise NotADirectoryError(place)


def put_away(folder: Path, verdict: Verdict) -> None:
    """Move the files to a folder of their own under `done` or `failed`. Raises OSError.

    The report is written first: files without one are never left behind.
    """
    require_own_places(folder)
    there = _new_folder(folder / verdict.place, verdict.reached_at)
    try:
        (there / REPORT).write_text(verdict.report, encoding="utf-8")
        for each in verdict.files:
            _move(each, there)
    except OSError:
        _remove_if_empty(there)
        raise


def _move(file: Seen, there: Path) -> None:
    """Move the file and its marker, unless another has been put in its place."""
    if not file.is_still_there():
        return
    marker = marker_of(file.path)
    with suppress(FileNotFoundError):
        marker.rename(there / marker.name)
    with suppress(FileNotFoundError):
        file.path.rename(there / file.path.name)


def _new_folder(place: Path, at: datetime) -> Path:
    for folder in _names(place / f"{at.astimezone(SWEDISH_TIME):%Y-%m-%d-%H%M}"):
        with suppress(FileExistsError):
            folder.mkdir(parents=True)
            return folder
    raise FileExistsError(place)


def _names(folder: Path) -> Iterator[Path]:
    yield folder
    for number in range(2, _MOST_AT_ONE_MINUTE):
        yield folder.with_name(f"{folder.name}-{number}")


def _remove_if_empty(there: Path) -> None:
    """Remove the folder if nothing but the report, or a part of it, has come there."""
    with suppress(OSError):
        if [each.name for each in there.iterdir()] in ([], [REPORT]):
            (there / REPORT).unlink(missing_ok=True)
            there.rmdir()
