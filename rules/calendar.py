"""Which days are working days when a legal time runs out.

Lag (1930:173) 2 §: an act whose last day falls on a Saturday, a Sunday, another public holiday
(lag 1989:253), midsommarafton, julafton or nyårsafton may be done on the next working day.
The `holidays` package leaves the three eves out of its default set for Sweden, so the
categories and the language are named here and the set is pinned by a test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType

FIRST_YEAR = 1990
LAST_YEAR = 2100

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarRangeError(ValueError):
    """Raised for a day in a year that the calendar has no holidays for."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no holidays known for {year}; the calendar covers 1990 to 2100")
        self.year = year


@cache
def holidays_in(year: int) -> Mapping[date, str]:
    """Return the public holidays and the three eves of `year` with their Swedish names.

    Raises CalendarRangeError outside 1990–2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarRangeError(year)
    found = _sweden()(years=year, categories=("public", "de_facto"), language="sv", expand=False)
    return MappingProxyType(dict(found.items()))


@cache
def _sweden() -> Callable[..., Mapping[date, str]]:
    """Return the library's class for Sweden, read from its own file.

    `holidays.countries` imports two hundred other countries before it gives us this one, which
    took longer than all the rest of answering one question about a date.
    """
    import holidays  # here: it costs start-up where no date is shifted

    file = Path(holidays.__file__).with_name("countries") / "sweden.py"
    spec = spec_from_file_location("holidays.countries.sweden", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be imported")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sweden: Callable[..., Mapping[date, str]] = module.Sweden
    return sweden


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The Swedish calendar of working days."""

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= _SATURDAY:
            return False
        return day not in holidays_in(day.year)

    def first_working_day_from(self, day: date) -> date:
        """Return `day` itself where it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def why_not_working(self, day: date) -> str | None:
        """Return the Swedish name of what makes `day` a day off, or None on a working day."""
        holiday = holidays_in(day.year).get(day)
        if holiday is not None:
            return holiday.lower()
        if day.weekday() >= _SATURDAY:
            return ("lördag", "söndag")[day.weekday() - _SATURDAY]
        return None


SWEDISH_CALENDAR = Calendar()
