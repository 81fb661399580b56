"""Turns the text of one cell into a value, or says why it cannot be one.

Exports repeat themselves: a hundred thousand rows hold a thousand dates and twenty codes.
Each text is therefore read once and remembered.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from storage.intake.kinds import YesNo
from storage.intake.profile import Profile
from storage.intake.rejection import CellError
from storage.intake.wording import folded

Value = TypeVar("Value")
Code = TypeVar("Code", bound=StrEnum)

EARLIEST = date(1950, 1, 1)
LATEST = date(2100, 8, 31)  # the calendar ends in 2100; four months on must still be in it
OLDEST_AGE = 21  # SoL lets care last until 21; an older "child" is a mistake in the export

_REMEMBERED = 20_000
_FRACTION = re.compile(r"(:\d\d)[.,]\d+\Z")
_LEADING_ZERO = re.compile(r"(?<!\d)0+(?=\d)")
_AGE = re.compile(r"(\d{1,3})(?: år)?", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class Readings(dict[str, Value]):
    """The value of every text seen so far; a text that is no value raises CellError."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[text] = self._read(text)
        return value


@dataclass(frozen=True, slots=True)
class CellReaders:
    """Makes the readings of a file's fields, as its profile and the import's day say."""

    profile: Profile
    import_day: date

    def start_date(self, field: str) -> Readings[date]:
        """A day that must be there and have come: without it no duty can be counted."""

        def read(text: str) -> date:
            found = self._read_date(field, text)
            if found is None:
                raise CellError(field, "missing_start_date")
            if found > self.import_day:
                raise CellError(field, "date_in_future")
            return found

        return Readings(read)

    def any_date(self, field: str) -> Readings[date | None]:
        return Readings(lambda text: self._read_date(field, text))

    def _read_date(self, field: str, text: str) -> date | None:
        if self.is_empty(text):
            return None
        found = read_date(text, self.profile.date_formats)
        if found is None:
            raise CellError(field, "unreadable_date")
        if found in _empty_days(self.profile.empty_values, self.profile.date_formats):
            return None
        if found < EARLIEST:
            raise CellError(field, "date_before_1950")
        if found > LATEST:
            raise CellError(field, "date_after_2100")
        return found

    def coded(self, field: str, codes: type[Code]) -> Readings[Code | None]:
        """One of the profile's values for the field, or None for an empty cell."""
        known: Mapping[str, str] = self.profile.values.get(field, {})

        def read(text: str) -> Code | None:
            if self.is_empty(text):
                return None
            code = known.get(folded(text))
            if code is None:
                raise CellError(field, "unknown_value")
            return codes(code)

        return Readings(read)

    def required_code(self, field: str, codes: type[Code]) -> Readings[Code]:
        """As `coded`, for a field without which the row says nothing that can be used."""
        optional = self.coded(field, codes)

        def read(text: str) -> Code:
            code = optional[text]
            if code is None:
                raise CellError(field, "missing_value")
            return code

        return Readings(read)

    def code_or(self, field: str, default: Code) -> Readings[Code]:
        """As `coded`, with the code that an empty cell is taken to mean."""
        optional = self.coded(field, type(default))
        return Readings(lambda text: optional[text] or default)

    def yes_or_no(self, field: str) -> Readings[bool | None]:
        answers = self.coded(field, YesNo)

        def read(text: str) -> bool | None:
            answer = answers[text]
            return None if answer is None else answer is YesNo.YES

        return Readings(read)

    def age(self, field: str) -> Readings[int | None]:
        def read(text: str) -> int | None:
            if self.is_empty(text):
                return None
            found = _AGE.fullmatch(folded(text))
            if found is None:
                raise CellError(field, "unreadable_age")
            if int(found[1]) > OLDEST_AGE:
                raise CellError(field, "age_out_of_range")
            return int(found[1])

        return Readings(read)

    def is_empty(self, text: str) -> bool:
        return not text or folded(text) in self.profile.empty_values


@lru_cache(maxsize=_REMEMBERED)
def read_date(text: str, formats: tuple[str, ...]) -> date | None:
    """The day that the text names under the first format that fits; None if none does."""
    without_fraction = _FRACTION.sub(r"\1", text)
    for given in formats:
        try:
            found = datetime.strptime(without_fraction, given)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if _same_digits(found.strftime(given), without_fraction):
            return found.date()
    return None


@lru_cache(maxsize=16)
def _empty_days(texts: frozenset[str], formats: tuple[str, ...]) -> frozenset[date]:
    """The days that mean "no day", however a cell writes them and whatever time it adds."""
    return frozenset(found for text in texts if (found := read_date(text, formats)))


def _same_digits(expected: str, text: str) -> bool:
    """Whether nothing but leading zeros was left out: strptime reads 2026111 as some day."""
    return _LEADING_ZERO.sub("", expected) == _LEADING_ZERO.sub("", text)


def read_email(field: str, text: str) -> str:
    """The address as everybody's addresses are compared: without regard to capitals."""
    if not text:
        raise CellError(field, "missing_email")
    if not is_email(text):
        raise CellError(field, "unreadable_email")
    return text.casefold()


def is_email(text: str) -> bool:
    """Whether the text is an address and nothing else."""
    return _EMAIL.fullmatch(text) is not None


def read_object_id(field: str, text: str) -> str | None:
    """The Entra object id in the usual form, or None while it is not known."""
    try:
        return str(UUID(text)) if text else None
    except ValueError as fault:
        raise CellError(field, "unreadable_object_id") from fault
