"""What was withheld from somebody who is back the same week is made good, and nothing else is."""

from datetime import date

import pytest
from schedule_town import BO, CASEWORKER, EVA, MANAGER, MARIA, NORTH, SECRETARY, SOUTH, Town, at

from rules.facts import Role, StaffMember
from storage.keys import name_key
from storage.records import pause_digest, set_reminder
from storage.records.outbox import (
    Absence,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    claim_deliveries,
    set_absence,
    withhold,
)

SET_UP = "fre 2026-11-13 05:00"
MONDAY = "mån 2026-11-16 07:00"
GONE_AT, BACK_AT = "mån 2026-11-16 06:50", "mån 2026-11-16 08:00"
LATER = "mån 2026-11-16 08:01"
MARIA_NORTH, BO_SOUTH = (MARIA, MANAGER, NORTH), (BO, MANAGER, SOUTH)
PERSON = StaffMember("maria.lind", MARIA, Role.UNIT_MANAGER, NORTH)


@pytest.fixture
def settled(town: Town) -> Town:
    town.staff(SET_UP, MARIA_NORTH, BO_SOUTH, (EVA, SECRETARY, ""))
    town.tick(SET_UP)
    return town


def withheld(town: Town, reason: str, when: str = MONDAY) -> None:
    """Let the deliverer find that nothing queued may be sent."""
    now = at(when)
    claims = claim_deliveries(
        town.database, "w", now, lease=now - at(SET_UP), most=9, channels=tuple(Channel)
    )
    for claim in claims:
        withhold(town.database, claim, now, reason)


def of(town: Town, recipient: str) -> list[Delivery]:
    return [row for row in town.rows() if row.recipient == recipient]


@pytest.mark.parametrize("reason", ["gone", "no_right"])
def test_whoever_is_back_the_same_day_gets_what_was_withheld_once_and_late(
    settled: Town, reason: str
) -> None:
    settled.tick(MONDAY)
    settled.staff("mån 2026-11-16 07:10", BO_SOUTH, (EVA, SECRETARY, ""))
    withheld(settled, reason)
    assert settled.tick("mån 2026-11-16 07:20").queued == 0
    settled.staff(BACK_AT, MARIA_NORTH, BO_SOUTH, (EVA, SECRETARY, ""))
    for _ in range(2):
        settled.tick(LATER)
        (row,) = of(settled, MARIA)
        assert (row.state, row.is_late, row.last_error) == (DeliveryState.QUEUED, True, None)
        assert row.next_attempt_at == at(LATER)


def test_a_role_that_was_wrong_for_an_hour_takes_nobodys_digest(settled: Town) -> None:
    settled.tick(MONDAY)
    settled.staff("mån 2026-11-16 07:10", (MARIA, CASEWORKER, NORTH), BO_SOUTH)
    withheld(settled, "no_right")
    settled.tick("mån 2026-11-16 07:20")
    settled.staff(BACK_AT, MARIA_NORTH, BO_SOUTH)
    settled.tick(LATER)
    assert [row.state for row in of(settled, MARIA)] == [DeliveryState.QUEUED]


def test_a_unit_that_is_renamed_before_its_digest_went_gets_it_by_its_new_name(
    settled: Town,
) -> None:
    settled.tick(MONDAY)
    settled.staff("mån 2026-11-16 07:10", (MARIA, MANAGER, "Nya Norr"), BO_SOUTH)
    withheld(settled, "no_right")
    for _ in range(2):
        settled.tick(LATER)
    old, new = of(settled, MARIA)
    assert (old.state, new.state) == (DeliveryState.CANCELLED, DeliveryState.QUEUED)
    assert (new.about, new.is_late) == (name_key("Nya Norr"), True)


@pytest.mark.parametrize("state", ["queued", "claimed", "paused"])
def test_what_may_still_go_or_was_not_wanted_is_not_made_good(settled: Town, state: str) -> None:
    settled.tick(MONDAY)
    if state == "claimed":
        claim_deliveries(
            settled.database,
            "w",
            at(MONDAY),
            lease=at(MONDAY) - at(SET_UP),
            most=9,
            channels=tuple(Channel),
        )
    if state == "paused":
        pause_digest(settled.database, PERSON, date(2026, 12, 1), at(MONDAY))
        withheld(settled, "gone")
    before = of(settled, MARIA)
    assert settled.tick(LATER).queued == 0
    assert of(settled, MARIA) == before


def test_nothing_is_made_good_when_a_stand_in_has_it(settled: Town) -> None:
    absence = Absence(MARIA, BO, date(2026, 11, 16), date(2026, 11, 16))
    set_absence(settled.database, absence, at(SET_UP))
    settled.tick(MONDAY)
    assert [row.on_behalf_of for row in of(settled, BO)] == [None, MARIA]
    assert settled.tick("tis 2026-11-17 08:00").queued == 0


def test_whoever_is_promoted_in_the_week_begins_with_the_next(settled: Town) -> None:
    settled.staff("tis 2026-11-10 05:00", (EVA, CASEWORKER, NORTH), BO_SOUTH)
    settled.staff("ons 2026-11-18 05:00", (EVA, MANAGER, NORTH), BO_SOUTH)
    settled.tick("ons 2026-11-18 08:00")
    assert of(settled, EVA) == []
    settled.tick("mån 2026-11-23 07:00")
    assert [(row.kind, row.is_late) for row in of(settled, EVA)] == [
        (DeliveryKind.WEEKLY_DIGEST, False)
    ]


def test_a_unit_renamed_in_the_week_does_not_get_its_week_twice(settled: Town) -> None:
    settled.tick(MONDAY)
    settled.staff("ons 2026-11-18 05:00", (MARIA, MANAGER, "Nya Norr"), BO_SOUTH)
    settled.tick("ons 2026-11-18 08:00")
    assert len(of(settled, MARIA)) == 1
    settled.tick("mån 2026-11-23 07:00")
    assert [row.about for row in of(settled, MARIA)] == [name_key(NORTH), name_key("Nya Norr")]


def test_a_changed_name_is_no_change_of_post(settled: Town) -> None:
    settled.staff("sön 2026-11-15 05:00", BO_SOUTH)
    settled.staff("tis 2026-11-17 05:00", MARIA_NORTH, BO_SOUTH)
    settled.tick("tis 2026-11-17 08:00")
    assert [(row.is_late, row.state) for row in of(settled, MARIA)] == [(True, "queued")]


def test_a_reminder_waits_for_its_person_to_be_back(settled: Town) -> None:
    set_reminder(settled.database, PERSON, "BU-2026-00001", date(2026, 11, 16), at(SET_UP))
    settled.tick(MONDAY)
    settled.staff("mån 2026-11-16 07:10", BO_SOUTH)
    withheld(settled, "gone")
    settled.tick("mån 2026-11-16 07:20")
    assert {row.state for row in of(settled, MARIA)} == {DeliveryState.CANCELLED}
    settled.staff(BACK_AT, MARIA_NORTH, BO_SOUTH)
    settled.tick(LATER)
    assert [(row.kind, row.state) for row in of(settled, MARIA)] == [
        (DeliveryKind.WEEKLY_DIGEST, DeliveryState.QUEUED),
        (DeliveryKind.REMINDER, DeliveryState.QUEUED),
    ]
