"""How the investigations closed within the municipality's goal stand to the three bands.

A goal of 90 days is the first band itself, one of 123 days the first two; any other parts one
of the bands in two.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from rules.indicators.closing import LONG_BAND_DAYS, SHORT_BAND_DAYS
from rules.indicators.counts import BANDS, Cell, Count, Part, Sum
from rules.indicators.model import IndicatorId
from rules.length import Length
from rules.policy import Policy

_Counts: TypeAlias = tuple[Count, ...]
_ANY_DAY = date(2026, 1, 1)
"""Settings have the goal in days, which are the same from any day."""


def sums_of_goal(cell: Cell, policy: Policy) -> Iterator[Sum]:
    """Yield how those closed within the municipality's goal, and after it, stand to the bands."""
    goal = Count(Part.NUMERATOR, IndicatorId.INVESTIGATION_WITHIN_GOAL, cell)
    closed = Count(Part.DENOMINATOR, BANDS[0], cell)
    within, parted, after = _bands_of_goal(cell, policy.investigation_goal.length)
    if parted is None:
        yield Sum(goal, within)
        yield Sum(closed, (goal, *after))
        return
    earlier, later = replace(parted, part=Part.BEFORE_GOAL), replace(parted, part=Part.AFTER_GOAL)
    yield Sum(parted, (earlier, later))
    yield Sum(goal, (*within, earlier))
    yield Sum(closed, (goal, later, *after))


def _bands_of_goal(cell: Cell, goal: Length) -> tuple[_Counts, Count | None, _Counts]:
    """Return the bands that lie within the goal, the one that it parts, and those after it."""
    short, middle, long = (Count(Part.NUMERATOR, band, cell) for band in BANDS)
    latest = (goal.after(_ANY_DAY) - _ANY_DAY).days
    if latest < SHORT_BAND_DAYS:
        return (), short, (middle, long)
    if latest == SHORT_BAND_DAYS:
        return (short,), None, (middle, long)
    if latest < LONG_BAND_DAYS:
        return (short,), middle, (long,)
    if latest == LONG_BAND_DAYS:
        return (short, middle), None, (long,)
    return (short, middle), long, ()
