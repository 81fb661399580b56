"""One import: every valid row of every file lands, or nothing does.

Files are first read into the connection's own temporary tables; only then is the lock
taken, so that other readers and writers wait for the change and not for the reading. Two
imports never interleave, and one that is killed leaves the database as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.engine import Database, alone, refresh_statistics
from storage.intake import batch_messages
from storage.intake.applying import apply_rows, count_by_file, mark_gone, settle_repeats
from storage.intake.profile import Profile
from storage.intake.refusal import (
    STOCKHOLM,
    ImportRefusedError,
    measure,
    names_of,
    refuse_unlikely,
)
from storage.intake.rejection import AcceptedRow, RejectedRow, UnusableFileError
from storage.intake.report import (
    FileReport,
    ImportReport,
    begin_batch,
    file_reports,
    record_files,
    record_rejected,
)
from storage.intake.rows import read_rows
from storage.intake.source import SourceFile, recognise
from storage.intake.staging import Progress, StagedFile, StagedKind, stage

__all__ = ["FileReport", "ImportRefusedError", "ImportReport", "Progress", "import_files"]

_SIGNS_OF_A_CUT = frozenset({"too_few_cells", "broken_quoting"})
_SUFFIXES = {".csv", ".xlsx"}
# Any number will do, as long as every program that imports to this database takes the same.
_IMPORT_LOCK = 7_205_002


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms a batch is applied."""

    now: datetime
    full: bool
    force: bool

    @property
    def import_day(self) -> date:
        return self.now.astimezone(STOCKHOLM).date()


def import_files(
    database: Database,
    paths: Iterable[Path],
    *,
    profile: Profile,
    now: datetime,
    full: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Read the files, and every such file of a folder, and say what became of their rows.

    A full import marks rows that are gone from the source. Raises UnusableFileError when a
    file cannot be read and ImportRefusedError when it is not believed; nothing has changed
    then.
    """
    terms = _Terms(now, full, force)
    sources = [recognise(path, profile) for path in _files(paths)]
    files = [StagedFile(place, source) for place, source in enumerate(sources)]

    def read(source: SourceFile) -> Iterator[AcceptedRow | RejectedRow]:
        return read_rows(source, profile, terms.import_day)

    with database.private_connection() as connection:
        with connection.begin():
            kinds = stage(connection, files, read, progress or _say_nothing)
        with alone(connection, _IMPORT_LOCK):
            return _apply(connection, kinds, terms)


def _apply(connection: Connection, kinds: Sequence[StagedKind], terms: _Terms) -> ImportReport:
    batch = begin_batch(connection, terms.now, full=terms.full, forced=terms.force)
    reports: dict[int, FileReport] = {}
    warnings: list[str] = []
    for kind in kinds:
        settle_repeats(connection, kind)
        found = measure(connection, kind, full=terms.full, import_day=terms.import_day)
        if not terms.force:
            refuse_unlikely(connection, kind, found, full=terms.full)
        counts = count_by_file(connection, kind)
        apply_rows(connection, kind, batch)
        gone = _mark_gone(connection, kind, batch, terms, warnings)
        reports |= file_reports(kind, counts, gone)
        record_files(connection, batch, kind, reports, found)
    refresh_statistics(connection)
    rejected = record_rejected(connection, batch, kinds)
    in_order = tuple(reports[place] for place in sorted(reports))
    return ImportReport(batch, in_order, rejected, tuple(warnings))


def _mark_gone(
    connection: Connection, kind: StagedKind, batch: int, terms: _Terms, warnings: list[str]
) -> int:
    if not terms.full:
        return 0
    if any(row.number is None or row.code in _SIGNS_OF_A_CUT for row in kind.rejected):
        # A row that cannot be named may be any of those that seem to be missing, and below a
        # row that breaks off there may have been more.
        warnings.append(batch_messages.nothing_marked_gone(names_of(kind.files)))
        return 0
    return mark_gone(connection, kind, batch, terms.now)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and those in the folders, each of them once."""
    found = {file.resolve(): file for path in paths for file in _in_folder(path)}
    return list(found.values())


def _in_folder(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if _is_export(file))
    if not files:
        sentence = batch_messages.nothing_to_import(str(path))
        raise UnusableFileError("nothing_to_import", sentence)
    return files


def _is_export(file: Path) -> bool:
    # Excel leaves a hidden "~$…" file beside a workbook that is open.
    return file.suffix.lower() in _SUFFIXES and not file.name.startswith((".", "~$"))


def _say_nothing(_source: SourceFile, _rows: int) -> None:
    pass
