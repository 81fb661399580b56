"""One import: every valid row of every file lands, or nothing does.

Files are first read into the connection's own temporary tables. On SQLite, where there is one
writer at a time, they are also held against what is stored before the lock is taken, so that
whoever else writes waits for what changes and for nothing more. Two imports never interleave,
and one that is killed leaves the database as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.engine import IMPORT_LOCK, Database, alone, refresh_statistics
from storage.file_kinds import FileKind
from storage.intake.applying import apply_rows, mark_gone
from storage.intake.caseworkers import note_caseworkers
from storage.intake.export_files import files_in
from storage.intake.labelling import labelled
from storage.intake.profile import Profile
from storage.intake.protecting import forget_stored, forget_the_rest
from storage.intake.refusal import ImportRefusedError
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
from storage.intake.staging import Progress, stage
from storage.intake.standing import Standing, standing, still_holds
from storage.intake.units_named import note_units
from storage.intake.waiting_room import StagedFile, StagedKind
from storage.intake.weighing import Terms, Weighed, make_scales, weigh
from storage.records.carrying_over import carry_over
from storage.records.labelling import keep_labels, refuse_other_labels

__all__ = ["FileReport", "ImportRefusedError", "ImportReport", "Progress", "import_files"]


@dataclass(frozen=True, slots=True)
class _Early:
    """What was found before the lock, and how the lists stood then."""

    standing: Standing
    weighed: tuple[Weighed, ...]


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
    terms = Terms(now, full, force, profile.received_date_is_registration)
    sources = [recognise(path, profile) for path in files_in(paths)]
    files = [StagedFile(place, source) for place, source in enumerate(sources)]

    def read(source: SourceFile) -> Iterator[ReadRow]:
        rows = read_rows(source, profile, terms.import_day)
        return labelled(rows, source.kind, database.labels)

    with database.private_connection() as connection:
        with connection.begin():
            kinds = stage(connection, files, read, progress or _say_nothing)
            make_scales(connection)
        early = _weigh_early(database, connection, kinds, terms)
        with alone(connection, IMPORT_LOCK):
            keep_labels(connection, database.labels)
            if early is not None and still_holds(connection, early.standing):
                return _apply(connection, early.weighed, terms)
            return _apply(connection, weigh(connection, kinds, terms), terms)


def _weigh_early(
    database: Database, connection: Connection, kinds: Sequence[StagedKind], terms: Terms
) -> _Early | None:
    """Weigh where other writers would have to wait for it; None where they need not."""
    if connection.dialect.name != "sqlite":
        return None
    with connection.begin():
        refuse_other_labels(connection, database.labels)
        return _Early(standing(connection), weigh(connection, kinds, terms))


def _apply(connection: Connection, weighed: Sequence[Weighed], terms: Terms) -> ImportReport:
    batch = begin_batch(connection, terms.now, full=terms.full, forced=terms.force)
    reports: dict[int, FileReport] = {}
    for each in weighed:
        landed = _land(connection, each, batch, terms)
        reports |= landed
        known = terms.received_is_registration
        record_files(
            connection, batch, each.kind, landed, each.found, received_is_registration=known
        )
    forget_the_rest(connection, terms.now)
    refresh_statistics(connection)
    rejected = record_rejected(connection, batch, [each.kind for each in weighed])
    in_order = tuple(reports[place] for place in sorted(reports))
    warnings = tuple(warning for each in weighed for warning in each.warnings)
    return ImportReport(batch, in_order, rejected, warnings)


def _land(
    connection: Connection, weighed: Weighed, batch: int, terms: Terms
) -> dict[int, FileReport]:
    """Let the rows land, and return what became of those of each file."""
    kind = weighed.kind
    forget_stored(connection, kind)
    apply_rows(connection, kind, batch, terms.now)
    note_units(connection, weighed.units)
    note_caseworkers(connection, kind, batch, terms.import_day)
    gone = weighed.found.newly_protected + mark_gone(connection, kind, batch, terms.now)
    if kind.kind is FileKind.STAFF:
        carry_over(connection)
    return file_reports(kind, weighed.counts, gone)


def _say_nothing(_source: SourceFile, _rows: int) -> None:
    pass
