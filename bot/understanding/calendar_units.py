"""Works out which days a named stretch of the calendar has: a week, a month, a feast, a season."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.vocabulary import load

DAYS_IN = {"day": 1, "week": 7, "month": 30, "quarter": 90, "half": 182, "year": 365}
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SATURDAY = 5
_ADVENTS = {"advent-first": 1, "advent-second": 2, "advent-third": 3, "advent-fourth": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days; both ends belong to it."""

    start: date
    end: date

    @classmethod
    def of_day(cls, day: date) -> "Span":
        return cls(day, day)


@dataclass(frozen=True, slots=True)
class Reading:
    """The day a sentence was said, and whether a date without a year lies behind or ahead."""

    today: date
    backward: bool = False

    def pick(self, candidates: list[Span]) -> Span | None:
        """Return the next span that has not ended, or the latest that has begun."""
        if self.backward:
            return max((s for s in candidates if s.start <= self.today), default=None, key=_start)
        return min((s for s in candidates if s.end >= self.today), default=None, key=_start)

    @property
    def years(self) -> range:
        return range(self.today.year - 1, self.today.year + 2)


def _start(span: Span) -> date:
    return span.start


def months(year: int, first: int, count: int) -> Span:
    """Return whole months, counted from month `first` of `year` (may run past December)."""
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    last = first + count - 1
    year, month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Span(start, date(year, month, calendar.monthrange(year, month)[1]))


def unit_around(unit: str, day: date, steps: int = 0) -> Span:
    """Return the whole calendar unit that holds the day, or the one `steps` units on."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=steps)
        return Span(monday, monday + timedelta(days=6))
    if unit == "weekend":
        saturday = unit_around("week", day, steps).start + timedelta(days=_SATURDAY)
        return Span(saturday, saturday + timedelta(days=1))
    length = _MONTHS_IN[unit]
    first = (day.month - 1) // length * length + 1
    return months(day.year, first + steps * length, length)


def week(number: int, year: int | None, reading: Reading) -> Span | None:
    """Return the ISO week of that number."""
    if year:
        return next(iter(_weeks(number, [year])), None)
    return reading.pick(_weeks(number, list(reading.years)))


def _weeks(number: int, years: list[int]) -> list[Span]:
    found = []
    for year in years:
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        found.append(Span(monday, monday + timedelta(days=6)))
    return found


def parts_of_year(first: int, count: int, year: int | None, reading: Reading) -> Span | None:
    """Return months such as December, the third quarter or January to June."""
    if year:
        return months(year, first, count)
    return reading.pick([months(year, first, count) for year in reading.years])


def season(name: str, reading: Reading) -> Span | None:
    return parts_of_year(_SEASONS[name], 3, None, reading)


def day_of_month(day: int, month: int, year: int | None, reading: Reading) -> Span | None:
    """Return the date, or None where the month has no such day."""
    years = [year] if year else list(reading.years)
    days = [found for one in years if (found := _day(one, month, day))]
    return next(iter(days), None) if year else reading.pick(days)


def day_alone(day: int, reading: Reading) -> Span | None:
    """Return the day of that number in the nearest month that has it."""
    here = reading.today.year * 12 + reading.today.month - 1
    around = [_day((here + i) // 12, (here + i) % 12 + 1, day) for i in range(-2, 3)]
    return reading.pick([found for found in around if found])


def _day(year: int, month: int, day: int) -> Span | None:
    try:
        return Span.of_day(date(year, month, day))
    except ValueError:
        return None


def weekday(number: int, today: date) -> Span:
    """Return the next such weekday strictly after today."""
    return Span.of_day(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1))


def weekday_before(number: int, today: date) -> Span:
    """Return the latest such weekday strictly before today."""
    return Span.of_day(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1))


def feast(name: str, year: int | None, reading: Reading) -> Span | None:
    """Return the day of a feast that people name dates by."""
    years = [year] if year else list(reading.years)
    days = [found for one in years if (found := _feast_day(name, one))]
    return next(iter(days), None) if year else reading.pick(days)


def _feast_day(name: str, year: int) -> Span | None:
    dates = load("dates")
    fixed = dates["feasts"]
    if name in fixed:
        return _day(year, *fixed[name])
    if name == "midsummer":  # the Friday between 19 and 25 June
        first = date(year, 6, 19)
        return Span.of_day(first + timedelta(days=(4 - first.weekday()) % 7))
    if name in _ADVENTS:  # the fourth is the Sunday before Christmas Day
        before = date(year, 12, 24)
        fourth = before - timedelta(days=(before.weekday() + 1) % 7)
        return Span.of_day(fourth - timedelta(weeks=4 - _ADVENTS[name]))
    from dateutil.easter import easter

    return Span.of_day(easter(year) + timedelta(days=dates["easter"][name]))
