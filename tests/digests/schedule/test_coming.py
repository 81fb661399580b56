"""What comes next is told as the tick will do it: the same moments, the same numbers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from schedule_town import BO, EVA, MANAGER, MARIA, NORTH, SECRETARY, SOUTH, Town, at

from digests.schedule.coming import (
    Coming,
    coming_monthly,
    coming_reminders,
    coming_weekly,
    exceptions,
    next_clearing_at,
    next_reminders_at,
)
from digests.schedule.due_times import after
from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.records import due_reminders, pause_digest, set_reminder
from storage.records.outbox import (
    Absence,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DeliveryWish,
    Tick,
    recipients,
    set_absence,
    set_wish,
)

SET_UP = "fre 2026-11-13 05:00"
FRIDAY = "fre 2026-11-20 09:30"
A_MINUTE = timedelta(minutes=1)
WEEKLY, MONTHLY = DeliveryKind.WEEKLY_DIGEST, DeliveryKind.MONTHLY_SUMMARY


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One kind of database is enough: the tick itself is tried on both."""
    return sqlite_database


@pytest.fixture
def settled(town: Town) -> Town:
    """Two managers and a secretary, and a service that has run since 13 November."""
    town.staff(SET_UP, (MARIA, MANAGER, NORTH), (BO, MANAGER, SOUTH), (EVA, SECRETARY, ""))
    town.tick(SET_UP)
    town.tick(FRIDAY)
    return town


def person(email: str) -> StaffMember:
    return StaffMember(email, email, Role.UNIT_MANAGER, NORTH)


def coming(town: Town, now: datetime) -> list[Coming]:
    managers = recipients(town.database, Role.UNIT_MANAGER)
    secretaries = recipients(town.database, Role.BOARD_SECRETARY)
    found = [*coming_weekly(managers, now), coming_monthly(secretaries, now)]
    return sorted(found, key=lambda each: each.at)


def becomes(town: Town, told: list[Coming]) -> Iterator[tuple[DeliveryKind, int, int, int]]:
    """Tick just before and at each moment that was told, and give what was queued then."""
    for each in told:
        town.tick(after(each.at, -A_MINUTE))
        assert not rows_of(town, each), "queued before its time"
        town.tick(each.at)
        new = rows_of(town, each)
        assert {row.period for row in new} == {str(each.period)}
        states = Counter(row.state is DeliveryState.CANCELLED for row in new)
        yield each.kind, states[False], states[True], sum(bool(row.on_behalf_of) for row in new)


def rows_of(town: Town, told: Coming) -> list[Delivery]:
    return [row for row in town.rows() if row.kind is told.kind and row.send_from == told.at]


def told_as(each: Coming) -> tuple[DeliveryKind, int, int, int]:
    return each.kind, each.sent, each.withheld, each.to_deputies


def test_the_tick_then_does_what_was_told(settled: Town) -> None:
    told = coming(settled, at(FRIDAY))
    assert [(each.at, told_as(each)) for each in told] == [
        (at("mån 2026-11-23 07:00"), (WEEKLY, 2, 0, 0)),
        (at("tis 2026-12-01 07:00"), (MONTHLY, 1, 0, 0)),
    ]
    assert list(becomes(settled, told)) == [told_as(each) for each in told]


def test_wishes_pauses_and_deputies_are_told_as_the_tick_will_heed_them(settled: Town) -> None:
    database, now = settled.database, at(FRIDAY)
    set_wish(database, BO, DeliveryWish(weekday=3, hour=9), now)
    pause_digest(database, person(EVA), None, now)
    set_absence(database, Absence(MARIA, BO, date(2026, 11, 20), date(2026, 12, 1)), now)
    told = coming(settled, now)
    assert [(each.at, told_as(each)) for each in told] == [
        (at("mån 2026-11-23 07:00"), (WEEKLY, 1, 0, 1)),
        (at("tor 2026-11-26 09:00"), (WEEKLY, 1, 0, 0)),
        (at("tis 2026-12-01 07:00"), (MONTHLY, 0, 1, 0)),
    ]
    assert list(becomes(settled, told)) == [told_as(each) for each in told]


def test_a_pause_that_ends_before_the_moment_withholds_nothing(settled: Town) -> None:
    pause_digest(settled.database, person(MARIA), date(2026, 11, 23), at(FRIDAY))
    pause_digest(settled.database, person(BO), date(2026, 11, 24), at(FRIDAY))
    assert told_as(coming(settled, at(FRIDAY))[0]) == (WEEKLY, 1, 1, 0)


def test_over_christmas_the_next_digest_comes_on_the_working_day(settled: Town) -> None:
    told = coming(settled, at("mån 2027-12-27 08:00"))
    assert told[0].at == at("mån 2028-01-03 07:00")
    told = coming(settled, at("mån 2027-03-22 08:00"))
    assert told[0].at == at("tis 2027-03-30 07:00")  # the Monday is annandag påsk


def test_reminders_of_the_next_morning_are_counted_and_no_earlier_ones(settled: Town) -> None:
    for case, day in (("A-1", 21), ("A-2", 21), ("A-3", 20), ("A-4", 22)):
        set_reminder(settled.database, person(MARIA), case, date(2026, 11, day), at(FRIDAY))
    morning = next_reminders_at(at(FRIDAY))
    assert morning == at("lör 2026-11-21 07:00")
    assert next_reminders_at(at("fre 2026-11-20 06:59")) == at("fre 2026-11-20 07:00")
    waiting = due_reminders(settled.database, morning.date())
    assert coming_reminders(waiting, morning).sent == 2


@pytest.mark.parametrize(
    ("last", "now", "next_at"),
    [
        (None, "fre 2026-11-20 09:30", "fre 2026-11-20 09:30"),  # within the minute
        (None, "fre 2026-11-20 02:00", "fre 2026-11-20 03:30"),
        ("fre 2026-11-20 03:30", "fre 2026-11-20 09:30", "lör 2026-11-21 03:30"),
        ("tor 2026-11-19 03:30", "fre 2026-11-20 01:00", "fre 2026-11-20 03:30"),
        ("tor 2026-11-19 03:30", "fre 2026-11-20 04:00", "fre 2026-11-20 04:00"),
    ],
)
def test_clearing_comes_once_a_night_from_half_past_three(
    last: str | None, now: str, next_at: str
) -> None:
    done = Tick(at(last), at(last), "one") if last else None
    assert next_clearing_at(done, at(now)) == at(next_at)


def test_recipients_for_whom_all_is_not_as_usual_are_counted(settled: Town) -> None:
    database, now = settled.database, at(FRIDAY)
    set_wish(database, BO, DeliveryWish(hour=9), now)
    pause_digest(database, person(EVA), date(2026, 11, 21), now)
    pause_digest(database, person(BO), date(2026, 11, 20), now)  # over today
    set_absence(database, Absence(MARIA, BO, date(2026, 11, 20), date(2026, 11, 20)), now)
    everybody = [each for role in Role for each in recipients(database, role)]
    found = exceptions(everybody, now)
    assert (found.paused, found.away, found.own_times) == (1, 1, 1)
