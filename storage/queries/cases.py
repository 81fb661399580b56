"""What a person may ask to see: a caseworker's own cases, a unit's cases, one case.

Each is a function of its own, so that a reader cannot be given more than its name says.
An open row is one whose last event, if it has any, is dated after `today`. A unit's rows are
those that name it, and those of its caseworkers that name no unit.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_

from rules.facts import CaseFacts, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.conditions import (
    OPEN_BY_CASEWORKER,
    OPEN_BY_UNIT,
    begun_by,
    in_any_unit,
    in_unit,
    index_of_number,
    means,
    numbered_like,
    open_on,
)
from storage.queries.gather import Condition, Wanted, gather
from storage.queries.whose import rows_of, rows_without_unit


class _Mine(NamedTuple):
    """What finds some of a reader's rows, and the index that picks the open ones."""

    rows: Condition
    open_by: str


def caseworker_cases(database: Database, staff: StaffMember, today: date) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own open rows, by case."""
    return _open_cases(database, _of_caseworker(database, staff), today)


def caseworker_history(
    database: Database, staff: StaffMember, today: date
) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own rows that have begun, open and closed, by case."""
    return _history(database, _of_caseworker(database, staff), today)


def unit_cases(database: Database, unit: str, today: date) -> tuple[CaseFacts, ...]:
    """Return the unit's open rows, by case."""
    return _open_cases(database, _of_unit(database, unit), today)


def unit_history(database: Database, unit: str, today: date) -> tuple[CaseFacts, ...]:
    """Return the unit's rows that have begun, open and closed, by case."""
    return _history(database, _of_unit(database, unit), today)


def all_open_cases(database: Database, today: date) -> tuple[CaseFacts, ...]:
    """Return every open row of the municipality, by case."""
    return _open_cases(database, [_Mine(in_any_unit, OPEN_BY_UNIT)], today)


def caseworker_case(database: Database, staff: StaffMember, case: str) -> tuple[CaseFacts, ...]:
    """Return the caseworker's rows, open or closed, of the cases that `case` may mean."""
    return _one_case(database, _of_caseworker(database, staff), case)


def unit_case(database: Database, unit: str, case: str) -> tuple[CaseFacts, ...]:
    """Return the unit's rows, open or closed, of the cases that `case` may mean."""
    return _one_case(database, _of_unit(database, unit), case)


def _of_caseworker(database: Database, staff: StaffMember) -> list[_Mine]:
    theirs = rows_of(database, staff)
    return [] if theirs is None else [_Mine(theirs, OPEN_BY_CASEWORKER)]


def _of_unit(database: Database, unit: str) -> list[_Mine]:
    named = _Mine(lambda rows: in_unit(rows, unit), OPEN_BY_UNIT)
    unnamed = rows_without_unit(database, unit)
    return [named] if unnamed is None else [named, _Mine(unnamed, OPEN_BY_CASEWORKER)]


def _open_cases(database: Database, mine: Iterable[_Mine], today: date) -> tuple[CaseFacts, ...]:
    def wanted(each: _Mine) -> Wanted:
        return Wanted(lambda rows: and_(each.rows(rows), open_on(rows, today)), each.open_by)

    return gather(database, *map(wanted, mine))


def _history(database: Database, mine: Iterable[_Mine], today: date) -> tuple[CaseFacts, ...]:
    def wanted(each: _Mine) -> Wanted:
        return Wanted(lambda rows: and_(each.rows(rows), begun_by(rows, today)), each.open_by)

    return gather(database, *map(wanted, mine))


def _one_case(database: Database, mine: Iterable[_Mine], case: str) -> tuple[CaseFacts, ...]:
    index = index_of_number(case)

    def wanted(each: _Mine) -> Wanted:
        return Wanted(lambda rows: and_(each.rows(rows), numbered_like(rows, case)), index)

    found = gather(database, *map(wanted, mine))
    return _nearest(case, tuple(each for each in found if means(case, each.case)))


def _nearest(asked: str, found: tuple[CaseFacts, ...]) -> tuple[CaseFacts, ...]:
    """Return the case numbered just as asked, however it is spelt; all of them if none is.

    A number that is asked for whole must never mean several cases, or asking which of them
    is meant would never end.
    """
    key = name_key(asked)
    same = [case for case in found if case.case == asked]
    same = same or [case for case in found if name_key(case.case) == key]
    return tuple(same) or found
