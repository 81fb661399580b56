"""Which rows are old enough to go: one condition for each kind, for counting and for deleting.

The cases that are over are found once, in a temporary table of the connection: looking for them
takes seconds where there are many rows, and nobody waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    and_,
    except_,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    union,
    union_all,
)

from storage.closed_matters import is_live
from storage.engine import Database
from storage.records.calendars import is_closed_calendar
from storage.records.clearing.gone import (
    LIST_OF,
    LISTS,
    is_long_gone,
    not_long_gone,
    person_leaves,
)
from storage.records.clearing.model import Kept, Terms
from storage.records.outbox.operating import is_old_delivery
from storage.records.reminders import is_old_reminder
from storage.tables import (
    ABSENCE,
    ACCESS_LOG,
    CONVERSATION,
    IDENTIFIER,
    IMPORT_BATCH,
    IMPORT_FILE,
    INVESTIGATION,
    INVESTIGATION_CASEWORKER,
    OVERRUN_CAUSE_RECORD,
    REJECTED_ROW,
    REMINDER,
    STAFF,
)

_ABOUT_INVESTIGATIONS = {
    Kept.CASEWORKERS: INVESTIGATION_CASEWORKER,
    Kept.CAUSES: OVERRUN_CAUSE_RECORD,
}
EXPIRING = Table(
    "expiring_case",
    MetaData(),
    Column("case_number", IDENTIFIER, primary_key=True),
    prefixes=["TEMPORARY"],
)
"""The cases all of whose rows are over."""

_KEPT_FILES = (
    func.max(IMPORT_FILE.c.batch_id),
    func.max(IMPORT_FILE.c.batch_id).filter(IMPORT_FILE.c.is_full_list),
    func.max(IMPORT_FILE.c.batch_id).filter(IMPORT_BATCH.c.is_full, IMPORT_FILE.c.is_full_list),
    func.min(IMPORT_FILE.c.batch_id).filter(IMPORT_FILE.c.caseworkers_are_kept),
)
"""Of each kind of list, what the next import is held against and what figures are told from."""


@contextmanager
def expiring(database: Database, terms: Terms) -> Iterator[Connection]:
    """Give a connection of its own that knows which cases are over."""
    with database.private_connection() as connection:
        with connection.begin():
            EXPIRING.create(connection)
            connection.execute(insert(EXPIRING).from_select(["case_number"], _over(terms)))
        yield connection


def live_among(connection: Connection, cases: list[str], terms: Terms) -> set[str]:
    """Return which of the cases are not over after all, asked once more."""
    rows = (_live(each, terms).where(each.c.case_number.in_(cases)) for each in LISTS)
    found: list[Any] = list(connection.execute(union_all(*rows)).scalars())
    return set(found)


def leaving(kind: Kept, terms: Terms) -> ColumnElement[bool]:
    """Return whether a row of the kind is to go, as a condition on its table."""
    match kind:
        case Kept.REPORTS | Kept.INVESTIGATIONS | Kept.PLACEMENTS:
            return row_leaves(LIST_OF[kind], terms)
        case Kept.CASEWORKERS | Kept.CAUSES:
            return _of_none(_ABOUT_INVESTIGATIONS[kind], terms)
        case Kept.LOOKS | Kept.ABSENCES:
            return _is_before(kind, terms)
        case Kept.DELIVERIES:
            return is_old_delivery(terms.deliveries)
        case Kept.REMINDERS:
            return _reminder_leaves(terms)
        case Kept.CALENDARS:
            return is_closed_calendar(terms.calendars)
        case Kept.CONVERSATIONS:
            return _is_with_a_stranger(terms)
        case Kept.IMPORTED_FILES:
            return _file_leaves(terms.imports)
        case Kept.REJECTED_ROWS:
            return REJECTED_ROW.c.batch_id.in_(_batches_before(terms.imports))
        case Kept.STAFF:
            return person_leaves(terms)
        case _:
            assert_never(kind)


def _is_before(kind: Kept, terms: Terms) -> ColumnElement[bool]:
    if kind is Kept.LOOKS:
        return ACCESS_LOG.c.at < terms.looks
    return ABSENCE.c.until_on < terms.deliveries.date()


def _is_with_a_stranger(terms: Terms) -> ColumnElement[bool]:
    """Whether the chat is with nobody whom the staff list has, or had lately, by the object id."""
    is_known = exists().where(STAFF.c.entra_object_id == CONVERSATION.c.object_id)
    return and_(CONVERSATION.c.last_seen_at < terms.strangers, ~is_known)


def row_leaves(rows: Table, terms: Terms) -> ColumnElement[bool]:
    """Whether a row of a case list is to go: its case is over, or the source lost it long ago."""
    return or_(rows.c.case_number.in_(select(EXPIRING.c.case_number)), is_long_gone(rows, terms))


def _over(terms: Terms) -> Any:
    known = (select(each.c.case_number).where(not_long_gone(each, terms)) for each in LISTS)
    live = (_live(each, terms) for each in LISTS)
    every, alive = union(*known).subquery(), union_all(*live).subquery()
    return except_(select(every.c.case_number), select(alive.c.case_number))


def _live(rows: Table, terms: Terms) -> Select[tuple[str]]:
    alive = is_live(rows, terms.facts, (INVESTIGATION,))
    return select(rows.c.case_number).where(not_long_gone(rows, terms), alive)


def _of_none(rows: Table, terms: Terms) -> ColumnElement[bool]:
    """Of an investigation that is not kept."""
    stays = ~row_leaves(INVESTIGATION, terms)
    return rows.c.investigation_number.not_in(select(INVESTIGATION.c.number).where(stays))


def _reminder_leaves(terms: Terms) -> ColumnElement[bool]:
    """Old, or of a case of which nothing is kept."""
    kept = (select(each.c.case_number).where(~row_leaves(each, terms)) for each in LISTS)
    strays = and_(*(REMINDER.c.case_number.not_in(each) for each in kept))
    return or_(is_old_reminder(terms.reminders), strays)


def _file_leaves(before: datetime) -> ColumnElement[bool]:
    by_kind = select(*_KEPT_FILES).join(IMPORT_BATCH).group_by(IMPORT_FILE.c.kind).subquery()
    needed = or_(
        *(
            IMPORT_FILE.c.batch_id.in_(select(each).where(each.is_not(None)))
            for each in by_kind.columns
        )
    )
    return and_(IMPORT_FILE.c.batch_id.in_(_batches_before(before)), or_(~needed, false()))


def _batches_before(moment: datetime) -> Select[tuple[int]]:
    return select(IMPORT_BATCH.c.id).where(IMPORT_BATCH.c.imported_at < moment)
