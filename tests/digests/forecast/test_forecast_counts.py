"""How many are likely late, and the span that holds what happens."""

from itertools import product
from math import prod

import pytest

from digests.forecast.counts import late_range
from digests.forecast.model import Chance, LateRange


def sure(*chances: float) -> list[Chance]:
    """Chances without a band, so that only what happens is uncertain."""
    return [Chance(each, each, each) for each in chances]


def test_nothing_that_falls_due_is_nothing_late() -> None:
    assert late_range([], 0) == LateRange(0, 0, 0)


def test_what_is_certain_has_no_span() -> None:
    assert late_range(sure(1, 1, 0, 0, 1), 0) == LateRange(3, 3, 3)


@pytest.mark.parametrize(
    "chances", [(0.5,) * 6, (0.1, 0.9, 0.4, 0.4), (0.95, 0.02), (0.3,) * 9, (0.01, 0.01, 0.6)]
)
def test_the_span_holds_at_least_eight_outcomes_of_ten(chances: tuple[float, ...]) -> None:
    found = late_range(sure(*chances), 0)
    assert found is not None
    held = sum(
        prod(chance if late else 1 - chance for chance, late in zip(chances, outcome, strict=True))
        for outcome in product((False, True), repeat=len(chances))
        if found.low <= sum(outcome) <= found.high
    )
    assert held >= 0.8


def test_the_span_is_no_wider_than_it_need_be() -> None:
    assert late_range(sure(0.5, 0.5), 0) == LateRange(0, 1, 2)  # each end is a quarter of all
    assert late_range(sure(*[0.5] * 10), 0) == LateRange(3, 5, 7)


def test_an_uncertain_curve_widens_the_span() -> None:
    unsure = [Chance(0.1, 0.5, 0.9)] * 10
    found = late_range(unsure, 0)
    assert found is not None
    assert found.low < 3
    assert found.high > 7
    assert found.likely == 5


def test_the_span_always_holds_the_likely_number() -> None:
    steps = [tenth / 10 for tenth in range(11)]
    for low, likely, high in product(steps, steps, steps):
        if low <= likely <= high:
            for number in (1, 2, 5):
                found = late_range([Chance(low, likely, high)] * number, 0)
                assert found is not None
                assert 0 <= found.low <= found.likely <= found.high <= number


def test_those_that_are_unclear_may_be_late_or_not() -> None:
    assert late_range(sure(1, 0), 3) == LateRange(1, 1, 4)
    assert late_range([], 2) is None


def test_a_half_is_rounded_up_as_people_do() -> None:
    found = late_range(sure(0.5), 0)
    assert found is not None
    assert found.likely == 1
