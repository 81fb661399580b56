"""What a weekly digest is told from: what was open when the last one was sent, and old gaps."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_

from rules.facts import CaseFacts
from rules.length import add_months
from storage.engine import Database
from storage.queries.conditions import LACKING_BY_DAY, OPEN_BY_UNIT, in_any_unit, lacks_something
from storage.queries.gather import Wanted, stream
from storage.rows import INVESTIGATIONS, REPORTS, CaseList

MONTHS_OF_GAPS = 25
"""How long ago a row that lacks something may have ended and still be asked for."""


def digest_cases(database: Database, since: date, today: date) -> Iterator[CaseFacts]:
    """Yield all units' rows that were open on `since` or later or have a gap, by case.

    A row that ended on `since` is among them: the digest of that day could not know it.
    """
    oldest = add_months(today, -MONTHS_OF_GAPS)

    def told(rows: CaseList[Any]) -> ColumnElement[bool]:
        columns = rows.table.c
        was_open, has_begun = columns.open_until >= since, columns[rows.begins_on] <= today
        return and_(in_any_unit(rows), was_open, has_begun)

    def ended_with_a_gap(rows: CaseList[Any]) -> ColumnElement[bool]:
        ended_on = rows.table.c.open_until
        return and_(lacks_something(rows), ended_on >= oldest, ended_on < since)

    gaps = Wanted(ended_with_a_gap, LACKING_BY_DAY, (REPORTS, INVESTIGATIONS))
    return stream(database, Wanted(told, OPEN_BY_UNIT), gaps)
