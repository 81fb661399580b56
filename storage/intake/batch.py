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

from rules.swedish_time import SWEDISH_TIME
from storage.engine import IMPORT_LOCK, Database, alone, refresh_statistics
from storage.intake import batch_messages
from storage.intake.applying import apply_rows, count_by_file, mark_gone, settle_repeats
from storage.intake.caseworkers import note_caseworkers
from storage.intake.closed import find_closed, leave_out_closed
from storage.intake.cutting import SIGNS_OF_A_CUT
from storage.intake.export_files import files_in
from storage.intake.kinds import FileKind
from storage.intake.labelling import labelled
from storage.intake.profile import Profile
from storage.intake.protecting import (
    find_protected_cases,
    forget_incoming,
    forget_stored,
    forget_the_rest,
)
from storage.intake.refusal import (
    ImportRefusedError,
    Measure,
    measure,
    names_of,
    refuse_unlikely,
)
from storage.intake.rejection import ReadRow
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
from storage.records.labelling import keep_labels
from storage.records.purging import facts_cleared_before

__all__ = ["FileReport", "ImportRefusedError", "ImportReport", "Progress", "import_files"]


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms a batch is applied."""

    now: datetime
    full: bool
    force: bool
    received_is_registration: bool

    @property
    def import_day(self) -> date:
        return self.now.astimezone(SWEDISH_TIME).date()


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
    terms = _Terms(now, full, force, profile.received_date_is_registration)
    sources = [recognise(path, profile) for path in files_in(paths)]
    files = [StagedFile(place, source) for place, source in enumerate(sources)]

    def read(source: SourceFile) -> Iterator[ReadRow]:
        rows = read_rows(source, profile, terms.import_day)
        return labelled(rows, source.kind, database.labels)

    with database.private_connection() as connection:
        with connection.begin():
            kinds = stage(connection, files, read, progress or _say_nothing)
        with alone(connection, IMPORT_LOCK):
            keep_labels(connection, database.labels)
            return _apply(connection, kinds, terms)


def _apply(connection: Connection, kinds: Sequence[StagedKind], terms: _Terms) -> ImportReport:
    batch = begin_batch(connection, terms.now, full=terms.full, forced=terms.force)
    reports: dict[int, FileReport] = {}
    warnings: list[str] = []
    find_protected_cases(connection, kinds)
    find_closed(connection, kinds, facts_cleared_before(connection))
    for kind in kinds:
        found = _believed(connection, kind, terms)
        reports |= _land(connection, kind, batch, terms, found, warnings)
        known = terms.received_is_registration
        record_files(connection, batch, kind, reports, found, received_is_registration=known)
    forget_the_rest(connection, terms.now)
    refresh_statistics(connection)
    rejected = record_rejected(connection, batch, kinds)
    in_order = tuple(reports[place] for place in sorted(reports))
    return ImportReport(batch, in_order, rejected, tuple(warnings))


def _believed(connection: Connection, kind: StagedKind, terms: _Terms) -> Measure:
    """Measure what has come; raises ImportRefusedError where it is not believed."""
    forget_incoming(connection, kind)
    settle_repeats(connection, kind)
    found = measure(connection, kind, full=terms.full, import_day=terms.import_day)
    if not terms.force:
        refuse_unlikely(connection, kind, found, full=terms.full)
    return found


def _land(
    connection: Connection,
    kind: StagedKind,
    batch: int,
    terms: _Terms,
    found: Measure,
    warnings: list[str],
) -> dict[int, FileReport]:
    """Let the rows land, and return what became of those of each file."""
    forget_stored(connection, kind)
    closed = leave_out_closed(connection, kind)
    counts = count_by_file(connection, kind, closed)
    apply_rows(connection, kind, batch, terms.now)
    note_caseworkers(connection, kind, batch, terms.import_day)
    gone = found.newly_protected + _mark_gone(connection, kind, batch, terms, found, warnings)
    warnings += _notes(kind, found, terms, closed.total())
    return file_reports(kind, counts, gone)


def _mark_gone(
    connection: Connection,
    kind: StagedKind,
    batch: int,
    terms: _Terms,
    found: Measure,
    warnings: list[str],
) -> int:
    if not terms.full:
        return 0
    in_doubt = any(row.number is None or row.code in SIGNS_OF_A_CUT for row in kind.rejected)
    if in_doubt or (not terms.force and found.ends_cut_off):
        # A row that cannot be named may be any of those that seem to be missing, and below a
        # row that breaks off there may have been more.
        names = names_of(kind.files)
        if kind.kind is not FileKind.STAFF:
            warnings.append(batch_messages.nothing_marked_gone(names))
            return 0
        # Nobody keeps a right to see rows because somebody else's row is wrong.
        warnings.append(batch_messages.staff_marked_gone_anyway(names))
    return mark_gone(connection, kind, batch, terms.now)


def _notes(kind: StagedKind, found: Measure, terms: _Terms, closed: int) -> Iterator[str]:
    """What the person who imports should know of files that have landed."""
    names = names_of(kind.files)
    if closed:
        yield batch_messages.left_out_as_cleared(names, closed)
    if found.newly_protected:
        yield batch_messages.forgotten(names, found.newly_protected)
    if kind.kind is FileKind.REPORTS and terms.received_is_registration:
        yield batch_messages.registration_dates(names)


def _say_nothing(_source: SourceFile, _rows: int) -> None:
    pass
