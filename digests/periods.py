"""The weeks and months that digests are about.

A week is the ISO week that Swedish calendars print, Monday first. A period is only a name and
its days; which period is due when belongs to the schedule.
"""

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from digests.errors import DigestError
from rules.calendar import FIRST_YEAR, LAST_YEAR
from rules.wording import month_name

_WEEK = re.compile(r"(\d{4})-?[WwVv](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTHS_IN_A_TREND = 12


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week (vecka). Raises ValueError where the year has no such week."""

    year: int
    number: int

    def __post_init__(self) -> None:
        _require_known(self.year)
        date.fromisocalendar(self.year, self.number, 1)

    @property
    def first_day(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month (månad). Raises ValueError where the year has no such month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        _require_known(self.year)
        date(self.year, self.number, 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> "Month":
        return month_of(self.first_day - timedelta(days=1))

    @property
    def name(self) -> str:
        """The month in Swedish, for example *oktober 2026*."""
        return month_name(self.first_day)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def _require_known(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)


def week_of(day: date) -> Week:
    year, number, _ = day.isocalendar()
    return Week(year, number)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def parse_week(text: str) -> Week:
    """Return the week that is written as 2026-W47. Raises DigestError."""
    if found := _WEEK.fullmatch(text.strip()):
        with suppress(ValueError):
            return Week(int(found[1]), int(found[2]))
    raise DigestError(
        "week_not_understood",
        f"Jag förstår inte veckan ”{text}”. Skriv året och veckans nummer, till exempel 2026-W47.",
    )


def parse_month(text: str) -> Month:
    """Return the month that is written as 2026-10. Raises DigestError."""
    if found := _MONTH.fullmatch(text.strip()):
        with suppress(ValueError):
            return Month(int(found[1]), int(found[2]))
    raise DigestError(
        "month_not_understood",
        f"Jag förstår inte månaden ”{text}”. Skriv året och månadens nummer, till exempel 2026-10.",
    )


def day_seen_from(week: Week, today: date) -> date:
    """Return the day on which a week's digest is seen: today, or the Monday of a week gone by.

    Raises DigestError for a week that has not begun.
    """
    if today < week.first_day:
        raise DigestError(
            "week_not_begun",
            f"Vecka {week.number} {week.year} har inte börjat. Välj den här veckan, "
            f"{week_of(today)}, eller en tidigare.",
        )
    return today if today <= week.last_day else week.first_day


def require_begun(month: Month, today: date) -> None:
    """Raise DigestError for a month that has not begun."""
    if today < month.first_day:
        raise DigestError(
            "month_not_begun",
            f"{month.name.capitalize()} har inte börjat. Välj den här månaden, "
            f"{month_of(today)}, eller en tidigare.",
        )


def twelve_months_to(month: Month) -> tuple[Month, ...]:
    """Return the month and the eleven before it, oldest first."""
    months = [month]
    while len(months) < _MONTHS_IN_A_TREND:
        months.append(months[-1].previous)
    return tuple(reversed(months))
