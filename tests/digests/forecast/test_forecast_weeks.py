"""Which weeks have little time for work, told plainly."""

from datetime import date

import pytest
from forecast_facts import forecast_of

from digests.forecast.calendar_weeks import days_off_in, working_days_in
from digests.forecast.model import WeekAhead
from digests.periods import Week


def ahead(today: date, week: Week) -> WeekAhead:
    weeks = forecast_of([], today=today).weeks
    return next(each for each in weeks if each.week == week)


@pytest.mark.parametrize(
    ("week", "working_days", "off"),
    [
        (Week(2026, 47), 5, []),
        (Week(2026, 52), 3, ["julafton", "juldagen"]),
        (Week(2026, 53), 3, ["nyårsafton", "nyårsdagen"]),
        (Week(2027, 1), 4, ["trettondedag jul"]),
        (Week(2026, 14), 4, ["långfredagen"]),
        (Week(2026, 15), 4, ["annandag påsk"]),
        (Week(2026, 20), 4, ["kristi himmelsfärdsdag"]),
        (Week(2026, 25), 4, ["midsommarafton"]),
    ],
)
def test_days_off_have_their_swedish_names(week: Week, working_days: int, off: list[str]) -> None:
    assert [each.name for each in days_off_in(week)] == off
    assert working_days_in(week) == working_days


def test_a_day_off_on_a_weekend_takes_no_working_day() -> None:
    assert days_off_in(Week(2026, 23)) == ()  # the national day is a Saturday


def test_a_week_of_three_working_days_has_few_and_one_of_four_has_not() -> None:
    today = date(2026, 11, 16)
    assert ahead(today, Week(2026, 52)).has_few_working_days
    assert not ahead(today, Week(2027, 1)).has_few_working_days


@pytest.mark.parametrize(("number", "expected"), [(27, False), (28, True), (31, True), (32, False)])
def test_four_weeks_in_july_are_the_holiday_season(number: int, expected: bool) -> None:
    assert ahead(date(2026, 6, 22), Week(2026, number)).is_in_holiday_season is expected


def test_a_week_that_has_begun_is_told_whole() -> None:
    friday = date(2026, 11, 20)
    assert ahead(friday, Week(2026, 47)).working_days == 5
