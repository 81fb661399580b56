"""What the indicators of a period are counted from."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from rules.facts import CaseFacts
from storage.engine import Database
from storage.queries.conditions import in_unit
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

    def counted(rows: CaseList[Any]) -> ColumnElement[bool]:
        begun = rows.table.c[rows.begins_on] <= last
        where = true() if unit is None else in_unit(rows, unit)
        return and_(begun, _may_count(rows, first), where)

    return stream(database, Wanted(counted))


def _may_count(rows: CaseList[Any], first: date) -> ColumnElement[bool]:
    columns = rows.table.c
    if rows is REPORTS:
        recent = columns.received_on >= first - _PRELIMINARY_ASSESSMENT
        return or_(recent, columns.open_until >= first)
    if rows is INVESTIGATIONS:
        recent = columns.open_until >= first - _INVESTIGATION
        return or_(recent, columns.extended_to >= first)
    return columns.open_until >= first
