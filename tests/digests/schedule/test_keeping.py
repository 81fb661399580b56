"""What the night clears, and what it leaves."""

from datetime import date, datetime

import pytest
from schedule_town import MANAGER, MARIA, NORTH, Town, at

from digests.schedule.choices import KeepingChoices
from digests.schedule.keeping import Keeping, KeepingReport
from rules.facts import Role, StaffMember
from storage.queries import LooksWanted, looks, record_look
from storage.records import (
    Conversation,
    close_calendar,
    open_calendar,
    remember_conversation,
    set_reminder,
)
from storage.records.clearing import Kept
from storage.records.outbox import (
    Channel,
    DeliveryKind,
    NewDelivery,
    cancel_delivery,
    queue_deliveries,
)

LOOKS, DELIVERIES, REMINDERS = Kept.LOOKS, Kept.DELIVERIES, Kept.REMINDERS
CALENDARS, FILES = Kept.CALENDARS, Kept.IMPORTED_FILES
A_MOMENT = "mån 2026-11-16 03:30"
PERSON = StaffMember("Maria Lind", MARIA, Role.UNIT_MANAGER, NORTH)


def keep(town: Town, when: str, **kept: int) -> KeepingReport | None:
    return Keeping(town.database, KeepingChoices(**kept), "one").keep(at(when), "run-1")


def taken(report: KeepingReport) -> dict[Kept, int]:
    kinds = (LOOKS, DELIVERIES, REMINDERS, CALENDARS, FILES)
    return {each.kind: each.rows for each in report.cleared if each.kind in kinds}


def settled_delivery(town: Town, period: str, when: datetime) -> None:
    new = NewDelivery(MARIA, DeliveryKind.WEEKLY_DIGEST, period, Channel.MAIL, when, when)
    (number,) = queue_deliveries(town.database, [new], when)
    cancel_delivery(town.database, number, when, "by_operator")


def test_each_kind_is_cleared_when_it_has_been_kept_long_enough(town: Town) -> None:
    town.staff("mån 2024-01-15 05:00", (MARIA, MANAGER, NORTH))
    for when in ("fre 2024-11-15 12:00", "lör 2024-11-16 12:00"):
        record_look(town.database, who=MARIA, at=at(when), intent="list_due", rows=1)
    settled_delivery(town, "2026-W33", at("tis 2026-08-18 00:00"))
    settled_delivery(town, "2026-W34", at("tis 2026-08-18 12:00"))
    for day in (date(2026, 8, 17), date(2026, 11, 18)):
        set_reminder(town.database, PERSON, "BU-2026-00001", day, at("mån 2026-08-10 12:00"))
    open_calendar(town.database, PERSON, at("mån 2026-08-10 12:00"))
    close_calendar(town.database, PERSON, at("mån 2026-08-17 12:00"))

    report = keep(town, A_MOMENT)
    assert report is not None
    # No reminder is kept of a case of which nothing is.
    assert taken(report) == {LOOKS: 1, DELIVERIES: 1, REMINDERS: 2, CALENDARS: 1, FILES: 0}
    assert [look.at for look in looks(town.database, LooksWanted())] == [at("lör 2024-11-16 12:00")]
    assert [row.period for row in town.rows()] == ["2026-W34"]


@pytest.mark.parametrize(
    ("seen", "took"), [("lör 2026-10-17 03:29", 1), ("lör 2026-10-17 03:30", 0)]
)
def test_a_chat_with_a_stranger_is_cleared_after_thirty_days(
    town: Town, seen: str, took: int
) -> None:
    stranger = Conversation("9", "a:9", "https://smba.example/", "t", "28:b", "m", "29:g", at(seen))
    remember_conversation(town.database, stranger)
    report = keep(town, A_MOMENT)
    assert report is not None
    assert [each.rows for each in report.cleared if each.kind is Kept.CONVERSATIONS] == [took]


@pytest.mark.parametrize("days", [1, 59, 60])
def test_deliveries_are_never_cleared_while_their_month_could_be_sent_again(
    town: Town, days: int
) -> None:
    settled_delivery(town, "2026-W38", at("fre 2026-09-18 12:00"))
    report = keep(town, A_MOMENT, deliveries_days=days)
    assert report is not None
    assert taken(report)[DELIVERIES] == 0


def test_clearing_is_done_once_a_day_and_never_before_half_past_three(town: Town) -> None:
    assert keep(town, "mån 2026-11-16 03:29") is None
    assert keep(town, "mån 2026-11-16 09:00") is not None
    assert keep(town, "mån 2026-11-16 23:59") is None
    assert keep(town, "tis 2026-11-17 03:29") is None
    assert keep(town, "tis 2026-11-17 03:30") is not None


@pytest.mark.parametrize("sunday", ["sön 2026-03-29", "sön 2026-10-25"])
def test_clearing_is_done_once_in_the_nights_of_the_clock_changes(town: Town, sunday: str) -> None:
    assert keep(town, f"{sunday} 03:30") is not None
    assert keep(town, f"{sunday} 03:31") is None
