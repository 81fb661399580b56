"""A unit's own figures for its manager: the statutory indicators beside their targets.

They stay within the unit, so small counts are shown. Rows that name no unit count in none, as in
the board's summary, so that the two give the same figure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from digests.monthly.counting import STATUTORY
from digests.monthly.parts import TrendPoint
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.periods import Month, month_of, twelve_months_to
from digests.weekly.sparkline import Sparkline, sparkline
from rules.facts import CaseFacts
from rules.indicators import (
    Asked,
    Counted,
    Figure,
    Grouping,
    IndicatorDefinition,
    IndicatorId,
    compute_periods,
    definition_of,
)
from rules.indicators.figures import figure
from rules.policy import Policy
from storage.keys import name_key

MONTHS_SHOWN = 6


@dataclass(frozen=True)
class OwnFigure:
    """One indicator of the unit, month by month, oldest first; the last is the month told."""

    definition: IndicatorDefinition
    points: tuple[TrendPoint, ...]

    @property
    def figure(self) -> Figure:
        return self.points[-1].figure

    @property
    def target(self) -> float | None:
        return self.points[-1].target

    @cached_property
    def line(self) -> Sparkline:
        return sparkline([point.figure.share for point in self.points], self.target)


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """The figures of a unit in the last whole month; none of what it has nothing to count in."""

    month: Month
    figures: tuple[OwnFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresByUnit:
    """What has been counted of all units, found by a unit's name however it is spelt."""

    months: tuple[Month, ...]
    by_key: Mapping[str, tuple[OwnFigure, ...]]

    def of(self, unit: str) -> OwnFigures:
        return OwnFigures(self.months[-1], self.by_key.get(name_key(unit), ()))


def months_told(today: date) -> tuple[Month, ...]:
    """Return the six whole months before today's, oldest first."""
    return twelve_months_to(month_of(today).previous)[-MONTHS_SHOWN:]


def figures_by_unit(
    cases: Iterable[CaseFacts], today: date, policy: Policy, targets: Targets = DEFAULT_TARGETS
) -> FiguresByUnit:
    """Return every unit's figures as of `today`; `cases` are gone through once."""
    months = months_told(today)
    asked = [Asked(each.first_day, each.last_day, (Grouping.UNIT,)) for each in months]
    only = frozenset(STATUTORY)
    counted = [_by_unit(each) for each in compute_periods(cases, asked, today, policy, only)]
    units = {unit for each in counted for unit, _ in each}
    goals = _Goals(months, policy, targets)
    return FiguresByUnit(months, {unit: tuple(goals.told(unit, counted)) for unit in units})


_ByUnit = Mapping[tuple[str, IndicatorId], Figure]


@dataclass(frozen=True, slots=True)
class _Goals:
    """Puts a unit's months together with what they are held against."""

    months: tuple[Month, ...]
    policy: Policy
    targets: Targets

    def told(self, unit: str, counted: Sequence[_ByUnit]) -> Iterator[OwnFigure]:
        for indicator in STATUTORY:
            nothing = figure(indicator, None, 0, 0)
            found = [each.get((unit, indicator), nothing) for each in counted]
            if any(each.denominator for each in found):
                points = map(self._point, self.months, found)
                yield OwnFigure(definition_of(indicator, self.policy), tuple(points))

    def _point(self, month: Month, found: Figure) -> TrendPoint:
        target = self.targets.of(found.id, month.year)
        return TrendPoint(month, found, None if target is None else target.judged_by)


def _by_unit(counted: Counted) -> _ByUnit:
    """Return a month's figures with the spellings of a unit's name counted together."""
    numerators, denominators = (
        Counter[tuple[str, IndicatorId]](),
        Counter[tuple[str, IndicatorId]](),
    )
    for each in counted.by(Grouping.UNIT):
        key = name_key(each.group or ""), each.id
        numerators[key] += each.numerator or 0
        denominators[key] += each.denominator or 0
    return {
        key: figure(key[1], None, numerators[key], number) for key, number in denominators.items()
    }
