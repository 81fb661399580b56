"""All indicators of a period, in one pass over the cases.

Cases stream by and only sums stay, so memory follows the number of groups and months and not
the number of rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rules.facts import CaseFacts
from rules.indicators.definitions import IndicatorId
from rules.indicators.emergency_care import Stay, stays_in_period
from rules.indicators.figures import Figure, figure
from rules.indicators.grouping import Grouping, Row, group_of, group_order
from rules.indicators.observations import observations_of_case
from rules.indicators.periods import Period, PeriodIndex, months_of
from rules.policy import Policy


def compute_indicators(
    cases: Iterable[CaseFacts],
    first: date,
    last: date,
    today: date,
    policy: Policy,
    by: Grouping | None = None,
) -> tuple[Figure, ...]:
    """Return every indicator for `first`–`last` as of `today`: the whole, then each group.

    What is dated after `today` has not happened. Each case must come once. By month, every
    month of the period up to `today` is a group, also one without anything to count.
    """
    whole = Period(first, last)
    if by is Grouping.MONTH:
        return _by_month(cases, whole, today, policy)
    sums = _add_up(cases, (whole,), today, policy, by)
    figures = list(_figures(sums[0], None, None))
    if by is not None:
        for group in sorted(sums[0].groups, key=lambda name: group_order(name, by)):
            figures += _figures(sums[0], group, group)
    return tuple(figures)


def compute_months(
    cases: Iterable[CaseFacts],
    months: Sequence[tuple[date, date]],
    today: date,
    policy: Policy,
) -> tuple[tuple[Figure, ...], ...]:
    """Return the figures of each period in `months`, in their order, from one pass."""
    periods = tuple(Period(first, last) for first, last in months)
    sums = _add_up(cases, periods, today, policy, None)
    return tuple(tuple(_figures(found, None, None)) for found in sums)


def _by_month(
    cases: Iterable[CaseFacts], whole: Period, today: date, policy: Policy
) -> tuple[Figure, ...]:
    months = months_of(Period(whole.first, min(whole.last, today)))
    sums = _add_up(cases, (whole, *months), today, policy, None)
    figures = list(_figures(sums[0], None, None))
    for month, found in zip(months, sums[1:], strict=True):
        figures += _figures(found, None, f"{month.first:%Y-%m}")
    return tuple(figures)


@dataclass(slots=True)
class _Sums:
    """Numerators and denominators of one period, by group and indicator; None is the whole."""

    numerators: dict[tuple[str | None, IndicatorId], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    denominators: dict[tuple[str | None, IndicatorId], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    groups: set[str] = field(default_factory=set)

    def add(self, group: str | None, indicator: IndicatorId, numerator: int, number: int) -> None:
        self.numerators[group, indicator] += numerator
        self.denominators[group, indicator] += number
        if group is not None:
            self.groups.add(group)


def _add_up(
    cases: Iterable[CaseFacts],
    periods: Sequence[Period],
    today: date,
    policy: Policy,
    by: Grouping | None,
) -> tuple[_Sums, ...]:
    sums = tuple(_Sums() for _ in periods)
    index = PeriodIndex(periods)
    for case in cases:
        for indicator, day, counts, row in observations_of_case(case, today, policy):
            for position in index.positions(day):
                for group in _groups(row, by):
                    sums[position].add(group, indicator, int(counts), 1)
        if case.placements:
            for period, found in zip(periods, sums, strict=True):
                stays = stays_in_period(case, period.first, period.last, today, policy)
                _add_stays(found, tuple(stays), by)
    return sums


def _groups(row: Row, by: Grouping | None) -> tuple[str | None, ...]:
    return (None,) if by is None else (None, group_of(row, by))


def _add_stays(sums: _Sums, stays: Sequence[Stay], by: Grouping | None) -> None:
    """Add one child's stays in a period, the child once in each group that its stays fall in."""
    by_group: dict[str | None, list[Stay]] = defaultdict(list)
    for stay in stays:
        for group in _groups(stay.placement, by):
            by_group[group].append(stay)
    for group, own in by_group.items():
        is_over_goal = any(stay.is_over_goal for stay in own)
        sums.add(group, IndicatorId.EMERGENCY_CARE_PEOPLE, 1, 1)
        sums.add(group, IndicatorId.EMERGENCY_CARE_MEAN_DAYS, sum(stay.days for stay in own), 1)
        sums.add(group, IndicatorId.EMERGENCY_CARE_OVER_GOAL, int(is_over_goal), 1)


def _figures(sums: _Sums, counted_as: str | None, group: str | None) -> Iterator[Figure]:
    for indicator in IndicatorId:
        key = (counted_as, indicator)
        yield figure(indicator, group, sums.numerators.get(key, 0), sums.denominators.get(key, 0))
