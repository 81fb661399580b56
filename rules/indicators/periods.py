"""The periods that one pass over the cases counts at the same time.

The twelve months of a trend, or a whole and its months, are counted together so that the rows
are read once.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


class PeriodIndex:
    """Finds which of several periods a day lies in, without going through them all."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._by_month: dict[int, list[tuple[int, Period]]] = defaultdict(list)
        for position, period in enumerate(periods):
            for month in range(_month_number(period.first), _month_number(period.last) + 1):
                self._by_month[month].append((position, period))

    def positions(self, day: date) -> Iterator[int]:
        """Yield the positions of the periods that hold `day`."""
        for position, period in self._by_month.get(_month_number(day), ()):
            if period.first <= day <= period.last:
                yield position


def months_of(period: Period) -> tuple[Period, ...]:
    """Return the period cut at month ends, in order; empty when it ends before it begins."""
    months = []
    first = period.first
    while first <= period.last:
        last = min(_next_month(first) - timedelta(days=1), period.last)
        months.append(Period(first, last))
        first = _next_month(first)
    return tuple(months)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
