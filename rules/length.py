"""Lengths of time in the law's own units, counted as lag (1930:173) 1 § counts them.

The day of the event is day zero. Weeks, months and years end on the day of the same name or
number; where the month has no such day, on its last. Four months are 120 to 123 days and
never a number of days.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never


class LengthUnit(StrEnum):
    """The unit in which a provision states its time."""

    AT_ONCE = "at_once"  # genast, omedelbart
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_WORDS = {
    LengthUnit.DAYS: ("dag", "dagar"),
    LengthUnit.WEEKS: ("vecka", "veckor"),
    LengthUnit.MONTHS: ("månad", "månader"),
    LengthUnit.YEARS: ("år", "år"),
}
_SHORTEST_DAYS = {
    LengthUnit.AT_ONCE: 0,
    LengthUnit.DAYS: 1,
    LengthUnit.WEEKS: 7,
    LengthUnit.MONTHS: 28,
    LengthUnit.YEARS: 365,
}


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, weeks, months or years, or *at once*."""

    amount: int
    unit: LengthUnit

    def after(self, day: date) -> date:
        """Return the last day of the time that begins with `day` as day zero.

        *At once* gives the day after: the last defensible day.
        """
        match self.unit:
            case LengthUnit.AT_ONCE:
                return day + timedelta(days=1)
            case LengthUnit.DAYS:
                return day + timedelta(days=self.amount)
            case LengthUnit.WEEKS:
                return day + timedelta(weeks=self.amount)
            case LengthUnit.MONTHS:
                return add_months(day, self.amount)
            case LengthUnit.YEARS:
                return add_months(day, 12 * self.amount)
            case _:
                assert_never(self.unit)

    @property
    def is_a_month_or_longer(self) -> bool:
        """Whether the time is never shorter than a month (four weeks are)."""
        if self.unit in (LengthUnit.MONTHS, LengthUnit.YEARS):
            return True
        return self.amount * _SHORTEST_DAYS[self.unit] >= 30

    def __str__(self) -> str:
        if self.unit is LengthUnit.AT_ONCE:
            return "genast, senast dagen efter"
        one, many = _WORDS[self.unit]
        return f"{self.amount} {one if self.amount == 1 else many}"


def add_months(day: date, months: int) -> date:
    """Return the day of the same number `months` later, or that month's last day."""
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end_was_met(day: date, length: Length) -> bool:
    """Whether counting `length` from `day` ended on a month's last day for want of the number."""
    in_months = length.unit in (LengthUnit.MONTHS, LengthUnit.YEARS)
    return in_months and length.after(day).day != day.day


AT_ONCE = Length(0, LengthUnit.AT_ONCE)


def days(amount: int) -> Length:
    return Length(amount, LengthUnit.DAYS)


def weeks(amount: int) -> Length:
    return Length(amount, LengthUnit.WEEKS)


def months(amount: int) -> Length:
    return Length(amount, LengthUnit.MONTHS)


def years(amount: int) -> Length:
    return Length(amount, LengthUnit.YEARS)
