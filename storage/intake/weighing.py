"""Finds out what a batch will change, and whether it is to be believed; changes nothing yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from rules.swedish_time import SWEDISH_TIME
from storage.file_kinds import FileKind
from storage.intake import batch_messages
from storage.intake.caseworkers import NEWLY_SEEN, find_new_caseworkers
from storage.intake.closed import CLOSED_CASES, find_closed, leave_out_closed
from storage.intake.comparing import Counts, compare, count_by_file
from storage.intake.cutting import SIGNS_OF_A_CUT
from storage.intake.missing import find_missing, forget_missing
from storage.intake.protecting import PROTECTED_CASES, find_protected_cases, forget_incoming
from storage.intake.refusal import Measure, measure, names_of, refuse_unlikely
from storage.intake.repeats import settle_repeats
from storage.intake.units_named import find_new_units
from storage.intake.waiting_room import StagedKind
from storage.records.purging import facts_cleared_before


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a batch is applied."""

    now: datetime
    full: bool
    force: bool
    received_is_registration: bool

    @property
    def import_day(self) -> date:
        return self.now.astimezone(SWEDISH_TIME).date()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the files of one kind amount to, and what their rows will do."""

    kind: StagedKind
    found: Measure
    counts: Mapping[int, Counts]
    units: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def make_scales(connection: Connection) -> None:
    """Make the tables of the connection's own in which a batch is weighed."""
    for table in (PROTECTED_CASES, CLOSED_CASES, NEWLY_SEEN):
        table.create(connection)


def weigh(connection: Connection, kinds: Sequence[StagedKind], terms: Terms) -> tuple[Weighed, ...]:
    """Hold what was read against what is stored; what was found before is found anew.

    Raises ImportRefusedError where the batch is not believed.
    """
    find_protected_cases(connection, kinds)
    find_closed(connection, kinds, facts_cleared_before(connection))
    return tuple(_weigh(connection, kind, terms) for kind in kinds)


def _weigh(connection: Connection, kind: StagedKind, terms: Terms) -> Weighed:
    found = _believed(connection, kind, terms)
    compare(connection, kind)
    closed = leave_out_closed(connection, kind)
    find_new_caseworkers(connection, kind, terms.import_day)
    warnings = (*_find_missing(connection, kind, terms, found), *_notes(kind, found, terms, closed))
    units = find_new_units(connection, kind)
    return Weighed(kind, found, count_by_file(connection, kind), units, warnings)


def _believed(connection: Connection, kind: StagedKind, terms: Terms) -> Measure:
    """Measure what has come; raises ImportRefusedError where it is not believed."""
    forget_incoming(connection, kind)
    settle_repeats(connection, kind)
    found = measure(
        connection, kind, full=terms.full, force=terms.force, import_day=terms.import_day
    )
    if not terms.force:
        refuse_unlikely(connection, kind, found, full=terms.full)
    return found


def _find_missing(
    connection: Connection, kind: StagedKind, terms: Terms, found: Measure
) -> Iterator[str]:
    """Find what is to be marked as gone, and say where that may be too little or too much."""
    forget_missing(connection, kind)
    if not terms.full:
        return
    if found.is_part:
        yield batch_messages.in_part(names_of(kind.files), len(kind.files))
        return
    in_doubt = any(row.number is None or row.code in SIGNS_OF_A_CUT for row in kind.rejected)
    if in_doubt or (not terms.force and found.ends_cut_off):
        # A row that cannot be named may be any of those that seem to be missing, and below a
        # row that breaks off there may have been more.
        names = names_of(kind.files)
        if kind.kind is not FileKind.STAFF:
            yield batch_messages.nothing_marked_gone(names)
            return
        # Nobody keeps a right to see rows because somebody else's row is wrong.
        yield batch_messages.staff_marked_gone_anyway(names)
    find_missing(connection, kind)


def _notes(kind: StagedKind, found: Measure, terms: Terms, closed: int) -> Iterator[str]:
    """What the person who imports should know of files that have landed."""
    names = names_of(kind.files)
    if closed:
        yield batch_messages.left_out_as_cleared(names, closed)
    if found.newly_protected:
        yield batch_messages.forgotten(names, found.newly_protected)
    if kind.kind is FileKind.REPORTS and terms.received_is_registration:
        yield batch_messages.registration_dates(names)
