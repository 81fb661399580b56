"""The cells of the workbook: figures stay figures, and what is hidden or missing says so.

A cell has a value and a look, and none is ever a formula.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digests.monthly.office_text import readable
from digests.monthly.parts import MonthlyIndicator
from digests.periods import Month
from digests.words import HIDDEN
from rules.indicators import Figure, IndicatorDefinition, IndicatorKind, definition_of

NOTHING_TO_COUNT = "inget att räkna"
WITHOUT_MATERIAL = "underlag saknas"

Value = str | int | float | date | None


class Look(StrEnum):
    """How a value is shown."""

    WORDS = "words"
    WHOLE = "whole"  # 1 083
    DECIMAL = "decimal"  # 167,4
    PERCENT = "percent"  # 93,5 %
    CHANGE = "change"  # +11,3 %
    MONTH = "month"  # oktober 2026
    DAY = "day"  # 2025-07-01
    MOMENT = "moment"  # 2026-11-02 05:12


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and its look; a value of None is an empty cell."""

    value: Value
    look: Look = Look.WORDS


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how many characters wide its column is."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: what its sheet is called, its columns and its rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


EMPTY = Cell(None)
TITLE_HEAD = ("Mått", 44)


def words(text: str | None) -> Cell:
    return Cell(readable(text) if text else None)


def whole(value: int | None) -> Cell:
    return EMPTY if value is None else Cell(value, Look.WHOLE)


def month(value: Month) -> Cell:
    return Cell(value.first_day, Look.MONTH)


def day(value: date) -> Cell:
    return Cell(value, Look.DAY)


def moment(value: datetime) -> Cell:
    return Cell(value, Look.MOMENT)


def change(value: float | None) -> Cell:
    return EMPTY if value is None else Cell(value, Look.CHANGE)


def value_of(figure: Figure) -> Cell:
    """Return the share, count or mean itself, or in words why there is none."""
    kind = definition_of(figure.id).kind
    if figure.suppressed:
        return Cell(HIDDEN)
    if figure.numerator is None:
        return Cell(WITHOUT_MATERIAL)
    if kind is IndicatorKind.COUNT:
        return Cell(figure.numerator, Look.WHOLE)
    if figure.share is None:
        return Cell(NOTHING_TO_COUNT)
    return Cell(figure.share, Look.PERCENT if kind is IndicatorKind.SHARE else Look.DECIMAL)


def basis_of(figure: Figure) -> tuple[Cell, Cell]:
    """Return numerator and denominator; a count is counted from itself and has neither."""
    if figure.suppressed:
        return Cell(HIDDEN), Cell(HIDDEN)
    if definition_of(figure.id).kind is IndicatorKind.COUNT:
        return EMPTY, EMPTY
    return whole(figure.numerator), whole(figure.denominator)


def goal(value: float | None, definition: IndicatorDefinition) -> Cell:
    """Return a target in the indicator's own unit."""
    look = Look.PERCENT if definition.kind is IndicatorKind.SHARE else Look.DECIMAL
    return EMPTY if value is None else Cell(value, look)


def figure_cells(figure: Figure) -> tuple[Cell, ...]:
    return value_of(figure), *basis_of(figure)


def indicator_cells(indicator: MonthlyIndicator) -> tuple[Cell, ...]:
    """Return an indicator's figures of the month, the month before and a year before."""
    figures = (indicator.figure, indicator.previous, indicator.year_before)
    return (
        words(indicator.definition.title_sv),
        *(cell for figure in figures for cell in figure_cells(figure)),
        change(indicator.change),
    )


def columns(*pairs: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(head, width) for head, width in pairs)


def rows(given: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(each) for each in given)
