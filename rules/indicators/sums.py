"""Which counts of a document add up to which others: what a reader with a pencil can work with.

Bands and causes are parts of their whole, groups of theirs, months of their year; and some
counts are the same under two names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.indicators.definitions import IndicatorId
from rules.indicators.figures import Figure
from rules.indicators.grouping import Grouping
from rules.length import days
from rules.policy import Policy

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

_NOT_ADDED_UP = frozenset(
    {
        IndicatorId.EMERGENCY_CARE_PEOPLE,
        IndicatorId.EMERGENCY_CARE_MEAN_DAYS,
        IndicatorId.EMERGENCY_CARE_OVER_GOAL,
    }
)
"""A child may stand in several groups, so the groups are no parts of the whole."""


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
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


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


def sums_that_hold(
    placed: Sequence[Placed],
    added_up: Iterable[AddedUp],
    counts: Mapping[Count, int],
    policy: Policy,
) -> tuple[Sum, ...]:
    """Return every sum that the figures stand in and that their counts bear out."""
    sums = (*_sums(placed, counts, policy), *_sums_over_time(added_up, counts))
    return tuple(each for each in sums if _holds(each, counts))


def _holds(each: Sum, counts: Mapping[Count, int]) -> bool:
    """Whether a sum is true; one with a term that is not given is taken to be."""
    if any(count not in counts for count in each.all()):
        return True
    return counts[each.whole] == sum(counts[part] for part in each.parts)


def _sums(placed: Sequence[Placed], counts: Mapping[Count, int], policy: Policy) -> Iterator[Sum]:
    cells = dict.fromkeys(cell for cell, _ in placed)
    for cell in cells:
        yield from _sums_within(cell, policy)
    groups: dict[tuple[str, Grouping | None], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.group is not None:
            groups[cell.period, cell.by].append(cell)
    for (period, _), parts in groups.items():
        yield from _sums_of_cells(Cell(period), parts, counts)


def _sums_over_time(added_up: Iterable[AddedUp], counts: Mapping[Count, int]) -> Iterator[Sum]:
    for each in added_up:
        parts = [Cell(period) for period in each.parts]
        yield from _sums_of_cells(Cell(each.period), parts, counts)


def _sums_of_cells(
    whole: Cell, cells: Sequence[Cell], counts: Mapping[Count, int]
) -> Iterator[Sum]:
    """Yield the sums that hold count by count, where a whole's parts are all among the cells."""
    for count in counts:
        if count.cell == whole and count.indicator not in _NOT_ADDED_UP:
            parts = tuple(replace(count, cell=cell) for cell in cells)
            yield Sum(count, tuple(part for part in parts if part in counts))


def _sums_within(cell: Cell, policy: Policy) -> Iterator[Sum]:
    for family in (BANDS, CAUSES):
        whole = Count(Part.DENOMINATOR, family[0], cell)
        yield Sum(whole, tuple(Count(Part.NUMERATOR, each, cell) for each in family))
    reports = Count(Part.NUMERATOR, IndicatorId.REPORTS_RECEIVED, cell)
    assessed = Count(Part.DENOMINATOR, IndicatorId.PROTECTION_ASSESSMENT_IN_TIME, cell)
    yield Sum(reports, (assessed,))  # every report is owed a protection assessment
    if policy.investigation_goal.length == days(90):  # the goal is the first band
        goal = Count(Part.NUMERATOR, IndicatorId.INVESTIGATION_WITHIN_GOAL, cell)
        yield Sum(goal, (Count(Part.NUMERATOR, BANDS[0], cell),))
