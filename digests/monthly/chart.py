"""Where the points of a trend lie in a small drawing; the template only writes them as SVG.

A month without a figure leaves a gap in the line: a line drawn across it would claim to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from digests.monthly.model import Trend, TrendPoint
from digests.periods import Month
from rules.indicators import Figure, IndicatorKind

WIDTH, HEIGHT = 360, 196
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 348, 18, 168
_NICE_STEPS = (1, 2, 5)
_MONTHS_BETWEEN_TICKS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A month's figure and its place in the drawing; `y` is None where there is no figure."""

    x: float
    y: float | None
    month: Month
    figure: Figure
    has_label: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend as a drawing: its spots, the unbroken lines between them and the target's height."""

    trend: Trend
    spots: tuple[Spot, ...]
    lines: tuple[str, ...]
    target_y: float | None
    ceiling: float
    top: int = _TOP
    bottom: int = _BOTTOM
    left: int = _LEFT
    right: int = _RIGHT
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def seen(self) -> tuple[Spot, ...]:
        """The spots that have a figure."""
        return tuple(spot for spot in self.spots if spot.y is not None)


def chart_of(trend: Trend) -> Chart:
    """Return the drawing of a trend; shares always have the whole as their ceiling."""
    is_share = trend.definition.kind is IndicatorKind.SHARE
    values = [_value(point) for point in trend.points]
    ceiling = 1.0 if is_share else _nice_ceiling(max((v for v in values if v), default=1.0))
    spots = tuple(
        _spot(position, point, ceiling, len(trend.points))
        for position, point in enumerate(trend.points)
    )
    target = trend.definition.target
    target_y = None if target is None else _height(target, ceiling)
    return Chart(trend, spots, _lines(spots), target_y, ceiling)


def _value(point: TrendPoint) -> float | None:
    figure = point.figure
    return figure.share if figure.denominator is not None else figure.numerator


def _spot(position: int, point: TrendPoint, ceiling: float, months: int) -> Spot:
    value = _value(point)
    x = _LEFT + (_RIGHT - _LEFT) * position / max(1, months - 1)
    y = None if value is None else _height(value, ceiling)
    has_label = (months - 1 - position) % _MONTHS_BETWEEN_TICKS == 0
    return Spot(round(x, 1), y, point.month, point.figure, has_label)


def _height(value: float, ceiling: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * value / ceiling, 1)


def _lines(spots: Sequence[Spot]) -> tuple[str, ...]:
    runs = groupby(spots, key=lambda spot: spot.y is not None)
    return tuple(" ".join(f"{spot.x},{spot.y}" for spot in run) for is_seen, run in runs if is_seen)


def _nice_ceiling(highest: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that is not below the highest value."""
    scale = 1.0
    while True:
        for step in _NICE_STEPS:
            if step * scale >= highest:
                return step * scale
        scale *= 10
