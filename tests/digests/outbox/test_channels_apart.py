"""Each channel has workers of its own, and is left alone where nobody gets in."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from outbox_town import ALIS, MAIL, MONTHLY, TEAMS, WEEKLY, Provider, Town

from digests.outbox.ending import Ending, RunReport
from digests.outbox.preparing import prepare
from digests.outbox.sending import Parcel, SendOutcome, SendState
from storage.records.outbox import (
    DeliveryKind,
    DeliveryState,
    attempts_of,
    claim_deliveries,
    held_until,
    hold_channel,
)

A_LONG_TIME = timedelta(days=365)
A_WHILE = timedelta(minutes=5)
BY_MAIL = (
    replace(WEEKLY, channel=MAIL),
    replace(ALIS, channel=MAIL),
    replace(MONTHLY, channel=MAIL),
)


@dataclass
class Silent(Provider):
    """A channel that takes what it is given and says nothing."""

    asked: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    speaks: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, parcel: Parcel) -> SendOutcome:
        self.asked.put_nowait(parcel.recipient.email)
        await self.speaks.wait()
        return await super().send(parcel)


@dataclass
class Answering(Provider):
    """A channel that tells when it has taken something."""

    taken: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def send(self, parcel: Parcel) -> SendOutcome:
        self.taken.put_nowait(parcel.recipient.email)
        return await super().send(parcel)


async def test_a_channel_that_says_nothing_does_not_hold_up_the_other(town: Town) -> None:
    town.teams, town.mail = Silent(TEAMS), Answering(MAIL)
    town.queue(WEEKLY, ALIS)
    deliverer = town.deliverer(at_once=1, look_every=A_LONG_TIME)
    going_on = asyncio.create_task(deliverer.go_on())
    await town.teams.asked.get()
    for new in BY_MAIL:
        town.queue(new)
        deliverer.wake()
        await town.mail.taken.get()
    assert town.teams.got == []
    town.teams.speaks.set()
    deliverer.stop()
    await going_on


async def test_a_wrong_password_is_tried_once_and_then_left_alone_for_a_while(town: Town) -> None:
    assert town.mail is not None
    town.queue(*BY_MAIL)
    for _ in range(2):
        town.mail.will(SendState.RETRY_LATER, status=535, error="login")
    for sends in (1, 2):
        assert await town.deliver(at_once=1) == RunReport(retried=1)
        town.clock.forward(minutes=4, seconds=59)
        assert await town.deliver(at_once=1) == RunReport()
        assert len(town.mail.got) == sends
        town.clock.forward(seconds=1)
    assert await town.deliver(at_once=1) == RunReport(sent=3)


async def test_a_channel_that_is_held_keeps_the_other_going(town: Town) -> None:
    hold_channel(town.database, MAIL, town.clock.now + A_WHILE, town.clock.now)
    town.queue(WEEKLY, *BY_MAIL)
    assert await town.deliver() == RunReport(sent=1)
    assert town.teams.got != []


def test_what_was_taken_before_its_channel_was_held_waits_for_it(town: Town) -> None:
    town.queue(WEEKLY)
    means, now = town.means(), town.clock.now
    (claim,) = claim_deliveries(town.database, "one", now, lease=A_WHILE, most=1, channels=(TEAMS,))
    hold_channel(town.database, TEAMS, now + A_WHILE, now)
    assert prepare(means, claim, "run-1") is Ending.LEFT
    row = town.row()
    assert (row.state, row.next_attempt_at) == (DeliveryState.QUEUED, now + A_WHILE)
    assert held_until(town.database, TEAMS, now) == now + A_WHILE
    assert attempts_of(town.database, row.id) == ()


@pytest.mark.parametrize("kind", [DeliveryKind.WEEKLY_DIGEST, DeliveryKind.MONTHLY_SUMMARY])
async def test_a_process_that_makes_one_kind_leaves_the_others_as_they_are(
    town: Town, kind: DeliveryKind
) -> None:
    town.queue(WEEKLY, MONTHLY)
    before = {row.kind: row for row in town.rows()}
    means = town.means()
    town.contents = {kind: means.contents[kind]}
    assert await town.deliver() == RunReport(sent=1)
    (left,) = [row for row in town.rows() if row.kind is not kind]
    assert left == before[left.kind]
