"""How a trend is drawn: a line with its gaps, the target dashed, a few of its figures named."""

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING

from digests.charts.canvas import Sheet
from digests.charts.look import ACCENT, FINE, GROUND, INK
from digests.charts.marks import mark_gap, write_beside
from digests.charts.trend import TrendChart
from digests.words import figure_words, month_short, number, whole_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TREND_SHEET = Sheet(width=360, height=188, left=42, right=292, top=20, bottom=164)

_MONTHS_BETWEEN_WORDS = 3
_MOST_STEPS = 3
_NICE_STEPS = (1, 2, 5, 10)
_LOW, _HIGH = 0.1, 0.9
"""The parts of the height under and over which there is no room for words."""
_WORDS = 0.15
"""The part of the height that words take above or under their spot."""
_SHARES = (0.0, 0.5, 1.0)
_SPOT, _LAST_SPOT = 4.8, 8
_OVER_WORDS = 4


def draw_trend(chart: TrendChart, axes: "Axes") -> None:
    """Draw the trend."""
    _draw_scale(chart, axes)
    for gap in chart.gaps:
        mark_gap(axes, gap.first - 0.5, gap.last + 0.5, gap.absence)
    _draw_targets(chart, axes)
    _draw_line(chart.values, axes)
    for place in _named(chart):
        if chart.values[place] is not None:
            _name_figure(chart, place, axes)


def _draw_scale(chart: TrendChart, axes: "Axes") -> None:
    heights, words = _scale(chart)
    axes.set_yticks(heights, words)
    axes.set_ylim(0, heights[-1])
    named = _named(chart)
    axes.set_xticks(named, [month_short(chart.points[place].month) for place in named])
    axes.set_xlim(-0.5, max(1, len(chart.points)) - 0.5)
    axes.grid(axis="y", gid="chart-axis")


def _scale(chart: TrendChart) -> tuple[Sequence[float], Sequence[str]]:
    """Return the heights that have a line, and their words; a share ends at the whole."""
    if chart.is_share:
        return _SHARES, [whole_percent(share) for share in _SHARES]
    from matplotlib.ticker import MaxNLocator

    drawn = [*chart.values, *(step.target for step in chart.targets)]
    highest = max((each for each in drawn if each), default=1.0)
    heights = MaxNLocator(_MOST_STEPS, steps=_NICE_STEPS, integer=True).tick_values(0, highest)
    return [float(height) for height in heights], [number(int(height)) for height in heights]


def _draw_targets(chart: TrendChart, axes: "Axes") -> None:
    for step in chart.targets:
        ends, heights = (step.first - 0.5, step.last + 0.5), (step.target, step.target)
        axes.plot(ends, heights, "--", linewidth=1.6, color=FINE, gid="chart-target")
    for step in chart.targets[-1:]:
        end = len(chart.points) - 0.5, step.target
        look = {"va": "center", "color": FINE, "gid": "chart-target-words"}
        write_beside(axes, f"mål {step.words}", end, (7, 0), **look)


def _draw_line(values: Sequence[float | None], axes: "Axes") -> None:
    """Draw a spot for each month that has a figure, the last one large, and join neighbours."""
    axes.plot(
        [nan if value is None else value for value in values],
        linewidth=2,
        color=ACCENT,
        gid="chart-line",
    )
    spots = [(place, value) for place, value in enumerate(values) if value is not None]
    for spot in spots:
        size = _LAST_SPOT if spot == spots[-1] else _SPOT
        (drawn,) = axes.plot(*spot, "o", markersize=size, markeredgewidth=0, color=ACCENT)
        drawn.set(gid="chart-spot", zorder=_OVER_WORDS)


def _named(chart: TrendChart) -> range:
    """Return the places of the months that are named, counted from the last."""
    last = len(chart.points) - 1
    return range(last % _MONTHS_BETWEEN_WORDS, last + 1, _MONTHS_BETWEEN_WORDS)


def _name_figure(chart: TrendChart, place: int, axes: "Axes") -> None:
    value = chart.values[place] or 0.0
    is_under = _is_under(chart, place, axes.get_ylim()[1])
    write_beside(
        axes,
        figure_words(chart.points[place].figure),
        (place, value),
        (0, -7 if is_under else 7),
        ha="center",
        va="top" if is_under else "baseline",
        color=INK,
        bbox=GROUND,  # where it is steep, the line goes through them
        gid="chart-value",
    )


def _is_under(chart: TrendChart, place: int, top: float) -> bool:
    """Tell whether a spot's words stand under it: it lies high, in a hollow, under the target."""
    value = chart.values[place] or 0.0
    seen = [each for each in chart.values[max(0, place - 1) : place + 2] if each is not None]
    is_hollow, height = value == min(seen) < max(seen), value / top
    is_under = is_hollow or height > _HIGH
    target = chart.points[place].target
    if target is not None and abs(target / top - height) < _WORDS:
        is_under = target >= value  # else its line would go through the words
    return is_under and height > _LOW
