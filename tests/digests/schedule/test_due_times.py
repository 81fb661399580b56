"""When digests fall due, in tables: every row's id says the weekday and the date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digests.errors import DigestError
from digests.periods import parse_month, parse_week
from digests.schedule.due_times import (
    after,
    is_late,
    latest_due_month,
    latest_due_week,
    monthly_due_at,
    monthly_useful_until,
    reminder_due_at,
    reminder_useful_until,
    require_usable_hour,
    weekly_due_at,
    weekly_useful_until,
)
from rules.swedish_time import SWEDISH_TIME
from rules.wording import WEEKDAYS
from storage.records.outbox import DeliveryWish

FRIDAY, SATURDAY = 4, 5


def wish(weekday: int | None = None, hour: int | None = None) -> DeliveryWish:
    return DeliveryWish(weekday=weekday, hour=hour)


def at(text: str) -> datetime:
    """The moment written as *tis 2026-04-07 07:00*; the weekday must be the right one."""
    weekday, _, said = text.partition(" ")
    moment = datetime.fromisoformat(said).replace(tzinfo=SWEDISH_TIME)
    assert WEEKDAYS[moment.weekday()][:3] == weekday, text
    return moment


def rows(*table: tuple[str, ...]) -> list[object]:
    return [pytest.param(*row, id=" → ".join(row)) for row in table]


@pytest.mark.parametrize(
    ("week", "due"),
    rows(
        ("2026-W47", "mån 2026-11-16 07:00"),
        ("2026-W15", "tis 2026-04-07 07:00"),  # annandag påsk
        ("2026-W14", "mån 2026-03-30 07:00"),  # the day after the spring clock change
        ("2026-W44", "mån 2026-10-26 07:00"),  # the day after the autumn clock change
        ("2026-W52", "mån 2026-12-21 07:00"),  # the week of Christmas
        ("2026-W53", "mån 2026-12-28 07:00"),
        ("2027-W01", "mån 2027-01-04 07:00"),
        ("2020-W53", "mån 2020-12-28 07:00"),
        ("2023-W52", "ons 2023-12-27 07:00"),  # juldagen and annandag jul
        ("2025-W01", "mån 2024-12-30 07:00"),  # the week begins the year before
        ("2029-W01", "tis 2029-01-02 07:00"),  # nyårsdagen
    ),
)
def test_the_weekly_digest_is_due_on_the_weeks_first_working_day(week: str, due: str) -> None:
    assert weekly_due_at(parse_week(week)) == at(due)


@pytest.mark.parametrize(
    ("week", "wished", "due"),
    [
        pytest.param(week, wished, due, id=f"{week} {wished.weekday} {wished.hour} → {due}")
        for week, wished, due in [
            ("2026-W47", wish(weekday=2), "ons 2026-11-18 07:00"),
            ("2026-W47", wish(hour=15), "mån 2026-11-16 15:00"),
            ("2026-W47", wish(weekday=3, hour=0), "tor 2026-11-19 00:00"),
            ("2026-W47", wish(weekday=SATURDAY), "mån 2026-11-23 07:00"),
            # Långfredagen, a weekend and annandag påsk: four days off in a row.
            ("2026-W14", wish(weekday=FRIDAY, hour=9), "tis 2026-04-07 09:00"),
            ("2026-W52", wish(weekday=3), "mån 2026-12-28 07:00"),  # julafton and three days on
            ("2026-W53", wish(weekday=3), "mån 2027-01-04 07:00"),  # nyårsafton
            ("2026-W25", wish(weekday=FRIDAY), "mån 2026-06-22 07:00"),  # midsommarafton
            ("2026-W44", wish(weekday=0, hour=1), "mån 2026-10-26 01:00"),
        ]
    ],
)
def test_a_persons_own_weekday_and_hour_are_kept_on_working_days(
    week: str, wished: DeliveryWish, due: str
) -> None:
    assert weekly_due_at(parse_week(week), wished) == at(due)


@pytest.mark.parametrize(
    ("month", "due"),
    rows(
        ("2026-10", "mån 2026-11-02 07:00"),  # 2026-11-01 is a Sunday
        ("2026-11", "tis 2026-12-01 07:00"),
        ("2026-12", "mån 2027-01-04 07:00"),  # nyårsdagen is a Friday
        ("2026-04", "mån 2026-05-04 07:00"),  # första maj is a Friday
        ("2026-05", "mån 2026-06-01 07:00"),
        ("2026-03", "ons 2026-04-01 07:00"),
        ("2025-12", "fre 2026-01-02 07:00"),  # nyårsdagen is a Thursday
        ("2024-01", "tor 2024-02-01 07:00"),
    ),
)
def test_the_summary_is_due_on_the_first_working_day_of_the_next_month(
    month: str, due: str
) -> None:
    assert monthly_due_at(parse_month(month)) == at(due)


@pytest.mark.parametrize(
    ("now", "week"),
    rows(
        ("mån 2026-11-16 06:59", "2026-W46"),
        ("mån 2026-11-16 07:00", "2026-W47"),
        ("sön 2026-11-22 23:59", "2026-W47"),
        ("mån 2026-04-06 12:00", "2026-W14"),  # annandag påsk: the digest is still to come
        ("tis 2026-04-07 07:00", "2026-W15"),
        ("mån 2026-03-30 06:59", "2026-W13"),
        ("mån 2026-03-30 07:00", "2026-W14"),
        ("mån 2026-10-26 06:59", "2026-W43"),
        ("mån 2026-10-26 07:00", "2026-W44"),
        ("mån 2027-01-04 06:59", "2026-W53"),
        ("mån 2027-01-04 07:00", "2027-W01"),
    ),
)
def test_the_latest_week_changes_at_the_moment_that_its_digest_is_due(now: str, week: str) -> None:
    assert latest_due_week(at(now)) == parse_week(week)


def test_the_latest_week_of_a_wish_may_be_one_gone_by() -> None:
    good_friday = wish(weekday=FRIDAY)
    assert latest_due_week(at("tis 2026-04-07 06:59"), good_friday) == parse_week("2026-W13")
    assert latest_due_week(at("tis 2026-04-07 07:00"), good_friday) == parse_week("2026-W14")
    assert latest_due_week(at("fre 2026-04-10 07:00"), good_friday) == parse_week("2026-W15")


@pytest.mark.parametrize(
    ("now", "month"),
    rows(
        ("mån 2026-11-02 06:59", "2026-09"),
        ("mån 2026-11-02 07:00", "2026-10"),
        ("mån 2026-11-30 23:59", "2026-10"),
        ("fre 2027-01-01 12:00", "2026-11"),
        ("mån 2027-01-04 07:00", "2026-12"),
    ),
)
def test_the_latest_month_changes_at_the_moment_that_its_summary_is_due(
    now: str, month: str
) -> None:
    assert latest_due_month(at(now)) == parse_month(month)


def test_the_moment_asked_about_may_be_of_any_zone() -> None:
    assert latest_due_week(datetime(2026, 11, 16, 5, 59, tzinfo=UTC)) == parse_week("2026-W46")
    assert latest_due_week(datetime(2026, 11, 16, 6, 0, tzinfo=UTC)) == parse_week("2026-W47")
    assert latest_due_month(datetime(2026, 11, 2, 6, 0, tzinfo=UTC)) == parse_month("2026-10")


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        pytest.param(date(2026, 3, 28), 6, id="lör 2026-03-28 winter time"),
        pytest.param(date(2026, 3, 29), 5, id="sön 2026-03-29 the clock is put forward"),
        pytest.param(date(2026, 10, 24), 5, id="lör 2026-10-24 summer time"),
        pytest.param(date(2026, 10, 25), 6, id="sön 2026-10-25 the clock is put back"),
    ],
)
def test_seven_is_seven_in_sweden_on_both_sides_of_a_clock_change(day: date, utc_hour: int) -> None:
    due = reminder_due_at(day)
    assert (due.date(), due.hour) == (day, 7)
    assert due.astimezone(UTC).hour == utc_hour


def test_the_hour_of_the_clock_changes_is_refused_with_a_sentence() -> None:
    with pytest.raises(DigestError, match="Klockan 2 går inte att välja") as refused:
        require_usable_hour(2)
    assert refused.value.code == "hour_not_usable"
    for hour in (0, 1, 3, 7, 23):
        require_usable_hour(hour)


def test_a_wish_for_the_hour_of_the_clock_changes_means_the_hour_after() -> None:
    assert weekly_due_at(parse_week("2026-W47"), wish(hour=2)) == at("mån 2026-11-16 03:00")


@pytest.mark.parametrize(
    ("week", "wished", "until"),
    [
        pytest.param("2026-W47", wish(), "sön 2026-11-22 07:00", id="mån 16 → sön 2026-11-22"),
        pytest.param("2026-W15", wish(), "mån 2026-04-13 07:00", id="tis 7 → mån 2026-04-13"),
        pytest.param("2026-W14", wish(FRIDAY), "fre 2026-04-10 07:00", id="tis 7 → fre 2026-04-10"),
    ],
)
def test_a_weekly_digest_is_useful_for_six_days_or_until_the_next_is_due(
    week: str, wished: DeliveryWish, until: str
) -> None:
    assert weekly_useful_until(parse_week(week), wished) == at(until)


def test_a_summary_is_useful_for_twenty_days_and_a_reminder_for_seven() -> None:
    assert monthly_useful_until(parse_month("2026-10")) == at("sön 2026-11-22 07:00")
    assert reminder_useful_until(at("mån 2026-11-16 09:30")) == at("mån 2026-11-23 09:30")


def test_a_quarter_of_an_hour_is_not_late() -> None:
    due = weekly_due_at(parse_week("2026-W47"))
    assert not is_late(due, at("mån 2026-11-16 07:15"))
    assert is_late(due, at("mån 2026-11-16 07:16"))


def test_time_passes_over_a_clock_change_as_by_a_clock_that_is_not_changed() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=SWEDISH_TIME)
    later = after(before, timedelta(hours=2))
    assert (later.hour, later.minute, later.fold) == (2, 30, 1)
