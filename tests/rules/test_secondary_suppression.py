"""No count of one to four can be worked out from what is shown beside it."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.indicators import Figure, IndicatorId, suppress_small
from rules.length import days
from rules.policy import DEFAULT_POLICY, LocalGoal, Policy

LE_90, TO_123, OVER_123 = (
    IndicatorId.BAND_LE_90,
    IndicatorId.BAND_91_123,
    IndicatorId.BAND_GT_123,
)
GOAL, REPORTS = IndicatorId.INVESTIGATION_WITHIN_GOAL, IndicatorId.REPORTS_RECEIVED
OTHER_GOAL = Policy(investigation_goal=LocalGoal("investigation_goal", "mål", days(100)))


def share(indicator: IndicatorId, part: int, whole: int, group: str | None = None) -> Figure:
    return Figure(indicator, group, part, whole, part / whole if whole else None)


def count(number: int, group: str | None = None) -> Figure:
    return Figure(REPORTS, group, number, None, None)


def bands(first: int, second: int, third: int, group: str | None = None) -> list[Figure]:
    whole = first + second + third
    return [
        share(GOAL, first, whole, group),
        share(LE_90, first, whole, group),
        share(TO_123, second, whole, group),
        share(OVER_123, third, whole, group),
    ]


def hidden(figures: Sequence[Figure], policy: Policy = DEFAULT_POLICY) -> set[tuple[str, str]]:
    shown = suppress_small(figures, policy)
    return {(found.id.value, found.group or "") for found in shown if found.suppressed}


def test_a_hidden_band_takes_the_smallest_other_with_it() -> None:
    assert hidden(bands(60, 30, 3)) == {("band_gt_123", ""), ("band_91_123", "")}


def test_a_band_that_equals_the_goal_is_hidden_with_it() -> None:
    found = hidden(bands(20, 30, 3))
    assert found == {("band_gt_123", ""), ("band_le_90", ""), ("investigation_within_goal", "")}


def test_a_goal_of_other_days_does_not_give_the_band_away() -> None:
    assert ("investigation_within_goal", "") not in hidden(bands(20, 30, 3), OTHER_GOAL)


def test_two_hidden_bands_need_no_third() -> None:
    assert hidden(bands(60, 2, 3)) == {("band_gt_123", ""), ("band_91_123", "")}


def test_a_band_without_anybody_hides_nothing() -> None:
    assert hidden(bands(60, 30, 0)) == set()


def test_a_unit_with_few_takes_the_smallest_other_unit_with_it() -> None:
    reports = [count(100), count(3, "Norr"), count(40, "Söder"), count(57, "Väster")]
    assert hidden(reports) == {("reports_received", "Norr"), ("reports_received", "Söder")}


def test_two_units_with_few_hide_each_other() -> None:
    reports = [count(101), count(3, "Norr"), count(4, "Söder"), count(94, "Väster")]
    assert hidden(reports) == {("reports_received", "Norr"), ("reports_received", "Söder")}


def test_a_whole_of_few_is_hidden_with_its_only_unit() -> None:
    assert hidden([count(3), count(3, "Norr"), count(0, "Söder")]) == {
        ("reports_received", ""),
        ("reports_received", "Norr"),
    }


def test_children_in_several_groups_are_not_added_up() -> None:
    people = IndicatorId.EMERGENCY_CARE_PEOPLE
    figures = [
        Figure(people, None, 10, None, None),
        Figure(people, "Norr", 3, None, None),
        Figure(people, "Söder", 9, None, None),
    ]
    assert hidden(figures) == {("emergency_care_people", "Norr")}


@pytest.mark.parametrize("days_together", [1, 4])
def test_a_few_days_in_all_are_no_few_people(days_together: int) -> None:
    mean = IndicatorId.EMERGENCY_CARE_MEAN_DAYS
    assert hidden([Figure(mean, None, days_together, 7, days_together / 7)]) == set()


small_numbers = st.integers(0, 12)
three_bands = st.tuples(small_numbers, small_numbers, small_numbers)


@given(st.lists(three_bands, min_size=1, max_size=4))
def test_linear_algebra_reaches_no_small_band_of_any_unit(units: list[tuple[int, ...]]) -> None:
    whole = tuple(map(sum, zip(*units, strict=True)))
    figures = bands(*whole)
    for number, unit in enumerate(units):
        figures += bands(*unit, group=str(number))
    small = {
        (found.id, found.group)
        for found in figures
        if found.numerator is not None and 0 < found.numerator < 5
    }
    assert not small & _worked_out(suppress_small(figures), len(units))


def _worked_out(shown: Sequence[Figure], units: int) -> set[tuple[IndicatorId, str | None]]:
    """Return the bands that somebody who solves all the equations knows the size of."""
    groups = [None, *map(str, range(units))]
    names: list[tuple[object, str | None]] = [
        (each, group) for group in groups for each in (LE_90, TO_123, OVER_123, "closed")
    ]
    rows: list[list[Fraction]] = []

    def equation(terms: dict[tuple[object, str | None], int]) -> None:
        rows.append([Fraction(terms.get(name, 0)) for name in names])

    for group in groups:
        equation(
            {(LE_90, group): 1, (TO_123, group): 1, (OVER_123, group): 1, ("closed", group): -1}
        )
    for each in (LE_90, TO_123, OVER_123, "closed"):
        equation({(each, None): -1, **{(each, group): 1 for group in groups[1:]}})
    for found in shown:
        if not found.suppressed:
            equation({(LE_90 if found.id is GOAL else found.id, found.group): 1})
            equation({("closed", found.group): 1})
    reduced = _reduced(rows)
    alone = (row for row in reduced if sum(value != 0 for value in row) == 1)
    known = {names[next(i for i, value in enumerate(row) if value)] for row in alone}
    return {(each, group) for each, group in known if isinstance(each, IndicatorId)}


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the reduced row echelon form: a variable is determined where its row is alone."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0])):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        done = [_without(row, pivot, column) for row in done] + [pivot]
    return done


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    return [mine - factor * its for mine, its in zip(row, pivot, strict=True)]
