"""An indicator month by month: what its trend shows, beside the target of each month.

A month without a figure breaks the line and is marked with why. The target may differ between
the months of one drawing, so it is a stair and not a line.
"""

from dataclasses import dataclass
from itertools import groupby

from digests.charts.absence import Absence, absence_of, drawn_value
from digests.monthly.parts import TrendPoint
from digests.periods import Month
from digests.words import decimal, short_percent
from rules.indicators import IndicatorDefinition, IndicatorKind


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in a row, by their places, that have no figure for the same reason."""

    first: int
    last: int
    absence: Absence


@dataclass(frozen=True, slots=True)
class TargetStep:
    """Months in a row, by their places, with the same target."""

    first: int
    last: int
    target: float
    words: str
    last_month: Month


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A trend as a drawing, its oldest month first."""

    definition: IndicatorDefinition
    points: tuple[TrendPoint, ...]
    template: str = "trend"

    @property
    def name(self) -> str:
        return f"trend-{self.definition.id.value}"

    @property
    def title(self) -> str:
        return self.definition.title_sv

    @property
    def is_share(self) -> bool:
        return self.definition.kind is IndicatorKind.SHARE

    @property
    def values(self) -> tuple[float | None, ...]:
        """What is drawn of each month, None in a gap."""
        return tuple(drawn_value(point.figure) for point in self.points)

    @property
    def seen(self) -> tuple[TrendPoint, ...]:
        """The months that have a figure."""
        return tuple(point for point in self.points if drawn_value(point.figure) is not None)

    @property
    def lowest(self) -> TrendPoint:
        return min(self.seen, key=_value_of)

    @property
    def highest(self) -> TrendPoint:
        return max(self.seen, key=_value_of)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The months without a figure, those together that lie together."""
        runs = groupby(enumerate(self.points), key=lambda each: absence_of(each[1].figure))
        places = [(absence, [place for place, _ in run]) for absence, run in runs]
        return tuple(Gap(run[0], run[-1], absence) for absence, run in places if absence)

    @property
    def targets(self) -> tuple[TargetStep, ...]:
        """The targets that were in force, each with its months."""
        runs = groupby(enumerate(self.points), key=lambda each: each[1].target)
        places = [(target, [place for place, _ in run]) for target, run in runs]
        return tuple(self._step(target, run) for target, run in places if target is not None)

    def _step(self, target: float, run: list[int]) -> TargetStep:
        words = short_percent(target) if self.is_share else decimal(target)
        return TargetStep(run[0], run[-1], target, words, self.points[run[-1]].month)


def _value_of(point: TrendPoint) -> float:
    return drawn_value(point.figure) or 0.0
