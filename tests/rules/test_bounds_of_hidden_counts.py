"""No count of one to four can be told exactly by whoever knows what must be whole and positive.

Equations alone do not tell that two hidden parts of a sum of two are one each; integer
programming does, and is let loose on what is shown.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from rules.indicators import BANDS, CAUSES, Figure, IndicatorId, suppress_small
from rules.indicators.figures import figure
from rules.length import days
from rules.policy import LocalGoal, Policy

OPENED, WITHIN_GOAL = IndicatorId.INVESTIGATIONS_OPENED, IndicatorId.INVESTIGATION_WITHIN_GOAL
CLOSED = "closed"
MORE_THAN_ANY = 10_000

Place = tuple[str, str | None]
"""A band or the number closed, and of which unit: None is all of them."""


def bands(unit: str | None, numbers: Sequence[int]) -> Iterator[Figure]:
    for band, number in zip(BANDS, numbers, strict=True):
        yield figure(band, unit, number, sum(numbers))


def of_units(units: Sequence[Sequence[int]]) -> list[Figure]:
    figures = list(bands(None, [sum(column) for column in zip(*units, strict=True)]))
    for name, numbers in enumerate(units):
        figures += bands(str(name), numbers)
    return figures


def of_one(numbers: Sequence[int]) -> list[Figure]:
    return list(bands(None, numbers))


def opened(*numbers: int) -> list[Figure]:
    groups = (figure(OPENED, str(name), number, 0) for name, number in enumerate(numbers))
    return [figure(OPENED, None, sum(numbers), 0), *groups]


def hidden(figures: Sequence[Figure]) -> list[bool]:
    return [each.suppressed for each in suppress_small(figures)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((8, 1, 1), [True, True, True]),  # two of two: one each
        ((8, 1, 2), [False, True, True]),  # two of three: which is two is not told
        ((8, 3, 0), [True, True, False]),
        ((8, 9, 0), [False, False, False]),
    ],
)
def test_bands_of_one_each_take_the_third_with_them(
    numbers: tuple[int, ...], expected: list[bool]
) -> None:
    assert hidden(of_one(numbers)) == expected


def test_units_of_one_each_take_the_whole_with_them() -> None:
    assert hidden(opened(1, 1, 1, 1, 1, 1)) == [True] * 7


def test_a_unit_beside_those_of_one_each_is_hidden_and_the_whole_is_shown() -> None:
    assert hidden(opened(1, 1, 20, 30)) == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("late", "is_shown"),
    [
        ((1, 1, 1, 1, 1), False),  # five late and five causes: one each
        ((1, 1, 1, 0, 0), True),  # a nought is hidden too, so whose the three are is not told
        ((6, 1, 1, 1, 1), True),
    ],
)
def test_the_share_in_time_is_hidden_only_where_it_tells_every_cause(
    late: tuple[int, ...], is_shown: bool
) -> None:
    in_time = figure(IndicatorId.INVESTIGATION_IN_TIME, None, 100 - sum(late), 100)
    causes = [figure(cause, None, n, sum(late)) for cause, n in zip(CAUSES, late, strict=True)]
    assert hidden([in_time, *causes]) == [not is_shown, True, True, True, True, True]


@pytest.mark.parametrize(
    ("goal_days", "within", "is_shown"),
    [
        (100, 52, False),  # at least 22 of them took 90 days or less, so one took over 123
        (100, 40, True),
        (123, 52, False),  # the rest took over 123
        (60, 22, False),  # at least 22 took 90 days or less
        (60, 9, True),
    ],
)
def test_the_goal_tells_no_band_by_what_it_must_hold(
    goal_days: int, within: int, is_shown: bool
) -> None:
    goal = LocalGoal("investigation_goal", "mål", days(goal_days))
    closed = [figure(WITHIN_GOAL, None, within, 53), *of_one((22, 30, 1))]
    within_goal, *_, longest = suppress_small(closed, Policy(investigation_goal=goal))
    assert (within_goal.suppressed, longest.suppressed) == (not is_shown, True)


few = st.sampled_from((0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 9))


@settings(max_examples=25)
@given(st.lists(st.tuples(few, few, few), min_size=1, max_size=3))
def test_integer_programming_tells_no_small_count_of_bands_by_unit(
    units: list[tuple[int, ...]],
) -> None:
    figures = of_units(units)
    assert _told_exactly(figures, suppress_small(figures), len(units)) == []


def _told_exactly(
    figures: Sequence[Figure], shown: Sequence[Figure], units: int
) -> list[tuple[Place, int]]:
    """Return the small hidden counts that have but one value with which all else is possible."""
    groups = [None, *map(str, range(units))]
    places = [(name, group) for group in groups for name in (*BANDS, CLOSED)]
    at_least = dict.fromkeys(places, 0)
    at_most = dict.fromkeys(places, MORE_THAN_ANY)
    truth: dict[Place, int] = {}
    for real, told in zip(figures, shown, strict=True):
        pair = (real.id.value, real.group), (CLOSED, real.group)
        for place, number in zip(pair, (real.numerator, real.denominator), strict=True):
            truth[place] = number or 0
            if not told.suppressed:
                at_least[place] = at_most[place] = number or 0
    for told in shown:
        is_closed_known = at_most[CLOSED, told.group] < MORE_THAN_ANY
        hides = (told.id.value if is_closed_known else CLOSED, told.group)
        if told.suppressed and at_most[hides] == MORE_THAN_ANY:
            at_least[hides] = 1
    rows = _sums(places, groups)
    return [
        (place, truth[place])
        for place in places
        if 0 < truth[place] < 5 and at_least[place] < at_most[place]
        if _only_value(place, places, rows, at_least, at_most)
    ]


def _sums(places: Sequence[Place], groups: Sequence[str | None]) -> list[list[int]]:
    """Return the sums as rows of factors that come to nought."""

    def row(whole: Place, parts: set[Place]) -> list[int]:
        return [(place in parts) - (place == whole) for place in places]

    within = [row((CLOSED, group), {(band, group) for band in BANDS}) for group in groups]
    across = [
        row((name, None), {(name, group) for group in groups[1:]}) for name in (*BANDS, CLOSED)
    ]
    return within + across


def _only_value(
    place: Place,
    places: Sequence[Place],
    rows: list[list[int]],
    at_least: dict[Place, int],
    at_most: dict[Place, int],
) -> bool:
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * np.array([each == place for each in places], dtype=float),
            integrality=np.ones(len(places)),
            bounds=Bounds([at_least[each] for each in places], [at_most[each] for each in places]),
            constraints=LinearConstraint(np.array(rows), 0, 0),
        )
        assert found.success, found.message
        ends.append(round(sign * found.fun))
    return bool(ends[0] == ends[1])
