"""An indicator month by month as a line, beside the target that was in force each month.

A month without a figure breaks the line and is marked with why. The target may differ between
the months of one drawing, so it is a stair and not a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from digests.charts.frame import WIDTH, Absence, Frame, absence_of, drawn_value, nice_ceiling
from digests.monthly.parts import TrendPoint
from digests.periods import Month
from rules.indicators import Figure, IndicatorDefinition, IndicatorKind

_FRAME = Frame(left=42, right=292, top=20, bottom=164)
_HEIGHT = 188
_MONTHS_BETWEEN_LABELS = 3
_SPACE_FOR_A_LABEL = 14
_BASELINE = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A month's figure and its place; `y` is None where there is no figure."""

    x: float
    y: float | None
    month: Month
    figure: Figure
    has_label: bool
    label_y: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in a row that have no figure for the same reason."""

    x: float
    width: float
    middle: float
    absence: Absence


@dataclass(frozen=True, slots=True)
class TargetStep:
    """Months in a row with the same target, and how high it lies."""

    x1: float
    x2: float
    y: float
    target: float
    last_month: Month


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A trend as a drawing: its spots, the unbroken lines between them, its gaps and targets."""

    name: str
    definition: IndicatorDefinition
    spots: tuple[Spot, ...]
    lines: tuple[str, ...]
    gaps: tuple[Gap, ...]
    targets: tuple[TargetStep, ...]
    ceiling: float
    frame: Frame = _FRAME
    width: float = WIDTH
    height: float = _HEIGHT
    template: str = "trend"

    @property
    def title(self) -> str:
        return self.definition.title_sv

    @property
    def seen(self) -> tuple[Spot, ...]:
        """The spots that have a figure."""
        return tuple(spot for spot in self.spots if spot.y is not None)

    @property
    def lowest(self) -> Spot:
        return min(self.seen, key=_value_of)

    @property
    def highest(self) -> Spot:
        return max(self.seen, key=_value_of)


def trend_chart(definition: IndicatorDefinition, points: Sequence[TrendPoint]) -> TrendChart:
    """Return the drawing of a trend; shares always have the whole as their ceiling."""
    ceiling = _ceiling(definition, points)
    spots = _spots(points, ceiling)
    return TrendChart(
        name=f"trend-{definition.id.value}",
        definition=definition,
        spots=spots,
        lines=_lines(spots),
        gaps=_gaps(spots),
        targets=_target_steps(points, spots, ceiling),
        ceiling=ceiling,
    )


def _ceiling(definition: IndicatorDefinition, points: Sequence[TrendPoint]) -> float:
    if definition.kind is IndicatorKind.SHARE:
        return 1.0
    values = [value for point in points for value in (drawn_value(point.figure), point.target)]
    return nice_ceiling(max((value for value in values if value), default=1.0))


def _spots(points: Sequence[TrendPoint], ceiling: float) -> tuple[Spot, ...]:
    heights = [_height(point.figure, ceiling) for point in points]
    last = len(points) - 1
    return tuple(
        Spot(
            x=_FRAME.x_of(position / max(1, last)),
            y=heights[position],
            month=point.month,
            figure=point.figure,
            has_label=(last - position) % _MONTHS_BETWEEN_LABELS == 0,
            label_y=_label_height(heights, position),
        )
        for position, point in enumerate(points)
    )


def _height(figure: Figure, ceiling: float) -> float | None:
    value = drawn_value(figure)
    return None if value is None else _FRAME.y_of(value / ceiling)


def _label_height(heights: Sequence[float | None], position: int) -> float:
    """Return where a spot's words stand: under a spot that lies high or in a hollow, else over."""
    y = heights[position]
    if y is None:
        return _FRAME.top
    around = [height for height in heights[max(0, position - 1) : position + 2] if height]
    is_hollow = y >= max(around) and y > min(around)
    is_high = y - _SPACE_FOR_A_LABEL < _FRAME.top
    has_room_under = y + _SPACE_FOR_A_LABEL < _FRAME.bottom
    if (is_hollow or is_high) and has_room_under:
        return round(y + _SPACE_FOR_A_LABEL, 1)
    return round(y - _SPACE_FOR_A_LABEL / 2, 1)


def _lines(spots: Sequence[Spot]) -> tuple[str, ...]:
    runs = groupby(spots, key=lambda spot: spot.y is not None)
    return tuple(" ".join(f"{spot.x},{spot.y}" for spot in run) for is_seen, run in runs if is_seen)


def _gaps(spots: Sequence[Spot]) -> tuple[Gap, ...]:
    """Return the gaps, each half a month wider than its months on either side."""
    half = _half_step(spots)
    gaps = []
    for absence, run in groupby(spots, key=lambda spot: absence_of(spot.figure)):
        months = list(run)
        if absence is not None:
            left = max(_FRAME.left, months[0].x - half)
            right = min(_FRAME.right, months[-1].x + half)
            middle = round((left + right) / 2 + _BASELINE, 1)
            gaps.append(Gap(round(left, 1), round(right - left, 1), middle, absence))
    return tuple(gaps)


def _half_step(spots: Sequence[Spot]) -> float:
    steps = [after.x - before.x for before, after in pairwise(spots)]
    return min(steps, default=_FRAME.right - _FRAME.left) / 2


def _target_steps(
    points: Sequence[TrendPoint], spots: Sequence[Spot], ceiling: float
) -> tuple[TargetStep, ...]:
    half = _half_step(spots)
    steps = []
    paired = zip(spots, points, strict=True)
    for target, run in groupby(paired, key=lambda each: each[1].target):
        months = [spot for spot, _ in run]
        if target is not None:
            x1 = max(_FRAME.left, months[0].x - half)
            x2 = min(_FRAME.right, months[-1].x + half)
            y = _FRAME.y_of(min(1.0, target / ceiling))
            step = TargetStep(round(x1, 1), round(x2, 1), y, target, months[-1].month)
            steps.append(step)
    return tuple(steps)


def _value_of(spot: Spot) -> float:
    return drawn_value(spot.figure) or 0.0
