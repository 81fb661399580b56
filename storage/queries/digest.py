"""What a weekly digest is told from: everything that was open when the last one was sent."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_

from rules.facts import CaseFacts
from storage.engine import Database
from storage.queries.conditions import OPEN_BY_UNIT, in_any_unit
from storage.queries.gather import Wanted, stream
from storage.rows import CaseList


def digest_cases(database: Database, since: date, today: date) -> Iterator[CaseFacts]:
    """Yield all units' rows that were open on `since` or have begun after it, by case."""

    def told(rows: CaseList[Any]) -> ColumnElement[bool]:
        columns = rows.table.c
        was_open, has_begun = columns.open_until > since, columns[rows.begins_on] <= today
        return and_(in_any_unit(rows), was_open, has_begun)

    return stream(database, Wanted(told, OPEN_BY_UNIT))
