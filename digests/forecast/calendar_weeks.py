"""The eight weeks ahead and how much work there is time for in them."""

from datetime import date, timedelta

from digests.forecast.model import DayOff
from digests.periods import Week, week_of
from rules.calendar import SWEDISH_CALENDAR

WEEKS_AHEAD = 8

_ONE_WEEK = timedelta(days=7)
_WORKING_WEEK = range(5)


def weeks_from(today: date) -> tuple[Week, ...]:
    """Return the week that runs and the seven after it."""
    return tuple(week_of(today + number * _ONE_WEEK) for number in range(WEEKS_AHEAD))


def days_off_in(week: Week) -> tuple[DayOff, ...]:
    """Return the days from Monday to Friday on which nobody works."""
    days = (week.first_day + timedelta(days=number) for number in _WORKING_WEEK)
    named = ((day, SWEDISH_CALENDAR.why_not_working(day)) for day in days)
    return tuple(DayOff(day, name) for day, name in named if name is not None)


def working_days_in(week: Week) -> int:
    return len(_WORKING_WEEK) - len(days_off_in(week))
