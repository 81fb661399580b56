"""Deleting what is old, a little at a time, so that no writer waits long for another.

Every transaction is whole in itself: what is stopped half-way has cleared whole cases, and the
next clearing takes the rest. Each clearing that takes anything is written down.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, select

from rules.swedish_time import SWEDISH_TIME
from storage.engine import IMPORT_LOCK, alone
from storage.records.clearing.expiring import EXPIRING, leaving, live_among
from storage.records.clearing.gone import LIST_OF, LISTS, is_long_gone, person_leaves
from storage.records.clearing.model import Kept, Terms
from storage.records.erasing import erase_person
from storage.records.purging import CASE_FACTS, begin_clearing, clear_stray_causes, end_clearing
from storage.tables import (
    ABSENCE,
    ACCESS_LOG,
    CALENDAR_SUBSCRIPTION,
    CONVERSATION,
    DELIVERY,
    IMPORT_FILE,
    INVESTIGATION,
    INVESTIGATION_CASEWORKER,
    REJECTED_ROW,
    REMINDER,
    STAFF,
)

_CASES_AT_A_TIME = 500
_ROWS_AT_A_TIME = 2_000
_BREATH_S = 0.05
"""How long others get to write between two transactions."""

_KIND_OF = {rows: kind for kind, rows in LIST_OF.items()}
_BY_KEY: dict[Kept, Column[int] | Column[str]] = {
    Kept.LOOKS: ACCESS_LOG.c.id,
    Kept.DELIVERIES: DELIVERY.c.id,
    Kept.REMINDERS: REMINDER.c.id,
    Kept.CALENDARS: CALENDAR_SUBSCRIPTION.c.id,
    Kept.ABSENCES: ABSENCE.c.email_key,
    Kept.CONVERSATIONS: CONVERSATION.c.object_id,
    Kept.REJECTED_ROWS: REJECTED_ROW.c.id,
    Kept.IMPORTED_FILES: IMPORT_FILE.c.id,
}
_OLDER_THAN = {Kept.LOOKS: "looks", Kept.DELIVERIES: "deliveries", Kept.ABSENCES: "deliveries"}
_OLDER_THAN |= {Kept.REMINDERS: "reminders", Kept.CALENDARS: "calendars"}
_OLDER_THAN |= {Kept.CONVERSATIONS: "strangers"}
_OLDER_THAN |= {Kept.IMPORTED_FILES: "imports", Kept.REJECTED_ROWS: "imports", Kept.STAFF: "gone"}


def clear_facts(connection: Connection, terms: Terms, who: str, at: datetime) -> Counter[Kept]:
    """Delete what is over, and what the source lost long ago; return how much of each kind.

    That it has been done is written down also where there was nothing to clear: an import
    leaves out from then on what such a clearing takes.
    """
    took: Counter[Kept] = Counter()
    with alone(connection):
        number = begin_clearing(connection, CASE_FACTS, _begins(terms), who, at)
    for rows in LISTS:
        took += _clear_gone(connection, rows, terms)
    for cases in _some_cases(connection):
        with alone(connection, IMPORT_LOCK):
            took += _clear_cases(connection, cases, terms)
        time.sleep(_BREATH_S)
    with alone(connection):
        took[Kept.CAUSES] += clear_stray_causes(connection, who, at)
        end_clearing(connection, number, took.total() - took[Kept.CAUSES], at)
    return took


def clear_kind(connection: Connection, kind: Kept, terms: Terms, who: str, at: datetime) -> int:
    """Delete what is old of a kind that no figure needs; return how much."""
    key, old = _BY_KEY[kind], leaving(kind, terms)
    keys: list[Any] = list(connection.execute(select(key).where(old).order_by(key)).scalars())
    connection.commit()
    took = 0
    for some in _slices(keys):
        with alone(connection):
            older_than = getattr(terms, _OLDER_THAN[kind])
            number = begin_clearing(connection, key.table.name, older_than, who, at)
            rows = connection.execute(delete(key.table).where(key.in_(some), old)).rowcount
            end_clearing(connection, number, rows, at)
        took += rows
        time.sleep(_BREATH_S)
    return took


def clear_people(connection: Connection, terms: Terms, who: str, at: datetime) -> int:
    """Delete who left the staff list long ago, with all that they have told; return how many."""
    gone = select(STAFF.c.email_key).where(person_leaves(terms))
    people = list(connection.execute(gone).scalars())
    connection.commit()
    if not people:
        return 0
    with alone(connection, IMPORT_LOCK):
        still = list(connection.execute(gone).scalars())
        number = begin_clearing(connection, STAFF.name, terms.gone, who, at)
        for email_key in still:
            erase_person(connection, email_key, may_come_back=True)
        end_clearing(connection, number, len(still), at)
    return len(still)


def _clear_gone(connection: Connection, rows: Table, terms: Terms) -> Counter[Kept]:
    gone = is_long_gone(rows, terms)
    numbers = list(connection.execute(select(rows.c.number).where(gone)).scalars())
    connection.commit()
    took: Counter[Kept] = Counter()
    for some in _slices(numbers):
        with alone(connection, IMPORT_LOCK):
            took += _delete(connection, rows, rows.c.number.in_(some) & gone)
        time.sleep(_BREATH_S)
    return took


def _some_cases(connection: Connection) -> Iterator[list[str]]:
    case, after = EXPIRING.c.case_number, ""
    while True:
        some = select(case).where(case > after).order_by(case).limit(_CASES_AT_A_TIME)
        cases = list(connection.execute(some).scalars())
        connection.commit()
        if not cases:
            return
        after = cases[-1]
        yield cases


def _clear_cases(connection: Connection, cases: list[str], terms: Terms) -> Counter[Kept]:
    """Delete these cases but for those to which something has come since they were found."""
    alive = live_among(connection, cases, terms)
    if alive:
        connection.execute(delete(EXPIRING).where(EXPIRING.c.case_number.in_(sorted(alive))))
    over = [case for case in cases if case not in alive]
    took: Counter[Kept] = Counter()
    for rows in LISTS:
        took += _delete(connection, rows, rows.c.case_number.in_(over))
    return took


def _delete(connection: Connection, rows: Table, which: ColumnElement[bool]) -> Counter[Kept]:
    took: Counter[Kept] = Counter()
    if rows is INVESTIGATION:
        seen = INVESTIGATION_CASEWORKER.c.investigation_number
        theirs = seen.in_(select(INVESTIGATION.c.number).where(which))
        count = select(func.count()).select_from(INVESTIGATION_CASEWORKER).where(theirs)
        took[Kept.CASEWORKERS] = connection.execute(count).scalar_one()
    took[_KIND_OF[rows]] = connection.execute(delete(rows).where(which)).rowcount
    return took


def _slices(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(keys), _ROWS_AT_A_TIME):
        yield keys[begin : begin + _ROWS_AT_A_TIME]


def _begins(terms: Terms) -> datetime:
    return datetime.combine(terms.facts, datetime.min.time(), SWEDISH_TIME)
