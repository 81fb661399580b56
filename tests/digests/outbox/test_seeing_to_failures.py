"""What nobody sees to any more is seen to every minute: looks are told, and so are failures."""

from datetime import datetime, timedelta

import pytest
from outbox_town import (
    ADA,
    ALI,
    ALIS,
    INVESTIGATIONS,
    MARIA,
    MONTHLY,
    SARA,
    SEVEN,
    STAFF,
    TEAMS,
    WEEKLY,
    Town,
    texts,
)

from digests.outbox.choices import OnUnknown
from digests.outbox.contents import Ready
from digests.outbox.ending import RunReport
from digests.outbox.preparing import Prepared, prepare
from digests.outbox.sending import SendState
from digests.outbox.weekly import WeeklyContents
from rules.policy import DEFAULT_POLICY
from storage.records.outbox import (
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DeliveryWish,
    Sequel,
    claim_deliveries,
    finish_attempt,
    retry_delivery,
    set_wish,
)

UNKNOWN, RETRY = DeliveryState.UNKNOWN, DeliveryState.RETRY
LEASE = timedelta(minutes=5)
UNA = "una.min@kommun.example"


def begun(town: Town) -> Prepared:
    """Take what is due and begin to hand it over, as a process that then dies."""
    (claim,) = claim_deliveries(
        town.database, "dead", town.clock.now, lease=LEASE, most=1, channels=tuple(Channel)
    )
    prepared = prepare(town.means("dead"), claim, "run-0")
    assert isinstance(prepared, Prepared)
    return prepared


@pytest.mark.parametrize("on_unknown", OnUnknown)
def test_a_look_that_died_with_its_process_is_told_with_its_rows(
    town: Town, on_unknown: OnUnknown
) -> None:
    town.queue(WEEKLY)
    rows = begun(town).ready.message.rows
    town.clock.forward(minutes=4, seconds=59)
    town.see_to(on_unknown=on_unknown)
    assert town.looks() == []
    town.clock.forward(seconds=1)
    for _ in range(3):
        town.see_to(on_unknown=on_unknown)
    (look,) = town.looks()
    assert (look.who, look.intent, look.rows) == (MARIA, "weekly_digest_delivery", rows)
    assert rows > 0


def test_a_summary_that_died_with_its_process_is_told_too(town: Town) -> None:
    town.queue(MONTHLY)
    begun(town)
    town.clock.forward(minutes=5)
    town.see_to()
    (look,) = town.looks()
    assert (look.who, look.intent) == (SARA, "monthly_summary_delivery")


def test_what_is_held_after_a_death_is_told_to_the_administrators(town: Town) -> None:
    town.queue(WEEKLY)
    begun(town)
    town.clock.forward(minutes=5)
    assert town.see_to(on_unknown=OnUnknown.HOLD) == 2
    assert town.row().state is UNKNOWN
    assert town.row(DeliveryKind.FAILURE_NOTICE).recipient == ADA


def test_a_look_that_cannot_be_noted_keeps_its_delivery_for_the_next_minute(town: Town) -> None:
    class Faulty(WeeklyContents):
        def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
            if delivery.recipient == MARIA:
                raise KeyError("BU-1")
            super().lost(delivery, rows, now)

    town.queue(WEEKLY, ALIS)
    begun(town)
    begun(town)
    town.clock.forward(minutes=5)
    town.contents = {DeliveryKind.WEEKLY_DIGEST: Faulty(town.database, DEFAULT_POLICY)}
    town.see_to()
    assert [row.state for row in town.rows()] == [DeliveryState.SUBMITTING, RETRY]
    town.contents = {}
    town.see_to()
    assert [row.state for row in town.rows()] == [RETRY, RETRY]
    assert [look.who for look in town.looks()] == [ALI, MARIA]


async def test_a_repeat_that_gets_too_late_may_have_been_shown(town: Town) -> None:
    town.queue(WEEKLY)
    town.teams.will(SendState.UNKNOWN, error="timeout")
    await town.deliver()
    town.clock.forward(days=7)
    assert await town.deliver() == RunReport(unknown=1)
    assert (town.row().state, town.row().last_error) == (UNKNOWN, "too_late")
    assert town.see_to() == 1


async def test_a_failure_written_down_long_after_it_happened_is_told_in_the_next_notice(
    town: Town,
) -> None:
    town.queue(WEEKLY)
    slow = begun(town).attempt
    at_the_end_of_its_quarter = town.clock.now
    town.queue(ALIS)
    town.teams.will(SendState.REFUSED, status=400)
    await town.deliver()
    town.see_to()
    await town.deliver()
    finish_attempt(
        town.database,
        slow,
        state=UNKNOWN,
        now=at_the_end_of_its_quarter,
        outcome="unknown",
        status=None,
        retry_after=None,
        error="timeout",
        sequel=Sequel(tells=True),
    )
    assert town.mail is not None
    first, second = town.rows(DeliveryKind.WEEKLY_DIGEST)[:2]
    assert f"Nr {first.id}:" not in texts(town.mail.got)[-1]
    assert town.see_to() == 0
    town.clock.forward(minutes=15)
    assert town.see_to() == 1
    await town.deliver()
    told = texts(town.mail.got)[-1]
    assert f"Nr {first.id}:" in told
    assert f"Nr {second.id}:" not in told


async def test_every_administrator_hears_of_the_same_however_late_their_notice_is_sent(
    town: Town,
) -> None:
    town.imported(staff=STAFF + f"Una Min;{UNA};administratör;;\n")
    set_wish(town.database, UNA, DeliveryWish(quiet_from=6, quiet_until=9), SEVEN)
    assert town.mail is not None
    for number, new in enumerate((WEEKLY, ALIS)):
        town.queue(new)
        town.teams.will(SendState.REFUSED, status=400)
        await town.deliver()
        assert town.see_to() == 2
        await town.deliver()
        town.clock.forward(minutes=15 * (number + 1))
    town.clock.forward(hours=2)
    await town.deliver()
    adas, unas = (
        sorted(each.message.text for each in town.mail.got if each.recipient.email == email)
        for email in (ADA, UNA)
    )
    assert len(adas) == 2
    assert unas == adas


def test_nobody_is_told_where_nothing_was_given_up(town: Town) -> None:
    town.queue(WEEKLY)
    assert town.see_to() == 0
    assert town.rows(DeliveryKind.FAILURE_NOTICE) == []


async def test_what_an_operator_sends_again_after_its_time_goes_out_marked_as_late(
    town: Town,
) -> None:
    town.queue(WEEKLY)
    town.clock.forward(days=6, minutes=1)
    assert await town.deliver() == RunReport(withheld=1)
    assert retry_delivery(town.database, town.row().id, town.clock.now)
    assert await town.deliver() == RunReport(sent=1)
    (said,) = texts(town.teams.got)
    assert "Försenat." in said


async def test_a_digest_that_waited_over_a_week_end_is_of_the_day_it_is_sent(town: Town) -> None:
    town.queue(WEEKLY)
    town.clock.now = SEVEN + timedelta(days=8)  # tis, after W48
    town.imported(INVESTIGATIONS.replace("BU-1;", "BU-8;"))
    delivery = town.row()
    made = WeeklyContents(town.database, DEFAULT_POLICY).made(delivery, town.clock.now)
    assert isinstance(made, Ready)
    assert made.message.subject == "Veckobrev vecka 49: Barnenheten"
    assert "1 december" in made.message.text
    assert (delivery.period, delivery.channel) == ("2026-W48", TEAMS)
