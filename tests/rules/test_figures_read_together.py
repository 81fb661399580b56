"""Tables of one document: no small count is told by another table."""

from hypothesis import given
from hypothesis import strategies as st

from rules.indicators import (
    CAUSES,
    AddedUp,
    Figure,
    Grouping,
    IndicatorId,
    Table,
    suppress_together,
)
from rules.indicators.figures import figure

REPORTS, OPENED = IndicatorId.REPORTS_RECEIVED, IndicatorId.INVESTIGATIONS_OPENED
IN_TIME = IndicatorId.INVESTIGATION_IN_TIME
ASSESSED = IndicatorId.PROTECTION_ASSESSMENT_IN_TIME
SPOKEN = IndicatorId.CHILD_SPOKEN_WITH
YEAR = "2026"


def of_months(*numbers: int) -> list[Table]:
    months = [
        Table(str(place), (figure(OPENED, None, number, 0),))
        for place, number in enumerate(numbers)
    ]
    return [Table(YEAR, (figure(OPENED, None, sum(numbers), 0),)), *months]


def hidden(tables: list[Table], *added_up: AddedUp) -> set[tuple[str, str | None]]:
    shown = suppress_together(tables, added_up)
    return {
        (each.period, found.group) for each in shown for found in each.figures if found.suppressed
    }


def in_year(months: int) -> AddedUp:
    return AddedUp(YEAR, tuple(str(place) for place in range(months)))


def test_a_month_of_few_takes_the_smallest_other_month_of_the_year_with_it() -> None:
    assert hidden(of_months(40, 3, 30), in_year(3)) == {("1", None), ("2", None)}


def test_months_that_no_sum_is_shown_of_hide_only_themselves() -> None:
    assert hidden(of_months(40, 3, 30)) == {("1", None)}


def test_a_year_of_one_shown_month_and_one_of_few_is_not_the_way_round() -> None:
    assert hidden(of_months(3, 0, 0), in_year(3)) == {("0", None), (YEAR, None)}


def test_a_group_that_one_grouping_hides_is_not_told_by_the_other() -> None:
    def spoken(group: str | None, part: int, whole: int) -> Figure:
        return figure(SPOKEN, group, part, whole)

    whole = Table("m", (spoken(None, 20, 60),))
    sexes = Table("m", (spoken("girl", 3, 30), spoken("boy", 17, 30)), Grouping.SEX)
    ages = Table("m", (spoken("0–5", 9, 20), spoken("6–12", 11, 40)), Grouping.AGE)
    assert hidden([whole, sexes, ages]) == {("m", "girl"), ("m", "boy")}


def test_a_whole_that_one_grouping_gives_away_is_hidden_in_both() -> None:
    few = Table("m", (figure(SPOKEN, None, 3, 60),))
    sexes = Table("m", (figure(SPOKEN, "girl", 3, 60), figure(SPOKEN, "boy", 0, 0)), Grouping.SEX)
    ages = Table("m", (figure(SPOKEN, "0–5", 3, 20), figure(SPOKEN, "6–12", 0, 40)), Grouping.AGE)
    assert {("m", None), ("m", "girl"), ("m", "0–5")} <= hidden([few, sexes, ages])


def test_the_number_of_reports_is_not_told_by_their_protection_assessments() -> None:
    month = Table("0", (figure(REPORTS, None, 30, 0), figure(ASSESSED, None, 20, 30)))
    few = Table("1", (figure(REPORTS, None, 3, 0),))
    year = Table(YEAR, (figure(REPORTS, None, 33, 0),))
    shown = suppress_together([year, month, few], (in_year(2),))
    assert all(each.suppressed for each in shown[1].figures)


def test_groups_of_one_indicator_say_nothing_of_another() -> None:
    late = [
        figure(cause, None, number, 3)
        for cause, number in zip(CAUSES, (0, 0, 0, 0, 3), strict=True)
    ]
    whole = Table("m", (figure(IN_TIME, None, 6, 9), *late))
    units = Table("m", (figure(SPOKEN, "Norr", 6, 9),), Grouping.UNIT)
    in_time, *causes = suppress_together([whole, units])[0].figures
    assert not in_time.suppressed
    assert all(each.suppressed for each in causes)


def test_reports_older_than_the_rule_are_hidden_all_the_same() -> None:
    table = Table("m", (figure(REPORTS, None, 3, 0), figure(ASSESSED, None, 0, 0)))
    reports, assessed = suppress_together([table])[0].figures
    assert (reports.suppressed, assessed.suppressed) == (True, False)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_subtraction_reaches_no_small_month(numbers: list[int]) -> None:
    year, *months = suppress_together(of_months(*numbers), (in_year(len(numbers)),))
    unknown = [each for each in months if each.figures[0].suppressed]
    small = [number for number in numbers if 0 < number < 5]
    if small and not year.figures[0].suppressed:
        assert len(unknown) != 1
    assert not any(0 < (each.figures[0].numerator or 0) < 5 for each in (year, *months))
