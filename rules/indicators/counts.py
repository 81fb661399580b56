"""The counts that a document shows, each by where it belongs and what it is called.

Some are the same under two names: indicators with one population share its denominator.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rules.indicators.figures import Figure
from rules.indicators.grouping import Grouping
from rules.indicators.model import IndicatorId

BANDS = (IndicatorId.BAND_LE_90, IndicatorId.BAND_91_123, IndicatorId.BAND_GT_123)
CAUSES = (
    IndicatorId.OVERRUN_CAUSE_DOCUMENTATION,
    IndicatorId.OVERRUN_CAUSE_HANDLING,
    IndicatorId.OVERRUN_CAUSE_COMPLEX,
    IndicatorId.OVERRUN_CAUSE_EXTERNAL,
    IndicatorId.OVERRUN_CAUSE_NOT_GIVEN,
)
_OF_CLOSED = (
    *BANDS,
    IndicatorId.INVESTIGATION_WITHIN_GOAL,
    IndicatorId.CLOSED_WITHOUT_INTERVENTION,
)
_POPULATION = dict.fromkeys(_OF_CLOSED, BANDS[0]) | dict.fromkeys(CAUSES, CAUSES[0])
"""Indicators with the same denominator, by the one that stands for it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one period: the whole and, where it is grouped, its groups."""

    period: str
    figures: tuple[Figure, ...]
    by: Grouping | None = None


@dataclass(frozen=True, slots=True)
class AddedUp:
    """That a period's counts are those of other periods together."""

    period: str
    parts: tuple[str, ...]


class Part(StrEnum):
    """Of a figure, or of a band that the municipality's goal parts in two."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    BEFORE_GOAL = "before_goal"
    AFTER_GOAL = "after_goal"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure belongs: a period's whole, or one of its groups."""

    period: str
    by: Grouping | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A count that a figure shows; indicators with one population share its denominator."""

    part: Part
    indicator: IndicatorId
    cell: Cell


Placed = tuple[Cell, Figure]


@dataclass(frozen=True, slots=True)
class Sum:
    """That a whole is the sum of its parts."""

    whole: Count
    parts: tuple[Count, ...]

    def all(self) -> tuple[Count, ...]:
        return (self.whole, *self.parts)


def cell_of(table: Table, found: Figure) -> Cell:
    by = None if found.group is None else table.by
    return Cell(table.period, by, found.group)


def counts_of(placed: Placed) -> Iterator[tuple[Count, int]]:
    cell, found = placed
    if found.numerator is not None:
        yield Count(Part.NUMERATOR, found.id, cell), found.numerator
    if found.denominator is not None:
        population = _POPULATION.get(found.id, found.id)
        yield Count(Part.DENOMINATOR, population, cell), found.denominator
