"""The conditions that queries are put together from: whose, open when, which case."""

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, TextClause, and_, select, text

from storage.keys import case_sequence, name_key
from storage.rows import CaseList
from storage.tables import LACKING, UNIT

OPEN_BY_CASEWORKER = "caseworker_key_open_until"
OPEN_BY_UNIT = "unit_key_open_until"
LACKING_BY_DAY = "lacking_open_until"

_TOKENS = re.compile(r"\d+|[^\W\d_]+")


def open_on(rows: CaseList[Any], today: date) -> ColumnElement[bool]:
    """Rows that have begun and, as far as is known on `today`, not ended."""
    columns = rows.table.c
    return and_(columns[rows.begins_on] <= today, columns.open_until > today)


def begun_by(rows: CaseList[Any], today: date) -> ColumnElement[bool]:
    """Rows that have begun, open or ended."""
    return rows.table.c[rows.begins_on] <= today


def lacks_something(rows: CaseList[Any]) -> TextClause:
    """Decided or closed rows with a data gap, in the very words of the index over them."""
    return text(LACKING[rows.table.name])


def in_any_unit(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Every row, said so that the index over units and open rows can answer."""
    return rows.table.c.unit_key.in_(select(UNIT.c.key))


def in_unit(rows: CaseList[Any], unit: str) -> ColumnElement[bool]:
    """Rows of the unit, however its name is spelt."""
    return rows.table.c.unit_key == name_key(unit)


def numbered_like(rows: CaseList[Any], case: str) -> ColumnElement[bool]:
    """Rows whose case number may be the one that was asked for; `means` settles it."""
    sequence = case_sequence(case)
    if sequence is None:
        return rows.table.c.case_number == case.strip()
    return rows.table.c.case_sequence == sequence


def index_of_number(case: str) -> str:
    """The index that answers `numbered_like`."""
    return "case_number" if case_sequence(case) is None else "case_sequence"


def means(asked: str, case: str) -> bool:
    """Whether the case is what was asked for: the whole number, or the end of it.

    1234, 2026-1234 and bu-2026-1234 all mean BU-2026-01234.
    """
    wanted, found = _tokens(asked), _tokens(case)
    return asked.strip() == case or (bool(wanted) and found[-len(wanted) :] == wanted)


def _tokens(case: str) -> list[str]:
    tokens = _TOKENS.findall(name_key(case))
    return [token.lstrip("0") if token.isdecimal() else token for token in tokens]
