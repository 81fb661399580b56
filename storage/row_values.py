"""How what a fact says becomes the values of a row; `storage.rows` is the way back.

A good part of an import goes into this and into handing the values over, so each kind is
spelt out and the values skip SQLAlchemy's conversions: an ISO date, a code and a digit in
text mean the same to both databases.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules.facts import ReportDecision
from storage.keys import case_sequence, name_key
from storage.rows import INVESTIGATIONS, PLACEMENTS, REPORTS, STAFF_LIST, RowShape, column_of
from storage.tables import FAR_FUTURE

Values = tuple[str | int | None, ...]

_NEVER = FAR_FUTURE.isoformat()
_CASE_KEYS = ("caseworker_key", "unit_key", "case_sequence", "open_until")
_STAFF_KEYS = ("email_key", "name_key", "unit_key")
_ANSWERS = {None: None, True: "1", False: "0"}


class _IsoDays(dict[date | None, str | None]):
    """Days as text; there are few of them, and many rows."""

    def __missing__(self, day: date | None) -> str | None:
        text = self[day] = None if day is None else day.isoformat()
        return text


_ISO = _IsoDays()


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Turns what one kind of fact says into the values of `columns`, with what follows from it."""

    shape: RowShape[Any]
    key: str
    derived: tuple[str, ...]
    values: Callable[[Sequence[Any]], Values]

    @property
    def columns(self) -> tuple[str, ...]:
        said = (column_of(field) for field in self.shape.fields)
        return (*said, *self.derived)


def _code(value: StrEnum | None) -> str | None:
    # `_value_` is the plain attribute; `value` takes ten times as long.
    return None if value is None else value._value_


def _report(said: Sequence[Any]) -> Values:
    """A report stays open until it is decided.

    One that was joined to a running investigation gets no decision day of its own: what is
    owed on it is its protection assessment.
    """
    number, case, received_on, type_, unit, caseworker, reason, *rest = said
    assessed_on, decided_on, decision, sex, age, child_spoken_with = rest
    assessed, decided = _ISO[assessed_on], _ISO[decided_on]
    joined = assessed if decision is ReportDecision.JOINED else None
    return (
        number,
        case,
        _ISO[received_on],
        type_._value_,
        unit,
        caseworker,
        _code(reason),
        assessed,
        decided,
        _code(decision),
        sex._value_,
        age,
        _ANSWERS[child_spoken_with],
        *_keys(caseworker, unit, case),
        decided or joined or _NEVER,
    )


def _investigation(said: Sequence[Any]) -> Values:
    number, case, opened_on, unit, caseworker, report_number, closed_on, *rest = said
    extended_to, extension_decided_on, outcome, reason, began_on, cause, sex, age = rest
    closed = _ISO[closed_on]
    return (
        number,
        case,
        _ISO[opened_on],
        unit,
        caseworker,
        report_number,
        closed,
        _ISO[extended_to],
        _ISO[extension_decided_on],
        _code(outcome),
        _code(reason),
        _ISO[began_on],
        _code(cause),
        sex._value_,
        age,
        *_keys(caseworker, unit, case),
        closed or _NEVER,
    )


def _placement(said: Sequence[Any]) -> Values:
    number, case, started_on, form, basis, unit, caseworker, *rest = said
    investigation_number, ended_on, last_considered_on, sex, age = rest
    ended = _ISO[ended_on]
    return (
        number,
        case,
        _ISO[started_on],
        _code(form),
        _code(basis),
        unit,
        caseworker,
        investigation_number,
        ended,
        _ISO[last_considered_on],
        sex._value_,
        age,
        *_keys(caseworker, unit, case),
        ended or _NEVER,
    )


def _staff_member(said: Sequence[Any]) -> Values:
    name, email, role, unit, object_id = said
    keys = (name_key(email), name_key(name), name_key(unit))
    return (name, email, role._value_, unit, name_key(object_id) or None, *keys)


def _keys(caseworker: str, unit: str, case: str) -> Values:
    return name_key(caseworker), name_key(unit), case_sequence(case)


REPORT_ROWS = RowWriter(REPORTS, "number", _CASE_KEYS, _report)
INVESTIGATION_ROWS = RowWriter(INVESTIGATIONS, "number", _CASE_KEYS, _investigation)
PLACEMENT_ROWS = RowWriter(PLACEMENTS, "number", _CASE_KEYS, _placement)
STAFF_ROWS = RowWriter(STAFF_LIST, "email_key", _STAFF_KEYS, _staff_member)
