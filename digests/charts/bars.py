"""Shares as bars that lie under one another: the causes of overrun, and each unit by its target.

The order is the one given. Bars are never sorted by how they turned out: this is no ranking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.charts.frame import WIDTH, Absence, Frame, absence_of, drawn_value
from digests.charts.texts import CAUSES_TITLE, units_title
from digests.monthly.parts import GroupFigure
from rules.indicators import Figure, IndicatorDefinition

_LEFT, _RIGHT = 4, 226
_TOP, _TOP_WITH_TARGET = 2, 22
_ROW, _BAR = 38, 14
_WORDS_OVER_BAR = 5
_AFTER_BARS = 10
_FOOT = 14
_LONGEST_LABEL = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """One share: its words over it, its length, and why there is none."""

    label: str
    figure: Figure
    y: float
    width: float
    label_y: float
    value_y: float
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Shares under one another as a drawing, with a line for the target they have in common."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    target: float | None
    target_x: float | None
    frame: Frame
    height: float
    bar_height: float = _BAR
    value_x: float = _RIGHT + _AFTER_BARS
    width: float = WIDTH
    template: str = "bars"

    @property
    def seen(self) -> tuple[Bar, ...]:
        """The bars that have a figure."""
        return tuple(bar for bar in self.bars if bar.absence is None)


def causes_chart(causes: Sequence[GroupFigure]) -> BarsChart:
    """Return the drawing of why time limits were overrun: each cause with its share."""
    return _bars_chart("causes", CAUSES_TITLE, causes, None)


def units_chart(
    definition: IndicatorDefinition, units: Sequence[GroupFigure], target: float | None
) -> BarsChart:
    """Return the drawing of one indicator for each unit, beside the target of them all."""
    return _bars_chart(f"units-{definition.id.value}", units_title(definition), units, target)


def _bars_chart(
    name: str,
    title: str,
    groups: Sequence[GroupFigure],
    target: float | None,
) -> BarsChart:
    top = _TOP if target is None else _TOP_WITH_TARGET
    bottom = top + _ROW * len(groups)
    frame = Frame(_LEFT, _RIGHT, top, bottom)
    return BarsChart(
        name=name,
        title=title,
        bars=tuple(_bar(group, place, frame) for place, group in enumerate(groups)),
        target=target,
        target_x=None if target is None else frame.x_of(target),
        frame=frame,
        height=bottom + _FOOT,
    )


def _bar(group: GroupFigure, place: int, frame: Frame) -> Bar:
    figure = group.figure
    y = frame.top + _ROW * place + (_ROW - _BAR)
    end = frame.x_of(drawn_value(figure) or 0.0)
    absence = absence_of(figure)
    return Bar(
        label=_shortened(group.name),
        figure=figure,
        y=y,
        width=0 if absence else round(end - frame.left, 1),
        label_y=y - _WORDS_OVER_BAR,
        value_y=y + _BAR - 3,
        absence=absence,
    )


def _shortened(label: str) -> str:
    """Return a label that fits; the table beside has the whole of it."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
