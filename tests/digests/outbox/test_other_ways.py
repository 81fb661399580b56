"""What does not arrive by one way goes by another that is open, once, or somebody is told."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from outbox_town import (
    ADA,
    BO,
    MAIL,
    MARIA,
    MONDAY,
    SEVEN,
    STAFF,
    TEAMS,
    WEEKLY,
    Provider,
    Town,
    texts,
)

from digests.outbox.ending import RunReport
from digests.outbox.sending import Parcel, SendOutcome, SendState
from storage.records.outbox import (
    Absence,
    DeliveryKind,
    DeliveryState,
    cancel_delivery,
    end_absence,
    retry_delivery,
    set_absence,
)

SENT, FAILED, CANCELLED = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED
BY_MAIL = replace(WEEKLY, channel=MAIL)
AWAY = Absence(MARIA, BO, MONDAY, MONDAY)
TO_BO = replace(WEEKLY, recipient=BO, on_behalf_of=MARIA)


@pytest.fixture
def unreachable(town: Town) -> Town:
    """A town in which Maria's digest is due and the chat with her is gone."""
    town.queue(WEEKLY)
    town.teams.will(SendState.UNREACHABLE, error="blocked")
    return town


@pytest.mark.parametrize("how", ["failed", "cancelled"])
async def test_a_way_that_was_given_up_before_is_no_way_and_the_administrator_hears(
    unreachable: Town, how: str
) -> None:
    unreachable.queue(replace(BY_MAIL, send_from=SEVEN - timedelta(minutes=1)))
    assert unreachable.mail is not None
    letter = unreachable.rows()[1]
    if how == "cancelled":
        cancel_delivery(unreachable.database, letter.id, SEVEN, "by_operator")
    unreachable.mail.will(SendState.REFUSED, error="foreign_domain")
    await unreachable.deliver()
    unreachable.see_to()
    unreachable.clock.forward(minutes=15)
    assert retry_delivery(unreachable.database, unreachable.rows()[0].id, unreachable.clock.now)
    unreachable.teams.will(SendState.UNREACHABLE, error="blocked")
    await unreachable.deliver()
    assert unreachable.see_to() == 1
    newest = unreachable.rows(DeliveryKind.FAILURE_NOTICE)[-1]
    assert newest.recipient == ADA


async def test_the_deputy_has_it_where_the_next_channel_was_given_up_before(
    unreachable: Town,
) -> None:
    set_absence(unreachable.database, AWAY, SEVEN)
    unreachable.queue(BY_MAIL)
    cancel_delivery(unreachable.database, unreachable.rows()[1].id, SEVEN, "by_operator")
    await unreachable.deliver()
    assert unreachable.states() == [
        (MARIA, TEAMS, FAILED),
        (MARIA, MAIL, CANCELLED),
        (BO, TEAMS, SENT),
    ]
    assert unreachable.see_to() == 0


async def test_a_deputys_next_channel_is_tried_where_the_first_was_given_up_before(
    unreachable: Town,
) -> None:
    set_absence(unreachable.database, AWAY, SEVEN)
    unreachable.queue(BY_MAIL, TO_BO)
    for row in unreachable.rows()[1:]:
        cancel_delivery(unreachable.database, row.id, SEVEN, "by_operator")
    await unreachable.deliver()
    assert unreachable.states()[-1] == (BO, MAIL, SENT)


async def test_a_way_by_which_it_has_gone_is_way_enough(unreachable: Town) -> None:
    assert unreachable.mail is not None
    unreachable.queue(BY_MAIL)
    await unreachable.deliver()
    assert [state for *_, state in unreachable.states()] == [FAILED, SENT]
    assert unreachable.see_to() == 0


@dataclass
class Late(Provider):
    """A channel whose first answer comes long after everybody has given it up."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    first: SendState = SendState.UNREACHABLE

    async def send(self, parcel: Parcel) -> SendOutcome:
        if not self.asked.is_set():
            self.asked.set()
            await self.answers.wait()
            return SendOutcome(self.first)
        return await super().send(parcel)


@pytest.mark.parametrize("late", [SendState.UNREACHABLE, SendState.REFUSED])
async def test_an_answer_that_comes_when_the_repeat_is_sent_has_no_consequences(
    town: Town, late: SendState
) -> None:
    town.teams = Late(TEAMS, first=late)
    town.queue(WEEKLY)
    slow = asyncio.create_task(town.deliverer("slow").deliver_due())
    await town.teams.asked.wait()
    town.clock.forward(minutes=5)
    assert town.see_to() == 1
    assert await town.deliverer("another").deliver_due() == RunReport(sent=1)
    town.teams.answers.set()
    assert await slow == RunReport()
    assert town.states() == [(MARIA, TEAMS, SENT)]
    assert town.see_to() == 0


async def test_whoever_is_back_before_the_deputy_had_it_gets_it_late(town: Town) -> None:
    set_absence(town.database, AWAY, SEVEN)
    town.queue(TO_BO)
    town.teams.will(SendState.RETRY_LATER, status=503)
    await town.deliver()
    town.clock.forward(days=1)
    assert await town.deliver() == RunReport(withheld=1, sent=1)
    theirs, hers = town.rows()
    assert (theirs.recipient, theirs.state, theirs.last_error) == (BO, CANCELLED, "no_right")
    assert (hers.recipient, hers.on_behalf_of, hers.state) == (MARIA, None, SENT)
    assert (hers.period, hers.about, hers.is_late) == (WEEKLY.period, WEEKLY.about, True)
    assert "Försenat." in texts(town.teams.got)[-1]
    assert "frånvarande" not in texts(town.teams.got)[-1]


async def test_whoever_is_called_back_gets_it_where_the_deputy_has_left(town: Town) -> None:
    set_absence(town.database, replace(AWAY, until_on=MONDAY + timedelta(days=9)), SEVEN)
    town.imported(staff=STAFF.replace(f"Bo Åberg;{BO};enhetschef;Familjeenheten;\n", ""))
    town.queue(TO_BO)
    assert await town.deliver() == RunReport(withheld=1, sent=1)
    assert town.teams.recipients == [MARIA]


async def test_where_neither_the_deputy_nor_the_manager_can_have_it_somebody_is_told(
    town: Town,
) -> None:
    town.mail = None
    town.queue(WEEKLY)
    cancel_delivery(town.database, town.row().id, SEVEN, "by_operator")
    town.queue(TO_BO)
    end_absence(town.database, MARIA)
    assert await town.deliver() == RunReport(withheld=1)
    assert town.see_to() == 1
