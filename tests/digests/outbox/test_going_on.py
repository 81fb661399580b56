"""The deliverer of a service: wakes, goes on, and ends without leaving a message in the air."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from outbox_town import ALI, ALIS, MARIA, MONTHLY, SEVEN, TEAMS, WEEKLY, Provider, Town

from digests.outbox.deliverer import Deliverer
from digests.outbox.ending import RunReport
from digests.outbox.sending import Parcel, SendOutcome
from storage.records.outbox import Channel, DeliveryState

A_LONG_TIME = timedelta(days=365)


@dataclass
class Door(Provider):
    """A provider who lets messages in one by one, when somebody opens."""

    slow: tuple[str, ...] = (MARIA,)
    knocked: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    passed: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, parcel: Parcel) -> SendOutcome:
        if parcel.recipient.email not in self.slow:
            self.passed.set()
            return await super().send(parcel)
        self.knocked.put_nowait(parcel.recipient.email)
        await self.opened.wait()
        return await super().send(parcel)


@pytest.fixture
def door(town: Town) -> Door:
    town.teams = door = Door(TEAMS)
    return door


def going_on(town: Town, **choices: object) -> tuple[Deliverer, "asyncio.Task[None]"]:
    deliverer = town.deliverer(look_every=A_LONG_TIME, **choices)
    return deliverer, asyncio.create_task(deliverer.go_on())


async def test_one_slow_recipient_does_not_hold_up_the_others(town: Town, door: Door) -> None:
    town.queue(WEEKLY)
    deliverer, task = going_on(town, at_once=2)
    await door.knocked.get()
    town.queue(ALIS)
    deliverer.wake()
    await door.passed.wait()
    assert door.recipients == [ALI]
    door.opened.set()
    deliverer.stop()
    await task
    assert door.recipients == [ALI, MARIA]


async def test_a_stop_waits_for_what_is_in_flight_and_takes_nothing_more(
    town: Town, door: Door
) -> None:
    town.queue(WEEKLY)
    deliverer, task = going_on(town)
    await door.knocked.get()
    deliverer.stop()
    town.queue(ALIS)
    door.opened.set()
    await task
    assert [row.state for row in town.rows()] == [DeliveryState.SENT, DeliveryState.QUEUED]
    assert len(town.looks()) == 1


async def test_a_cancelled_deliverer_ends_what_is_in_flight(town: Town, door: Door) -> None:
    town.queue(WEEKLY)
    _, task = going_on(town)
    await door.knocked.get()
    task.cancel()
    door.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert town.row().state is DeliveryState.SENT


async def test_what_does_not_end_in_time_is_left_to_its_lease(town: Town, door: Door) -> None:
    town.queue(WEEKLY)
    _, task = going_on(town, drain=timedelta(0))
    await door.knocked.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert town.row().state is DeliveryState.SUBMITTING
    assert town.looks() == []


async def test_what_was_taken_and_not_begun_is_anybodys_at_once(town: Town, door: Door) -> None:
    door.slow = (MARIA, ALI)
    town.queue(WEEKLY)
    deliverer, task = going_on(town, at_once=2)
    await door.knocked.get()
    town.queue(ALIS, replace(MONTHLY, channel=TEAMS))  # the free worker takes both at once
    deliverer.wake()
    await door.knocked.get()
    assert [row.state for row in town.rows()][2] is DeliveryState.CLAIMED
    deliverer.stop()
    door.opened.set()
    await task
    assert await town.deliverer("another").deliver_due() == RunReport(sent=1)


async def test_a_database_that_is_away_is_looked_for_again(town: Town, door: Door) -> None:
    town.queue(replace(ALIS, send_from=SEVEN))
    means = town.means(look_every=timedelta(0))
    faults = iter([RuntimeError(), RuntimeError()])

    def clock() -> object:
        for fault in faults:
            raise fault
        return SEVEN

    deliverer = Deliverer(replace(means, clock=clock))
    task = asyncio.create_task(deliverer.go_on())
    await door.passed.wait()
    deliverer.stop()
    await task
    assert door.recipients == [ALI]


async def test_a_channel_that_is_not_set_up_is_left_alone(town: Town) -> None:
    town.queue(replace(WEEKLY, channel=Channel.MAIL))
    town.mail = None
    assert await town.deliver() == RunReport()
    assert town.row().state is DeliveryState.QUEUED
