"""What the indicators of a period are counted from."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_

from rules.facts import CaseFacts
from storage.engine import Database
from storage.queries.conditions import day, in_unit
from storage.queries.gather import Wanted, stream
from storage.rows import INVESTIGATIONS, REPORTS, CaseList

# Longer than the longest unextended time limit of its kind, with room for a weekend: a row
# that ended this long before the period cannot have had its limit in it.
_PRELIMINARY_ASSESSMENT = timedelta(days=40)
_INVESTIGATION = timedelta(days=130)

FIRST_POSSIBLE_DAY = date(1950, 1, 1) + _INVESTIGATION
"""The first day to ask from when every row is wanted: no export may hold an older one."""


def cases_for_figures(
    database: Database, first: date, last: date, unit: str | None
) -> Iterator[CaseFacts]:
    """Yield every row that can count in an indicator of the period, by case."""
    days = {
        "first": first,
        "last": last,
        "assessed_from": first - _PRELIMINARY_ASSESSMENT,
        "closed_from": first - _INVESTIGATION,
    }
    counted = (_begun_by_the_last, _may_count)
    if unit is None:
        return stream(database, Wanted(counted, days))
    there = in_unit(unit)
    return stream(database, Wanted((*counted, there.rows), {**days, **there.given}))


def _begun_by_the_last(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c[rows.begins_on] <= day("last")


def _may_count(rows: CaseList[Any]) -> ColumnElement[bool]:
    columns = rows.table.c
    if rows is REPORTS:
        recent = columns.received_on >= day("assessed_from")
        return or_(recent, columns.open_until >= day("first"))
    if rows is INVESTIGATIONS:
        recent = columns.open_until >= day("closed_from")
        return or_(recent, columns.extended_to >= day("first"))
    return columns.open_until >= day("first")
