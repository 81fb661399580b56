"""Which figures may leave the unit: no count of one to four, and none that gives one away.

Even that a person is known to the social services is confidential (OSL 26 kap. 1 §), so small
counts are emptied. A small count could still be worked out where the others of a sum are shown:
the third band from two bands and the whole, or one unit from the total and the other units. So
the sums that figures stand in are followed as a reader with a pencil would follow them, and the
smallest of the other terms is emptied too, until no hidden count can be reached. Tables that
are read together are followed together: a month also stands in the year's sum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rules.indicators.counts import (
    AddedUp,
    Count,
    Part,
    Placed,
    Sum,
    Table,
    cell_of,
    counts_of,
)
from rules.indicators.definitions import definition_of
from rules.indicators.figures import SMALLEST_SHOWN_COUNT, Figure
from rules.indicators.model import IndicatorKind
from rules.indicators.reach import first_reached
from rules.indicators.sums import is_told_by_a_rest, sums_that_hold
from rules.policy import DEFAULT_POLICY, Policy


def suppress_small(
    figures: Iterable[Figure], policy: Policy = DEFAULT_POLICY
) -> tuple[Figure, ...]:
    """Return the figures with those emptied that show, or would give away, a count of 1–4.

    The figures are those that are read together: the whole and, where there are any, its groups.
    """
    (table,) = suppress_together((Table("", tuple(figures)),), (), policy)
    return table.figures


def suppress_together(
    tables: Sequence[Table], added_up: Sequence[AddedUp] = (), policy: Policy = DEFAULT_POLICY
) -> tuple[Table, ...]:
    """Return the tables of one document with no count of 1–4 shown or given away by any of them.

    A figure that stands in several tables is hidden in all of them or in none.
    """
    placed = [(cell_of(table, each), each) for table in tables for each in table.figures]
    counts = {count: value for each in placed for count, value in counts_of(each)}
    hidden = {count for count, value in counts.items() if _is_small(count, value)}
    sums = sums_that_hold(placed, added_up, counts, policy)
    while (leak := _leak(placed, hidden, sums)) is not None:
        companion = _companion(leak, hidden, counts, sums)
        if companion is None:
            break
        hidden.add(companion)
    return tuple(_as_shown(table, hidden) for table in tables)


def _is_small(count: Count, value: int) -> bool:
    is_mean = definition_of(count.indicator).kind is IndicatorKind.MEAN
    is_sum_of_days = is_mean and count.part is Part.NUMERATOR
    return 0 < value < SMALLEST_SHOWN_COUNT and not is_sum_of_days


def _leak(placed: Sequence[Placed], hidden: set[Count], sums: Sequence[Sum]) -> Sum | None:
    """Return the first sum by which a hidden count can be worked out, None when none can."""
    shown: dict[Count, int] = {}
    at_least: dict[Count, int] = {}
    for each in placed:
        if _shows_any(each, hidden):
            at_least.update(_known_of_hidden(each, hidden))
        else:
            shown.update(counts_of(each))
    secret = {count for count in hidden if not is_told_by_a_rest(count)}
    return first_reached(secret, shown, at_least, sums)


def _known_of_hidden(placed: Placed, hidden: set[Count]) -> Iterator[tuple[Count, int]]:
    """Yield the counts that are at least one; beside a small denominator a nought is hidden too."""
    counts = dict(counts_of(placed))
    has_small_whole = any(
        count.part is Part.DENOMINATOR and _is_small(count, value)
        for count, value in counts.items()
    )
    for count in counts:
        if count in hidden and not (has_small_whole and count.part is Part.NUMERATOR):
            yield count, 1


def _companion(
    leak: Sum, hidden: set[Count], counts: Mapping[Count, int], sums: Sequence[Sum]
) -> Count | None:
    """Return the count to hide beside: the smallest other part, the whole only if need be.

    Where the sum has none left to hide, it is one of those that its terms also stand in.
    """
    beside = [each for each in sums if not set(leak.all()).isdisjoint(each.all())]
    for terms in (leak.parts, (leak.whole,), _terms(beside), _terms(sums)):
        others = [count for count in terms if count not in hidden and counts.get(count)]
        if others:
            return min(others, key=lambda count: counts[count])
    return None


def _terms(sums: Iterable[Sum]) -> tuple[Count, ...]:
    return tuple(dict.fromkeys(count for each in sums for count in each.all()))


def _as_shown(table: Table, hidden: set[Count]) -> Table:
    figures = (
        _emptied(each) if _shows_any((cell_of(table, each), each), hidden) else each
        for each in table.figures
    )
    return replace(table, figures=tuple(figures))


def _shows_any(placed: Placed, hidden: set[Count]) -> bool:
    return any(count in hidden for count, _ in counts_of(placed))


def _emptied(found: Figure) -> Figure:
    return replace(found, numerator=None, denominator=None, share=None, suppressed=True)
