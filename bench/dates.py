"""A due date and a complete duty, beside the plainest code that would do.

The work: every rule of the catalogue on every day of three years, in random order. In a
municipality the same days come again and again, so the cache is warm unless the line says cold.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from dateutil.relativedelta import relativedelta
from holidays import HolidayBase, country_holidays

from bench.ratio import Goal, Way, compare, line
from rules.calendar import holidays_in
from rules.catalogue import CATALOGUE, RuleVersion, version_in_force
from rules.deadline import due_dates, unextended_deadline
from rules.duties import Owed, duty_at
from rules.length import LengthUnit
from rules.policy import DEFAULT_POLICY

TODAY = date(2026, 11, 20)
_DAYS = 3 * 365
_YEARS = range(2023, 2030)
_ONE_DAY = timedelta(days=1)
_IN_DAYS = {LengthUnit.DAYS: 1, LengthUnit.WEEKS: 7}
_IN_MONTHS = {LengthUnit.MONTHS: 1, LengthUnit.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Work:
    """The same triggers and lengths, in the form that each way likes best."""

    ours: list[tuple[date, RuleVersion]]
    bare: list[tuple[date, int, timedelta]]
    relative: list[tuple[date, relativedelta]]
    owed: list[Owed]


def measure() -> Iterator[str]:
    """Yield the lines about dates and duties."""
    work = _work()
    days_off = frozenset(day for year in _YEARS for day in holidays_in(year))
    calendar = country_holidays(
        "SE", years=_YEARS, categories=("public", "de_facto"), language="sv", expand=False
    )
    _require_same_dates(work, days_off, calendar)
    yield from _dates(work, Way(partial(_bare_loop, work.bare, days_off)))
    yield from _duties(work, Way(partial(_relativedelta_loop, work.relative, calendar)))


def _dates(work: Work, bare: Way) -> Iterator[str]:
    warm = compare(Way(partial(_due_dates, work.ours)), bare)
    yield line("due date alone ÷ bare loop of date arithmetic", warm, Goal(4))
    cold = compare(Way(partial(_due_dates_cold, work.ours)), bare)
    yield line("  the same, the cache emptied before every pass", cold)
    never = compare(Way(partial(_due_dates_uncached, work.ours)), bare)
    yield line("  the same, without any cache", never)


def _duties(work: Work, relative: Way) -> Iterator[str]:
    warm = compare(Way(partial(_full_duties, work.owed)), relative).turned
    goal = Goal(1.5, at_least=True)
    yield line("relativedelta + holidays, the due date alone ÷ complete duty", warm, goal)
    cold = compare(Way(partial(_full_duties_cold, work.owed)), relative).turned
    yield line("  the same, the cache emptied before every pass", cold)


def _work() -> Work:
    days = [TODAY - timedelta(days=back) for back in range(_DAYS)]
    ours = [
        (day, version_in_force(rule.id, day))
        for rule in CATALOGUE
        for day in days
        if rule.versions[0].in_force_from <= day
    ]
    Random(1).shuffle(ours)
    bare = [(day, *_length(version)) for day, version in ours]
    relative = {
        version: relativedelta(months=months, days=step.days)
        for (_, version), (_, months, step) in zip(ours, bare, strict=True)
    }
    owed = [Owed(version.rule, "BU-1", "1", day, "Enhet", "Namn") for day, version in ours]
    return Work(ours, bare, [(day, relative[version]) for day, version in ours], owed)


def _length(version: RuleVersion) -> tuple[int, timedelta]:
    amount, unit = version.length.amount, version.length.unit
    if unit in _IN_MONTHS:
        return amount * _IN_MONTHS[unit], timedelta()
    return 0, timedelta(days=amount * _IN_DAYS[unit]) if unit in _IN_DAYS else _ONE_DAY


def _require_same_dates(work: Work, days_off: frozenset[date], calendar: HolidayBase) -> None:
    """All ways must answer the same question, else their times say nothing."""
    ours = [
        due_dates(day, version).shifted_due_on for day, version in work.ours if version.is_shiftable
    ]
    for theirs in (_bare_loop(work.bare, days_off), _relativedelta_loop(work.relative, calendar)):
        shiftable = zip(theirs, work.ours, strict=True)
        assert ours == [day for day, (_, version) in shiftable if version.is_shiftable]


def _bare_loop(work: list[tuple[date, int, timedelta]], days_off: frozenset[date]) -> list[date]:
    found = []
    for day, months, step in work:
        if months:
            years, month = divmod(day.month - 1 + months, 12)
            year, month = day.year + years, month + 1
            last = day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1])
            due_on = date(year, month, last)
        else:
            due_on = day + step
        while due_on.weekday() > 4 or due_on in days_off:
            due_on += _ONE_DAY
        found.append(due_on)
    return found


def _relativedelta_loop(
    work: list[tuple[date, relativedelta]], calendar: HolidayBase
) -> list[date]:
    found = []
    for day, length in work:
        due_on = day + length
        while due_on.weekday() > 4 or due_on in calendar:
            due_on += _ONE_DAY
        found.append(due_on)
    return found


def _due_dates(work: list[tuple[date, RuleVersion]]) -> object:
    return [due_dates(day, version) for day, version in work]


def _due_dates_cold(work: list[tuple[date, RuleVersion]]) -> object:
    due_dates.cache_clear()
    return _due_dates(work)


def _due_dates_uncached(work: list[tuple[date, RuleVersion]]) -> object:
    uncached = due_dates.__wrapped__
    return [uncached(day, version) for day, version in work]


def _full_duties(work: list[Owed]) -> object:
    return [duty_at(owed, TODAY, DEFAULT_POLICY) for owed in work]


def _full_duties_cold(work: list[Owed]) -> object:
    due_dates.cache_clear()
    unextended_deadline.cache_clear()
    return _full_duties(work)
