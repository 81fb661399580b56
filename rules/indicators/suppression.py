"""Which figures may leave the unit: no count of one to four, and none that gives one away.

Even that a person is known to the social services is confidential (OSL 26 kap. 1 §), so small
counts are emptied. A small count could still be worked out where the others of a sum are shown:
the third band from two bands and the whole, or one unit from the total and the other units. So
the sums that figures stand in are followed as a reader with a pencil would follow them, and the
smallest of the other terms is emptied too, until no hidden count can be reached.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.indicators.definitions import IndicatorId, IndicatorKind, definition_of
from rules.indicators.figures import SMALLEST_SHOWN_COUNT, Figure
from rules.length import days
from rules.policy import DEFAULT_POLICY, Policy

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


class _Part(StrEnum):
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class _Count:
    """A count that a figure shows; indicators with one population share its denominator."""

    part: _Part
    indicator: IndicatorId
    group: str | None


@dataclass(frozen=True, slots=True)
class _Sum:
    """That a whole is the sum of its parts."""

    whole: _Count
    parts: tuple[_Count, ...]

    def all(self) -> tuple[_Count, ...]:
        return (self.whole, *self.parts)


def suppress_small(
    figures: Iterable[Figure], policy: Policy = DEFAULT_POLICY
) -> tuple[Figure, ...]:
    """Return the figures with those emptied that show, or would give away, a count of 1–4.

    The figures are those that are read together: the whole and, where there are any, its groups.
    """
    given = tuple(figures)
    counts = {count: value for found in given for count, value in _counts_of(found)}
    hidden = {count for count, value in counts.items() if _is_small(count, value)}
    sums = tuple(_sums(given, counts, policy))
    while (leak := _leak(given, hidden, sums)) is not None:
        hidden.add(_companion(leak, hidden, counts))
    return tuple(_emptied(found) if _shows_any(found, hidden) else found for found in given)


def _counts_of(found: Figure) -> Iterator[tuple[_Count, int]]:
    if found.numerator is not None:
        yield _Count(_Part.NUMERATOR, found.id, found.group), found.numerator
    if found.denominator is not None:
        population = _POPULATION.get(found.id, found.id)
        yield _Count(_Part.DENOMINATOR, population, found.group), found.denominator


def _is_small(count: _Count, value: int) -> bool:
    is_mean = definition_of(count.indicator).kind is IndicatorKind.MEAN
    is_sum_of_days = is_mean and count.part is _Part.NUMERATOR
    return 0 < value < SMALLEST_SHOWN_COUNT and not is_sum_of_days


def _sums(figures: Sequence[Figure], counts: dict[_Count, int], policy: Policy) -> Iterator[_Sum]:
    groups = dict.fromkeys(found.group for found in figures)
    for group in groups:
        yield from _sums_within(group, policy)
    named = [group for group in groups if group is not None]
    for whole in [count for count in counts if count.group is None and named]:
        if whole.indicator not in _NOT_ADDED_UP:
            parts = (replace(whole, group=group) for group in named)
            yield _Sum(whole, tuple(part for part in parts if part in counts))


def _sums_within(group: str | None, policy: Policy) -> Iterator[_Sum]:
    for family in (BANDS, CAUSES):
        whole = _Count(_Part.DENOMINATOR, family[0], group)
        yield _Sum(whole, tuple(_Count(_Part.NUMERATOR, each, group) for each in family))
    if policy.investigation_goal.length == days(90):  # the goal is the first band
        goal = _Count(_Part.NUMERATOR, IndicatorId.INVESTIGATION_WITHIN_GOAL, group)
        yield _Sum(goal, (_Count(_Part.NUMERATOR, BANDS[0], group),))


def _leak(figures: Sequence[Figure], hidden: set[_Count], sums: Sequence[_Sum]) -> _Sum | None:
    """Return the first sum by which a hidden count can be worked out, None when none can."""
    shown = (found for found in figures if not _shows_any(found, hidden))
    known = {count for found in shown for count, _ in _counts_of(found)}
    has_grown = True
    while has_grown:
        has_grown = False
        for each in sums:
            unknown = [count for count in each.all() if count not in known]
            if len(unknown) != 1:
                continue
            if unknown[0] in hidden:
                return each
            known.add(unknown[0])
            has_grown = True
    return None


def _companion(leak: _Sum, hidden: set[_Count], counts: dict[_Count, int]) -> _Count:
    """Return the count to hide beside: the smallest other part, the whole only if need be."""
    others = [count for count in leak.parts if count not in hidden and counts.get(count)]
    return min(others, key=lambda count: counts[count], default=leak.whole)


def _shows_any(found: Figure, hidden: set[_Count]) -> bool:
    return any(count in hidden for count, _ in _counts_of(found))


def _emptied(found: Figure) -> Figure:
    return replace(found, numerator=None, denominator=None, share=None, suppressed=True)
