"""The tick on both databases: once each, never a storm, never what is nobody's."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from schedule_town import (
    BO,
    CASEWORKER,
    EVA,
    HERE,
    MANAGER,
    MARIA,
    NORTH,
    SECRETARY,
    SOUTH,
    Town,
    at,
    environment,
)

from digests.schedule.choices import ScheduleChoices
from rules.facts import Role, StaffMember
from rules.swedish_time import SWEDISH_TIME
from storage.keys import name_key
from storage.records import pause_digest, resume_digest, set_reminder, waiting_reminders
from storage.records.outbox import (
    Absence,
    Channel,
    DeliveryKind,
    DeliveryState,
    DeliveryWish,
    NewDelivery,
    end_absence,
    last_tick,
    queue_deliveries,
    set_absence,
    set_wish,
)

SET_UP = "fre 2026-11-13 05:00"
MARIA_NORTH = (MARIA, MANAGER, NORTH)
BO_SOUTH = (BO, MANAGER, SOUTH)
A_MINUTE, HALF_AN_HOUR, AN_HOUR = (timedelta(minutes=number) for number in (1, 30, 60))
FOUR_HOURS, TWELVE_HOURS = timedelta(hours=4), timedelta(hours=12)


def staff(email: str) -> StaffMember:
    return StaffMember(email, email, Role.UNIT_MANAGER, NORTH)


@pytest.fixture
def settled(town: Town) -> Town:
    """A town where Maria and Bo have been managers, and the service run, since 13 November."""
    town.staff(SET_UP, MARIA_NORTH, BO_SOUTH)
    town.tick(SET_UP)
    return town


def test_twenty_ticks_queue_one_digest_for_each_manager(settled: Town) -> None:
    queued = list(settled.ticks("mån 2026-11-16 06:51", "mån 2026-11-16 07:10", A_MINUTE))
    assert queued == [(at("mån 2026-11-16 07:00"), 2)]
    first, second = settled.rows()
    assert {first.recipient, second.recipient} == {MARIA, BO}
    assert {first.about, second.about} == {name_key(NORTH), name_key(SOUTH)}
    for row in (first, second):
        assert (row.kind, row.period) == (DeliveryKind.WEEKLY_DIGEST, "2026-W47")
        assert (row.state, row.is_late) == (DeliveryState.QUEUED, False)
        assert row.send_from == row.next_attempt_at == at("mån 2026-11-16 07:00")
        assert row.run_id == "run-11160700"


@contextmanager
def tick_stopped_when_it_has_looked(url: str, moment: str) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, str(HERE / "ticking_program.py"), url, moment],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "waiting\n"
        yield program
        program.kill()


def test_two_processes_that_both_saw_no_row_queue_one(settled: Town, database_url: str) -> None:
    moment = "mån 2026-11-16 07:00"
    with ExitStack() as both:
        programs = [
            both.enter_context(tick_stopped_when_it_has_looked(database_url, moment))
            for _ in range(2)
        ]
        said = [program.communicate("\n")[0] for program in programs]
    assert sorted(said) == ["0\n", "2\n"]
    assert len(settled.rows()) == 2


def test_a_service_that_was_down_on_monday_morning_sends_one_late_digest(settled: Town) -> None:
    settled.staff("lör 2026-11-14 05:00", MARIA_NORTH)
    report = settled.tick("ons 2026-11-18 13:30")
    assert (report.queued, report.late) == (1, 1)
    (row,) = settled.rows()
    assert (row.period, row.is_late) == ("2026-W47", True)


def test_a_service_that_was_down_for_three_weeks_sends_the_latest_week_only(town: Town) -> None:
    town.staff("mån 2026-11-02 05:00", MARIA_NORTH)
    town.tick("mån 2026-11-02 07:00")
    town.tick("tis 2026-11-24 09:00")
    assert [row.period for row in town.rows()] == ["2026-W45", "2026-W48"]
    assert [row.state for row in town.rows()] == [DeliveryState.SUPERSEDED, DeliveryState.QUEUED]


def test_what_is_too_old_to_send_is_noted_and_not_sent(settled: Town) -> None:
    report = settled.tick("sön 2026-11-22 07:00")
    assert (report.queued, report.withheld) == (0, 2)
    for row in settled.rows():
        assert (row.state, row.last_error) == (DeliveryState.CANCELLED, "too_late")


def test_a_service_that_starts_on_a_wednesday_sends_nothing_for_the_monday(town: Town) -> None:
    town.staff("fre 2026-11-13 05:00", MARIA_NORTH)
    assert not list(town.ticks("ons 2026-11-18 08:00", "mån 2026-11-23 06:50", FOUR_HOURS))
    assert town.tick("mån 2026-11-23 07:00").queued == 1


def test_a_manager_who_is_new_on_a_wednesday_gets_nothing_late(settled: Town) -> None:
    settled.tick("mån 2026-11-16 07:00")
    settled.staff("ons 2026-11-18 05:00", MARIA_NORTH, BO_SOUTH, (EVA, MANAGER, "Familjerätten"))
    assert settled.tick("ons 2026-11-18 08:00").queued == 0
    assert settled.tick("mån 2026-11-23 07:00").queued == 3


def test_what_fell_due_in_a_pause_is_never_sent_late(settled: Town) -> None:
    settled.staff("lör 2026-11-14 05:00", MARIA_NORTH)
    pause_digest(settled.database, staff(MARIA), None, at("fre 2026-11-13 12:00"))
    assert settled.tick("mån 2026-11-16 07:00").withheld == 1
    resume_digest(settled.database, staff(MARIA))
    assert settled.tick("mån 2026-11-16 09:00").queued == 0
    (row,) = settled.rows()
    assert (row.state, row.last_error) == (DeliveryState.CANCELLED, "paused")
    assert settled.tick("mån 2026-11-23 07:00").queued == 1


def test_a_pause_until_monday_ends_in_time_for_mondays_digest(settled: Town) -> None:
    monday = date(2026, 11, 16)
    pause_digest(settled.database, staff(MARIA), monday, at("fre 2026-11-13 12:00"))
    assert settled.tick("mån 2026-11-16 07:00").queued == 2


def test_a_pause_over_monday_that_ended_while_the_service_was_down_still_counts(
    settled: Town,
) -> None:
    tuesday = date(2026, 11, 17)
    pause_digest(settled.database, staff(MARIA), tuesday, at("fre 2026-11-13 12:00"))
    report = settled.tick("ons 2026-11-18 09:00")
    assert (report.queued, report.withheld) == (1, 1)


def test_a_pause_that_began_after_monday_does_not_take_mondays_digest_back(settled: Town) -> None:
    friday = date(2026, 11, 20)
    pause_digest(settled.database, staff(MARIA), friday, at("tis 2026-11-17 12:00"))
    assert settled.tick("lör 2026-11-21 09:00").queued == 2


def away(town: Town, email: str, deputy: str, first: str, last: str) -> None:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    set_absence(town.database, Absence(email, deputy, *days), at(SET_UP))


def test_the_deputy_gets_the_digest_of_whoever_is_away(settled: Town) -> None:
    away(settled, MARIA, BO, "2026-11-16", "2026-11-20")
    settled.tick("mån 2026-11-16 07:00")
    told = {(row.recipient, row.about, row.on_behalf_of) for row in settled.rows()}
    assert told == {(BO, name_key(NORTH), MARIA), (BO, name_key(SOUTH), None)}


def test_a_deputy_in_the_same_unit_gets_it_once_and_as_the_own_one(town: Town) -> None:
    town.staff(SET_UP, (BO, MANAGER, NORTH), MARIA_NORTH)
    town.tick("fre 2026-11-13 12:00")
    away(town, BO, MARIA, "2026-11-16", "2026-11-20")
    town.tick("mån 2026-11-16 07:00")
    told = {(row.recipient, row.about, row.on_behalf_of) for row in town.rows()}
    assert told == {(BO, name_key(NORTH), None), (MARIA, name_key(NORTH), None)}


def test_whoever_comes_back_early_does_not_get_what_the_deputy_got(settled: Town) -> None:
    away(settled, MARIA, BO, "2026-11-16", "2026-11-20")
    settled.tick("mån 2026-11-16 07:00")
    end_absence(settled.database, MARIA)
    assert settled.tick("ons 2026-11-18 07:00").queued == 0


@pytest.mark.parametrize(
    ("first", "last"), [("2026-11-10", "2026-11-15"), ("2026-11-17", "2026-11-20")]
)
def test_an_absence_that_does_not_cover_the_day_changes_nothing(
    settled: Town, first: str, last: str
) -> None:
    away(settled, MARIA, BO, first, last)
    settled.tick("mån 2026-11-16 07:00")
    assert {(row.recipient, row.on_behalf_of) for row in settled.rows()} == {
        (MARIA, None),
        (BO, None),
    }


def test_where_the_deputy_is_away_too_each_digest_waits_for_its_own_manager(settled: Town) -> None:
    away(settled, MARIA, BO, "2026-11-16", "2026-11-20")
    away(settled, BO, MARIA, "2026-11-16", "2026-11-16")
    settled.tick("mån 2026-11-16 07:00")
    assert {(row.recipient, row.on_behalf_of) for row in settled.rows()} == {
        (MARIA, None),
        (BO, None),
    }


def test_a_deputy_who_has_paused_or_is_no_manager_any_more_stands_in_for_nobody(
    settled: Town,
) -> None:
    away(settled, MARIA, BO, "2026-11-09", "2026-11-30")
    pause_digest(settled.database, staff(BO), None, at("fre 2026-11-13 12:00"))
    settled.tick("mån 2026-11-16 07:00")
    settled.staff("fre 2026-11-20 05:00", MARIA_NORTH, (BO, CASEWORKER, SOUTH))
    settled.tick("mån 2026-11-23 07:00")
    assert [(row.recipient, row.on_behalf_of, row.last_error) for row in settled.rows()] == [
        (MARIA, None, None),
        (BO, None, "paused"),
        (MARIA, None, None),
    ]


def test_a_paused_manager_who_is_away_does_not_pause_the_deputy(settled: Town) -> None:
    away(settled, MARIA, BO, "2026-11-16", "2026-11-20")
    pause_digest(settled.database, staff(MARIA), None, at("fre 2026-11-13 12:00"))
    assert settled.tick("mån 2026-11-16 07:00").queued == 2


def test_a_manager_without_a_unit_gets_no_digest(town: Town) -> None:
    town.staff(SET_UP, (MARIA, MANAGER, ""), (EVA, MANAGER, "Enheten utan rader"))
    town.tick(SET_UP)
    town.tick("mån 2026-11-16 07:00")
    assert [(row.recipient, row.about) for row in town.rows()] == [
        (EVA, name_key("Enheten utan rader"))
    ]


def test_a_person_who_has_lost_the_role_or_left_is_queued_nothing(settled: Town) -> None:
    settled.staff("lör 2026-11-14 05:00", (MARIA, CASEWORKER, NORTH))
    assert settled.tick("mån 2026-11-16 07:00").queued == 0


def test_a_persons_own_weekday_and_hour_decide(settled: Town) -> None:
    set_wish(settled.database, MARIA, DeliveryWish(weekday=2, hour=15), at(SET_UP))
    queued = list(settled.ticks("mån 2026-11-16 06:00", "tor 2026-11-19 07:00", AN_HOUR))
    assert queued == [(at("mån 2026-11-16 07:00"), 1), (at("ons 2026-11-18 15:00"), 1)]


def test_a_changed_wish_does_not_send_the_week_twice(settled: Town) -> None:
    settled.tick("mån 2026-11-16 07:00")
    set_wish(settled.database, MARIA, DeliveryWish(weekday=4), at("tis 2026-11-17 12:00"))
    assert not list(settled.ticks("tis 2026-11-17 12:00", "sön 2026-11-22 23:00", FOUR_HOURS))


def test_a_row_of_a_week_to_come_does_not_keep_the_weeks_before_it_back(settled: Town) -> None:
    far = at("mån 2026-12-07 07:00")
    ahead = NewDelivery(
        MARIA, DeliveryKind.WEEKLY_DIGEST, "2026-W50", Channel.TEAMS, far, far, name_key(NORTH)
    )
    queue_deliveries(settled.database, [ahead], at(SET_UP))
    assert settled.tick("mån 2026-11-16 07:00").queued == 2


def test_a_changed_order_of_channels_does_not_send_the_week_twice(settled: Town) -> None:
    settled.tick("mån 2026-11-16 07:00")
    settled.choices = replace(settled.choices, weekly=Channel.MAIL)
    assert settled.tick("mån 2026-11-16 07:01").queued == 0
    assert settled.tick("mån 2026-11-23 07:00").queued == 2
    assert {row.channel for row in settled.rows()} == {Channel.TEAMS, Channel.MAIL}


def test_where_no_channel_is_set_up_nothing_is_queued(settled: Town) -> None:
    settled.choices = ScheduleChoices(weekly=None, summary=None, reminders=None)
    assert settled.tick("mån 2026-11-16 07:00").queued == 0


def test_the_summary_goes_once_a_month_to_each_secretary(town: Town) -> None:
    town.staff("mån 2026-10-05 05:00", (EVA, SECRETARY, ""))
    town.tick("mån 2026-10-05 05:00")
    queued = list(town.ticks("sön 2026-11-01 06:00", "mån 2027-01-04 19:00", TWELVE_HOURS))
    assert queued == [
        (at("mån 2026-11-02 18:00"), 1),
        (at("tis 2026-12-01 18:00"), 1),
        (at("mån 2027-01-04 18:00"), 1),
    ]
    assert {row.send_from.astimezone(SWEDISH_TIME).hour for row in town.rows()} == {7}
    assert [(row.period, row.channel) for row in town.rows()] == [
        ("2026-10", Channel.MAIL),
        ("2026-11", Channel.MAIL),
        ("2026-12", Channel.MAIL),
    ]


@pytest.mark.parametrize(
    ("saturday", "sunday", "monday", "week"),
    [
        ("lör 2026-03-28", "sön 2026-03-29", "mån 2026-03-30", "2026-W14"),
        ("lör 2026-10-24", "sön 2026-10-25", "mån 2026-10-26", "2026-W44"),
    ],
)
def test_over_a_clock_change_each_is_queued_once_at_seven(
    town: Town, saturday: str, sunday: str, monday: str, week: str
) -> None:
    town.staff(f"{saturday} 05:00", MARIA_NORTH)
    town.tick(f"{saturday} 08:00")
    day = date.fromisoformat(sunday.partition(" ")[2])
    set_reminder(town.database, staff(MARIA), "BU-2026-00001", day, at(f"{saturday} 09:00"))
    queued = list(town.ticks(f"{saturday} 23:00", f"{monday} 09:00", HALF_AN_HOUR))
    assert queued == [(at(f"{sunday} 07:00"), 1), (at(f"{monday} 07:00"), 1)]
    assert [row.period for row in town.rows()] == [day.isoformat(), week]
    assert not any(row.is_late for row in town.rows())


def test_a_digest_on_a_holiday_comes_once_on_the_next_working_day(town: Town) -> None:
    town.staff("ons 2026-04-01 05:00", MARIA_NORTH)
    town.tick("ons 2026-04-01 08:00")
    set_wish(town.database, MARIA, DeliveryWish(weekday=4), at("ons 2026-04-01 09:00"))
    queued = list(town.ticks("tor 2026-04-02 03:00", "fre 2026-04-10 12:00", FOUR_HOURS))
    assert queued == [(at("tis 2026-04-07 07:00"), 1), (at("fre 2026-04-10 07:00"), 1)]


def test_a_reminder_is_queued_on_its_morning_by_its_number(settled: Town) -> None:
    day = date(2026, 11, 18)
    set_reminder(settled.database, staff(MARIA), "BU-2026-00001", day, at(SET_UP))
    set_reminder(settled.database, staff(MARIA), "BU-2026-00002", day, at(SET_UP))
    numbers = {str(each.id) for each in waiting_reminders(settled.database, staff(MARIA))}
    settled.choices = ScheduleChoices(weekly=None, summary=None)
    assert settled.tick("ons 2026-11-18 06:59").queued == 0
    assert settled.tick("ons 2026-11-18 07:00").queued == 2
    assert settled.tick("ons 2026-11-18 07:01").queued == 0
    for row in settled.rows():
        assert (row.kind, row.period) == (DeliveryKind.REMINDER, "2026-11-18")
        assert (row.recipient, row.channel, row.is_late) == (MARIA, Channel.TEAMS, False)
        assert "BU-" not in row.about
    assert {row.about for row in settled.rows()} == numbers


def test_a_reminder_that_was_missed_is_queued_late_and_an_old_one_not_at_all(
    settled: Town,
) -> None:
    settled.choices = ScheduleChoices(weekly=None, summary=None)
    set_reminder(settled.database, staff(MARIA), "BU-2026-00001", date(2026, 11, 18), at(SET_UP))
    report = settled.tick("fre 2026-11-20 10:00")
    assert (report.queued, report.late) == (1, 1)
    set_reminder(settled.database, staff(MARIA), "BU-2026-00002", date(2026, 11, 19), at(SET_UP))
    assert settled.tick("mån 2027-01-18 07:00").queued == 0


def test_the_last_tick_is_noted_with_its_owner(settled: Town) -> None:
    settled.tick("mån 2026-11-16 07:00")
    noted = last_tick(settled.database, "schedule")
    assert noted is not None
    assert (noted.first_at, noted.last_at) == (at(SET_UP), at("mån 2026-11-16 07:00"))
    assert noted.owner == "one"
