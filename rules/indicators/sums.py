"""Which counts of a document add up to which others: what a reader with a pencil can work with.

Bands and causes are parts of their whole, groups of theirs, months of their year; and some
counts are the same under two names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rules.indicators.counts import BANDS, CAUSES, AddedUp, Cell, Count, Part, Placed, Sum
from rules.indicators.emergency_care import OF_EMERGENCY_CARE
from rules.indicators.goal_sums import sums_of_goal
from rules.indicators.grouping import Grouping
from rules.indicators.model import IndicatorId
from rules.policy import Policy

_NOT_ADDED_UP = OF_EMERGENCY_CARE
"""A child may stand in several groups, so the groups are no parts of the whole."""


def is_told_by_a_rest(count: Count) -> bool:
    """Whether the rest of a share that the board is to see tells the count anyhow.

    That is how many investigations were late, the whole of the causes of overrun (ADR 15).
    """
    return count.part is Part.DENOMINATOR and count.indicator is CAUSES[0]


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
    """Yield the sums that hold count by count; the parts of a whole are among the cells."""
    for count in counts:
        if count.cell == whole and count.indicator not in _NOT_ADDED_UP:
            parts = tuple(replace(count, cell=cell) for cell in cells)
            if given := tuple(part for part in parts if part in counts):
                yield Sum(count, given)


def _sums_within(cell: Cell, policy: Policy) -> Iterator[Sum]:
    for family in (BANDS, CAUSES):
        whole = Count(Part.DENOMINATOR, family[0], cell)
        yield Sum(whole, tuple(Count(Part.NUMERATOR, each, cell) for each in family))
    reports = Count(Part.NUMERATOR, IndicatorId.REPORTS_RECEIVED, cell)
    assessed = Count(Part.DENOMINATOR, IndicatorId.PROTECTION_ASSESSMENT_IN_TIME, cell)
    yield Sum(reports, (assessed,))  # every report is owed a protection assessment
    in_time = IndicatorId.INVESTIGATION_IN_TIME
    late = Count(Part.DENOMINATOR, CAUSES[0], cell)
    kept = Count(Part.NUMERATOR, in_time, cell)
    yield Sum(Count(Part.DENOMINATOR, in_time, cell), (kept, late))
    yield from sums_of_goal(cell, policy)
