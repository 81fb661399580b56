"""What a weekly digest is told from: what was open when the last one was sent, and old gaps."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_

from rules.facts import CaseFacts
from rules.length import add_months
from storage.engine import Database
from storage.queries.conditions import (
    LACKING_BY_DAY,
    OPEN_BY_UNIT,
    begun_by_today,
    day,
    in_any_unit,
    lacks_something,
)
from storage.queries.gather import Wanted, stream
from storage.rows import INVESTIGATIONS, REPORTS, CaseList
from storage.unit_names import NO_UNIT_NAMES, UnitNames, under_present_names

MONTHS_OF_GAPS = 25
"""How long ago a row that lacks something may have ended and still be asked for."""


def digest_cases(
    database: Database, since: date, today: date, names: UnitNames = NO_UNIT_NAMES
) -> Iterator[CaseFacts]:
    """Yield all units' rows that were open on `since` or later or have a gap, by case.

    A row that ended on `since` is among them: the digest of that day could not know it.
    """
    days = {"since": since, "today": today, "oldest": add_months(today, -MONTHS_OF_GAPS)}
    was_open = (in_any_unit, _open_since, begun_by_today)
    had_a_gap = (lacks_something, _ended_before)
    cases = stream(
        database,
        Wanted(was_open, days, OPEN_BY_UNIT),
        Wanted(had_a_gap, days, LACKING_BY_DAY, (REPORTS, INVESTIGATIONS)),
    )
    return under_present_names(cases, names) if names else cases


def _open_since(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.open_until >= day("since")


def _ended_before(rows: CaseList[Any]) -> ColumnElement[bool]:
    ended_on = rows.table.c.open_until
    return and_(ended_on >= day("oldest"), ended_on < day("since"))
