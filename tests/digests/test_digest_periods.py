"""Weeks and months: how they may be written, which days they have, from when they are seen."""

from datetime import date

import pytest

from digests.errors import DigestError
from digests.periods import (
    Month,
    Week,
    day_seen_from,
    month_of,
    parse_month,
    parse_week,
    twelve_months_to,
    week_of,
)


@pytest.mark.parametrize("text", ["2026-W47", "2026-w47", "2026W47", "2026-v47", " 2026-W47 "])
def test_a_week_is_understood_however_it_is_written(text: str) -> None:
    week = parse_week(text)
    assert (week.first_day, week.last_day) == (date(2026, 11, 16), date(2026, 11, 22))
    assert str(week) == "2026-W47"


def test_a_year_with_53_weeks_has_them_and_another_has_not() -> None:
    assert parse_week("2026-W53").last_day == date(2027, 1, 3)
    with pytest.raises(DigestError):
        parse_week("2025-W53")


def test_the_first_days_of_january_may_belong_to_last_years_week() -> None:
    assert week_of(date(2027, 1, 1)) == Week(2026, 53)


@pytest.mark.parametrize("text", ["47", "2026-W00", "2026-W54", "vecka 47", "", "2026-11"])
def test_a_week_that_is_not_one_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(DigestError) as refused:
        parse_week(text)
    assert "till exempel 2026-W47" in refused.value.message


@pytest.mark.parametrize("text", ["2026-13", "2026-0", "oktober", "2026-W10", "202610"])
def test_a_month_that_is_not_one_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(DigestError) as refused:
        parse_month(text)
    assert "till exempel 2026-10" in refused.value.message


def test_a_month_knows_its_days_and_the_one_before() -> None:
    february = parse_month("2028-02")
    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2027, 1, 31)).previous == Month(2026, 12)


def test_twelve_months_end_with_the_month_itself() -> None:
    months = twelve_months_to(Month(2026, 10))
    assert [str(months[0]), str(months[-1]), len(months)] == ["2025-11", "2026-10", 12]


def test_this_week_is_seen_from_today_and_a_past_week_from_its_monday() -> None:
    assert day_seen_from(Week(2026, 47), date(2026, 11, 20)) == date(2026, 11, 20)
    assert day_seen_from(Week(2026, 45), date(2026, 11, 20)) == date(2026, 11, 2)


def test_a_week_that_has_not_begun_is_refused() -> None:
    with pytest.raises(DigestError, match="har inte börjat"):
        day_seen_from(Week(2026, 48), date(2026, 11, 22))
