"""All indicators of a period, in one pass over the cases.

Cases stream by and only sums stay, so memory follows the number of groups and months and not
the number of rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rules.facts import CaseFacts
from rules.indicators.emergency_care import OF_EMERGENCY_CARE, Stay, stays_in_period
from rules.indicators.figures import Figure, figure
from rules.indicators.grouping import Grouping, Row, group_of, group_order
from rules.indicators.model import ALL_INDICATORS, IndicatorId
from rules.indicators.observations import observations_of_case
from rules.indicators.periods import Period, PeriodIndex, months_of
from rules.policy import Policy

_Group = tuple[Grouping | None, str | None]
_WHOLE: _Group = (None, None)
_ONLY_WHOLE = (_WHOLE,)


@dataclass(frozen=True, slots=True)
class Asked:
    """A period to count, and what its figures are to be grouped by as well."""

    first: date
    last: date
    by: tuple[Grouping, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A period's figures: the whole, and for each grouping its groups in their order."""

    whole: tuple[Figure, ...]
    groups: tuple[tuple[Grouping, tuple[Figure, ...]], ...] = ()

    def by(self, grouping: Grouping) -> tuple[Figure, ...]:
        """Return the groups' figures. Raises KeyError for a grouping not asked for."""
        return dict(self.groups)[grouping]


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
    if by is Grouping.MONTH:
        return _by_month(cases, Period(first, last), today, policy)
    asked = Asked(first, last, () if by is None else (by,))
    (counted,) = compute_periods(cases, (asked,), today, policy)
    return (*counted.whole, *(each for _, figures in counted.groups for each in figures))


def compute_periods(
    cases: Iterable[CaseFacts],
    asked: Sequence[Asked],
    today: date,
    policy: Policy,
    only: frozenset[IndicatorId] = ALL_INDICATORS,
) -> tuple[Counted, ...]:
    """Return the figures of each period asked for, in their order, from one pass.

    `only` are the indicators that are wanted: the others cost nothing and are not there.
    """
    sums = tuple(_Sums(each.by) for each in asked)
    periods = tuple(Period(each.first, each.last) for each in asked)
    _add_up(cases, periods, sums, today, policy, only)
    return tuple(_counted(found, only) for found in sums)


def _by_month(
    cases: Iterable[CaseFacts], whole: Period, today: date, policy: Policy
) -> tuple[Figure, ...]:
    months = months_of(Period(whole.first, min(whole.last, today)))
    asked = [Asked(each.first, each.last) for each in (whole, *months)]
    counted = compute_periods(cases, asked, today, policy)
    figures = list(counted[0].whole)
    for month, found in zip(months, counted[1:], strict=True):
        figures += (replace(each, group=f"{month.first:%Y-%m}") for each in found.whole)
    return tuple(figures)


@dataclass(slots=True)
class _Sums:
    """Numerators and denominators of one period, by group and indicator."""

    by: tuple[Grouping, ...]
    numerators: dict[tuple[_Group, IndicatorId], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    denominators: dict[tuple[_Group, IndicatorId], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def add(self, group: _Group, indicator: IndicatorId, numerator: int, number: int) -> None:
        self.numerators[group, indicator] += numerator
        self.denominators[group, indicator] += number

    def groups_of(self, row: Row) -> tuple[_Group, ...]:
        """Return the whole and the groups that a row falls in."""
        if not self.by:
            return _ONLY_WHOLE
        return (_WHOLE, *((by, group_of(row, by)) for by in self.by))


def _add_up(
    cases: Iterable[CaseFacts],
    periods: Sequence[Period],
    sums: Sequence[_Sums],
    today: date,
    policy: Policy,
    only: frozenset[IndicatorId],
) -> None:
    index, has_stays = PeriodIndex(periods), not only.isdisjoint(OF_EMERGENCY_CARE)
    for case in cases:
        for indicator, day, counts, row in observations_of_case(case, today, policy, only):
            for position in index.positions(day):
                found = sums[position]
                for group in found.groups_of(row):
                    found.add(group, indicator, int(counts), 1)
        if has_stays and case.placements:
            for period, found in zip(periods, sums, strict=True):
                stays = stays_in_period(case, period.first, period.last, today, policy)
                _add_stays(found, stays)


def _add_stays(sums: _Sums, stays: Iterable[Stay]) -> None:
    """Add one child's stays in a period, the child once in each group that its stays fall in."""
    by_group: dict[_Group, list[Stay]] = defaultdict(list)
    for stay in stays:
        for group in sums.groups_of(stay.placement):
            by_group[group].append(stay)
    for group, own in by_group.items():
        is_over_goal = any(stay.is_over_goal for stay in own)
        sums.add(group, IndicatorId.EMERGENCY_CARE_PEOPLE, 1, 1)
        sums.add(group, IndicatorId.EMERGENCY_CARE_MEAN_DAYS, sum(stay.days for stay in own), 1)
        sums.add(group, IndicatorId.EMERGENCY_CARE_OVER_GOAL, int(is_over_goal), 1)


def _counted(sums: _Sums, only: frozenset[IndicatorId]) -> Counted:
    groups = (
        (by, tuple(each for name in _names(sums, by) for each in _figures(sums, (by, name), only)))
        for by in sums.by
    )
    return Counted(tuple(_figures(sums, _WHOLE, only)), tuple(groups))


def _names(sums: _Sums, by: Grouping) -> list[str]:
    groups = {group for group, _ in sums.denominators}
    names = [name for grouping, name in groups if grouping is by and name is not None]
    return sorted(names, key=lambda name: group_order(name, by))


def _figures(sums: _Sums, group: _Group, only: frozenset[IndicatorId]) -> Iterator[Figure]:
    for indicator in (each for each in IndicatorId if each in only):
        key = (group, indicator)
        numerator, number = sums.numerators.get(key, 0), sums.denominators.get(key, 0)
        yield figure(indicator, group[1], numerator, number)
