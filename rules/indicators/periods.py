"""The periods that one pass over the cases counts at the same time.

The twelve months of a trend, or a whole and its months, are counted together so that the rows
are read once.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


class PeriodIndex:
    """Finds which of several periods a day lies in, once for each day."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._periods = tuple(enumerate(periods))
        self._found: dict[date, tuple[int, ...]] = {}

    def positions(self, day: date) -> tuple[int, ...]:
        """Return the positions of the periods that hold `day`."""
        found = self._found.get(day)
        if found is None:
            found = tuple(place for place, (first, last) in self._periods if first <= day <= last)
            self._found[day] = found
        return found


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
