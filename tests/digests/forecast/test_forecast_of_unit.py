"""What a unit's forecast says, and what it must not know or rank."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from forecast_facts import TODAY, forecast_of, open_duty, running, took

from digests.forecast.model import FEWEST_CLOSED, Forecast, LateRange
from digests.periods import Week
from rules.facts import InvestigationTime
from rules.policy import Policy, WeekendRule

FOUR_MONTHS_BEFORE = date(2026, 7, 20)  # ends fri 20 nov, in the week that runs
ALL_LATE, ALL_IN_TIME = took(*[200] * 30), took(*[40] * 20, *[118] * 30)


def weeks_with_any_due(forecast: Forecast) -> dict[Week, int]:
    return {each.week: each.due for each in forecast.weeks if each.due}


def test_the_weeks_are_the_one_that_runs_and_seven_more() -> None:
    weeks = [each.week for each in forecast_of([]).weeks]
    assert weeks == [*(Week(2026, number) for number in range(47, 54)), Week(2027, 1)]


@pytest.mark.parametrize(
    ("opened_on", "week"),
    [
        (date(2026, 7, 16), Week(2026, 47)),  # mon 16 nov, today
        (date(2026, 7, 22), Week(2026, 47)),  # sun 22 nov
        (date(2026, 7, 23), Week(2026, 48)),  # mon 23 nov
        (date(2026, 9, 10), Week(2027, 1)),  # sun 10 jan
    ],
)
def test_an_investigation_falls_due_in_the_week_of_its_last_day(
    opened_on: date, week: Week
) -> None:
    assert weeks_with_any_due(forecast_of([], open_duty(1, opened_on))) == {week: 1}


@pytest.mark.parametrize("opened_on", [date(2026, 7, 15), date(2026, 9, 11)])
def test_what_is_overdue_already_or_due_later_is_not_in_the_forecast(opened_on: date) -> None:
    forecast = forecast_of(ALL_LATE, open_duty(1, opened_on))
    assert forecast.due == 0
    assert forecast.likely_overruns == ()


def test_where_all_took_longer_all_are_likely_late() -> None:
    forecast = forecast_of(ALL_LATE, *(open_duty(number, FOUR_MONTHS_BEFORE) for number in (1, 2)))
    # thirty before them are not enough to be sure of both
    assert forecast.weeks[0].late == LateRange(1, 2, 2)
    assert [each.case for each in forecast.likely_overruns] == ["BU-1", "BU-2"]
    assert [each.tens_of_percent for each in forecast.likely_overruns] == [10, 10]


def test_where_all_were_closed_in_time_none_is_likely_late() -> None:
    later = open_duty(1, date(2026, 9, 1))
    forecast = forecast_of(ALL_IN_TIME, later)
    assert forecast.late is not None
    assert forecast.late.likely == 0
    assert forecast.likely_overruns == ()


def test_one_that_is_as_likely_late_as_not_is_listed_and_one_less_likely_is_not() -> None:
    half = took(*[100] * 15, *[150] * 15)
    fewer = took(*[100] * 16, *[150] * 14)
    duty = open_duty(1, date(2026, 9, 1))
    assert len(forecast_of(half, duty).likely_overruns) == 1
    assert forecast_of(fewer, duty).likely_overruns == ()


def test_the_probability_is_in_tens_of_percent() -> None:
    (item,) = forecast_of(
        took(*[100] * 8, *[150] * 17), open_duty(1, date(2026, 9, 1))
    ).likely_overruns
    assert item.tens_of_percent == 7  # 68 %


def test_too_little_history_gives_what_falls_due_and_no_number_of_late() -> None:
    few = took(*[150] * (FEWEST_CLOSED - 1))
    forecast = forecast_of([*few, *running(*[60] * 40)], open_duty(1, FOUR_MONTHS_BEFORE))
    assert not forecast.has_history
    assert forecast.closed == FEWEST_CLOSED - 1
    assert forecast.due == 1
    assert {each.late for each in forecast.weeks} == {None}
    assert forecast.late is None
    assert forecast.likely_overruns == ()
    enough = forecast_of([*few, *took(150)], open_duty(1, FOUR_MONTHS_BEFORE))
    assert enough.has_history
    assert enough.late is not None


def test_only_what_was_opened_in_the_last_two_years_is_history() -> None:
    first, before = date(2024, 11, 16), date(2024, 11, 15)
    for opened_on, closed in ((first, 20), (before, 0)):
        times = [InvestigationTime("Norr", "", opened_on, opened_on + timedelta(days=90))] * 20
        assert forecast_of(times).closed == closed


def test_one_that_none_can_be_compared_with_is_unclear_and_widens_the_span() -> None:
    clear, unclear = open_duty(1, date(2026, 9, 1)), open_duty(2, FOUR_MONTHS_BEFORE)
    forecast = forecast_of(took(*[90] * 40), clear, unclear)
    assert forecast.weeks[0].late is None
    assert forecast.weeks[0].unclear == forecast.unclear == 1
    assert forecast.late is not None
    assert forecast.late.high >= 1
    assert forecast.late.likely == 0


def test_what_is_dated_after_today_does_not_exist() -> None:
    known = took(*[100] * 30)
    later = [
        InvestigationTime("Norr", "", TODAY - timedelta(days=70), TODAY + timedelta(days=ahead))
        for ahead in range(1, 30)
    ]
    unknown = [replace(each, closed_on=None) for each in later]
    not_begun = [InvestigationTime("Norr", "", TODAY + timedelta(days=1))]
    duties = [open_duty(number, date(2026, 8, number)) for number in range(1, 29)]
    assert forecast_of([*known, *later, *not_begun], *duties) == forecast_of(
        [*known, *unknown], *duties
    )


def test_a_forecast_of_a_day_gone_by_is_what_it_was_then() -> None:
    then = date(2026, 3, 2)
    duty = open_duty(1, date(2025, 11, 20), today=then)
    since = [
        InvestigationTime("Norr", "", date(2025, 12, 1), date(2026, 3, 2) + timedelta(days=ahead))
        for ahead in range(1, 60)
    ]
    as_then = [replace(each, closed_on=None) for each in since]
    history = took(*range(50, 130))
    assert forecast_of([*history, *since], duty, today=then) == forecast_of(
        [*history, *as_then], duty, today=then
    )


def test_an_extension_moves_the_investigation_to_the_week_of_its_new_last_day() -> None:
    extended = open_duty(
        1,
        FOUR_MONTHS_BEFORE,
        extended_to=date(2026, 12, 18),
        decided_on=date(2026, 11, 10),
    )
    assert weeks_with_any_due(forecast_of([], extended)) == {Week(2026, 51): 1}


def test_the_day_that_decides_is_the_municipalitys() -> None:
    shifted = Policy(weekend_rule=WeekendRule.SHIFTED)
    duty = open_duty(1, date(2026, 7, 21), policy=shifted)  # sat 21 nov, moved to mon 23
    assert weeks_with_any_due(forecast_of([], duty)) == {Week(2026, 48): 1}


def test_the_order_is_that_of_the_days_whoever_the_caseworkers_are() -> None:
    opened = (date(2026, 8, 3), date(2026, 7, 20), date(2026, 9, 1), date(2026, 7, 20))
    orders = []
    for names in (("A", "B", "C", "D"), ("D", "C", "B", "A"), ("Z", "Z", "A", "Z")):
        duties = [
            open_duty(number, day, caseworker=name)
            for number, (day, name) in enumerate(zip(opened, names, strict=True))
        ]
        found = forecast_of(ALL_LATE, *duties).likely_overruns
        orders.append([each.case for each in found])
    assert orders == [["BU-1", "BU-3", "BU-0", "BU-2"]] * 3


def test_nothing_in_a_forecast_counts_by_person() -> None:
    same_days = [open_duty(number, FOUR_MONTHS_BEFORE, caseworker="A") for number in range(4)]
    others = [open_duty(number, FOUR_MONTHS_BEFORE, caseworker="B") for number in range(4)]
    first, second = forecast_of(ALL_LATE, *same_days), forecast_of(ALL_LATE, *others)
    for name in (each.name for each in fields(Forecast) if each.name != "likely_overruns"):
        assert getattr(first, name) == getattr(second, name)


def test_the_same_facts_in_another_order_give_the_same_forecast() -> None:
    times = [*took(*range(50, 150)), *running(*range(1, 100))]
    duties = [open_duty(number, date(2026, 8, number)) for number in range(1, 29)]
    assert forecast_of(times[::-1], *duties[::-1]) == forecast_of(times, *duties)
