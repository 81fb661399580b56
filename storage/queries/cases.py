"""What a person may ask to see: a caseworker's own cases, a unit's cases, one case.

Each is a function of its own, so that a reader cannot be given more than its name says.
An open row is one whose last event, if it has any, is dated after `today`.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_

from rules.facts import CaseFacts, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.conditions import (
    OPEN_BY_CASEWORKER,
    OPEN_BY_UNIT,
    in_any_unit,
    in_unit,
    index_of_number,
    means,
    numbered_like,
    open_on,
)
from storage.queries.gather import Condition, Wanted, gather
from storage.queries.whose import rows_of
from storage.rows import CaseList


def caseworker_cases(database: Database, staff: StaffMember, today: date) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own open rows, by case."""
    theirs = rows_of(database, staff)
    return () if theirs is None else _open_cases(database, theirs, today, OPEN_BY_CASEWORKER)


def caseworker_history(
    database: Database, staff: StaffMember, today: date
) -> tuple[CaseFacts, ...]:
    """Return the caseworker's own rows that have begun, open and closed, by case."""
    theirs = rows_of(database, staff)
    if theirs is None:
        return ()

    def theirs_by_today(rows: CaseList[Any]) -> ColumnElement[bool]:
        return and_(theirs(rows), rows.table.c[rows.begins_on] <= today)

    return gather(database, Wanted(theirs_by_today, OPEN_BY_CASEWORKER))


def unit_cases(database: Database, unit: str, today: date) -> tuple[CaseFacts, ...]:
    """Return the unit's open rows, by case."""
    return _open_cases(database, _of_unit(unit), today, OPEN_BY_UNIT)


def all_open_cases(database: Database, today: date) -> tuple[CaseFacts, ...]:
    """Return every open row of the municipality, by case."""
    return _open_cases(database, in_any_unit, today, OPEN_BY_UNIT)


def caseworker_case(database: Database, staff: StaffMember, case: str) -> tuple[CaseFacts, ...]:
    """Return the caseworker's rows, open or closed, of the cases that `case` may mean."""
    theirs = rows_of(database, staff)
    return () if theirs is None else _one_case(database, theirs, case)


def unit_case(database: Database, unit: str, case: str) -> tuple[CaseFacts, ...]:
    """Return the unit's rows, open or closed, of the cases that `case` may mean."""
    return _one_case(database, _of_unit(unit), case)


def _of_unit(unit: str) -> Condition:
    return lambda rows: in_unit(rows, unit)


def _open_cases(
    database: Database, mine: Condition, today: date, index: str
) -> tuple[CaseFacts, ...]:
    def mine_and_open(rows: CaseList[Any]) -> ColumnElement[bool]:
        return and_(mine(rows), open_on(rows, today))

    return gather(database, Wanted(mine_and_open, index))


def _one_case(database: Database, mine: Condition, case: str) -> tuple[CaseFacts, ...]:
    def mine_and_numbered(rows: CaseList[Any]) -> ColumnElement[bool]:
        return and_(mine(rows), numbered_like(rows, case))

    found = gather(database, Wanted(mine_and_numbered, index_of_number(case)))
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
