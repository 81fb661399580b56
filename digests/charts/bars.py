"""Shares as bars that lie under one another: the causes of overrun, and each unit by its target.

The order is the one given. Bars are never sorted by how they turned out: this is no ranking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

from digests.charts.absence import Absence, absence_of, drawn_value
from digests.charts.canvas import Sheet
from digests.charts.look import ACCENT, FINE, GAP, INK, LINE
from digests.charts.marks import write_beside
from digests.charts.texts import CAUSES_TITLE, units_title
from digests.monthly.office_text import readable
from digests.monthly.parts import GroupFigure
from digests.words import basis_words, figure_words, short_percent
from rules.indicators import Figure, IndicatorDefinition

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _LEFT, _RIGHT = 360, 4, 226
_TOP, _TOP_WITH_TARGET, _FOOT = 2, 22, 14
_ROW, _BAR, _BEYOND = 38, 14, 3
_LONGEST_LABEL = 56

_Ends = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One share and whose it is."""

    label: str
    figure: Figure

    @property
    def absence(self) -> Absence | None:
        """Why there is no bar, None where there is."""
        return absence_of(self.figure)


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Shares under one another as a drawing, with a line for the target they have in common."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    target: float | None
    template: str = "bars"


def causes_chart(causes: Sequence[GroupFigure]) -> BarsChart:
    """Return the drawing of why time limits were overrun: each cause with its share."""
    return BarsChart("causes", CAUSES_TITLE, _bars(causes), None)


def units_chart(
    definition: IndicatorDefinition, units: Sequence[GroupFigure], target: float | None
) -> BarsChart:
    """Return the drawing of one indicator for each unit, beside the target of them all."""
    name = f"units-{definition.id.value}"
    return BarsChart(name, units_title(definition), _bars(units), target)


def bars_sheet(chart: BarsChart) -> Sheet:
    """Return a sheet with room for every bar."""
    top = _TOP if chart.target is None else _TOP_WITH_TARGET
    bottom = top + _ROW * len(chart.bars)
    return Sheet(_WIDTH, bottom + _FOOT, _LEFT, _RIGHT, top, bottom)


def draw_bars(chart: BarsChart, axes: "Axes") -> None:
    """Draw the bars from above, each with its name over it and its figure beside it."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(_ROW * max(1, len(chart.bars)), 0)
    feet = [_ROW * (place + 1) for place in range(len(chart.bars))]
    ends = [((0, 1), (foot, foot)) for foot in feet]
    _draw_strokes(ends, axes, linewidth=1, color=LINE, gid="chart-axis")
    for bar, foot in zip(chart.bars, feet, strict=True):
        _draw_bar(bar, foot, axes)
    if chart.target is not None:
        _draw_target(chart.target, feet, axes)


def _draw_bar(bar: Bar, foot: float, axes: "Axes") -> None:
    write_beside(axes, bar.label, (0, foot - _BAR), (0, 5), color=INK, gid="chart-value")
    absence, end, beside = bar.absence, (1, foot), (10, 3)
    if absence is None:
        _draw_length(drawn_value(bar.figure) or 0.0, foot, ACCENT, "chart-spot", axes)
        words = f"{figure_words(bar.figure)} ({basis_words(bar.figure)})"
        write_beside(axes, words, end, beside, color=INK, gid="chart-value")
    else:
        _draw_length(1.0, foot, GAP, "chart-gap", axes)
        write_beside(axes, absence, end, beside)


def _draw_length(length: float, foot: float, colour: str, kind: str, axes: "Axes") -> None:
    axes.barh(foot - _BAR / 2, length, height=_BAR, linewidth=0, color=colour, gid=kind)


def _draw_strokes(ends: Sequence[_Ends], axes: "Axes", **look: Any) -> None:
    """Draw a stroke between the x and y of each two ends, all of them as one shape."""
    across = [x for xs, _ in ends for x in (*xs, nan)]
    axes.plot(across, [y for _, ys in ends for y in (*ys, nan)], **look)


def _draw_target(target: float, feet: Sequence[float], axes: "Axes") -> None:
    """Draw the target across each bar, and name it over them all."""
    ends = [((target, target), (foot - _BAR - _BEYOND, foot + _BEYOND)) for foot in feet]
    _draw_strokes(ends, axes, linewidth=2.4, color=FINE, gid="chart-target")
    write_beside(
        axes,
        f"mål {short_percent(target)}",
        (target, 0),
        (0, 9),
        ha="right" if target > 0.8 else "left" if target < 0.2 else "center",
        color=FINE,
        gid="chart-target-words",
    )


def _bars(groups: Sequence[GroupFigure]) -> tuple[Bar, ...]:
    return tuple(Bar(_shortened(readable(group.name)), group.figure) for group in groups)


def _shortened(label: str) -> str:
    """Return a label that fits; the table beside has the whole of it."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
