"""The conditions that queries are put together from: whose, open when, which case.

Each is a function of the list alone; the values it speaks of are handed over with the question
(`Given`). So a question that has been asked once is not put together again for the next reader.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Date, TextClause, and_, bindparam, select, text

from storage.keys import case_sequence, name_key
from storage.rows import CaseList
from storage.tables import LACKING, UNIT

OPEN_BY_CASEWORKER = "caseworker_key_open_until"
OPEN_BY_UNIT = "unit_key_open_until"
LACKING_BY_DAY = "lacking_open_until"

Condition: TypeAlias = Callable[[CaseList[Any]], ColumnElement[bool] | TextClause]
"""Which rows of a list the reader may see and has asked for; always a function of a module."""

Given: TypeAlias = Mapping[str, object]
"""The values that conditions speak of, by the names they have there."""

_TOKENS = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that are found by one index."""

    rows: Condition
    index: str
    given: Given


def day(name: str) -> BindParameter[date]:
    """A day that is given with the question."""
    return bindparam(name, type_=Date())


def open_on_today(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Rows that have begun and, as far as is known on the given `today`, not ended."""
    return and_(begun_by_today(rows), rows.table.c.open_until > day("today"))


def begun_by_today(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Rows that have begun by the given `today`, open or ended."""
    return rows.table.c[rows.begins_on] <= day("today")


def lacks_something(rows: CaseList[Any]) -> TextClause:
    """Decided or closed rows with a data gap, in the very words of the index over them."""
    return text(LACKING[rows.table.name])


def in_any_unit(rows: CaseList[Any]) -> ColumnElement[bool]:
    """Every row, said so that the index over units and open rows can answer."""
    return rows.table.c.unit_key.in_(select(UNIT.c.key))


def _in_given_unit(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.unit_key == bindparam("unit")


def in_unit(unit: str) -> Choice:
    """Rows of the unit, however its name is spelt."""
    return Choice(_in_given_unit, OPEN_BY_UNIT, {"unit": name_key(unit)})


def _of_given_number(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.case_number == bindparam("number")


def _of_given_sequence(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.case_sequence == bindparam("sequence")


def numbered_like(case: str) -> Choice:
    """Rows whose case number may be the one that was asked for; `means` settles it."""
    sequence = case_sequence(case)
    if sequence is None:
        return numbered_exactly(case)
    return Choice(_of_given_sequence, "case_sequence", {"sequence": sequence})


def numbered_exactly(case: str) -> Choice:
    """Rows of the one case that is called so."""
    return Choice(_of_given_number, "case_number", {"number": case.strip()})


def means(asked: str, case: str) -> bool:
    """Whether the case is what was asked for: the whole number, or the end of it.

    1234, 2026-1234 and bu-2026-1234 all mean BU-2026-01234.
    """
    wanted, found = _tokens(asked), _tokens(case)
    return asked.strip() == case or (bool(wanted) and found[-len(wanted) :] == wanted)


def _tokens(case: str) -> list[str]:
    tokens = _TOKENS.findall(name_key(case))
    return [token.lstrip("0") if token.isdecimal() else token for token in tokens]
