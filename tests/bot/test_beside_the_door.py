"""What goes on while the service serves: put together so that nothing waits in vain."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from outbox_deliveries import delivery_of
from small_town import INVESTIGATIONS, KARIN, STOCKHOLM, DeskOver, ask

from bot.delivering import Post, tasks
from bot.outgoing import make_means
from bot.reminders import DELIVERY, ReminderContents
from bot.settings import load_settings
from digests.outbox.choices import DeliveryChoices
from digests.outbox.means import Means
from digests.outbox.sending import Parcel, SendOutcome, SendState
from storage.engine import Database
from storage.queries import LookScope, LooksWanted, looks
from storage.records import due_reminders
from storage.records.outbox import Channel, DeliveryKind

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=STOCKHOLM)
CASE = "BU-2026-00001"
A_LONG_TIME = timedelta(days=365)
MAIL = {
    "SMTP_HOST": "localhost",
    "SMTP_TIMEOUT_S": "40",
    "MAIL_SENDER": "fristvakt@smastad.example",
    "MAIL_DOMAINS": "smastad.example",
}


@dataclass
class Taker:
    """A channel that takes all it is given."""

    channel: Channel = Channel.TEAMS
    taken: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, _parcel: Parcel) -> SendOutcome:
        self.taken.set()
        return SendOutcome(SendState.SENT)


@dataclass
class Clock:
    """Tells that somebody has looked at it."""

    looked_at: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def __call__(self) -> datetime:
        self.loop.call_soon_threadsafe(self.looked_at.set)
        return SEVEN


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_what_the_tick_queues_goes_at_once(desk_over: DeskOver) -> None:
    desk, teams, clock = desk_over(utredningar=INVESTIGATIONS), Taker(), Clock()
    ask(desk, f"påminn mig om {CASE} på måndag")
    contents = ReminderContents(desk.database, desk.policy, desk.stale_after_hours)
    choices = DeliveryChoices(look_every=A_LONG_TIME)
    senders, kinds = {Channel.TEAMS: teams}, {DeliveryKind.REMINDER: contents}
    means = Means(desk.database, senders, kinds, clock, "test", choices)
    post = Post(means)
    going_on = asyncio.create_task(post.go_on())
    await clock.looked_at.wait()
    schedule, *_ = tasks(load_settings(), means, post)
    await asyncio.to_thread(schedule.work, SEVEN, "run")
    await teams.taken.wait()
    going_on.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going_on


async def test_failures_are_seen_to_every_minute(desk_over: DeskOver) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    means = Means(desk.database, {}, {}, lambda: SEVEN, "test")
    named = [each.name for each in tasks(load_settings(), means, Post(means))]
    assert named == ["schedule", "failures", "keeping"]


def test_a_slow_mail_server_gets_the_time_it_may_take(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in MAIL.items():
        monkeypatch.setenv(f"FRISTVAKT_{name}", value)
    choices = make_means(load_settings(), sqlite_database, None, "test").choices
    assert choices.longest_send > timedelta(seconds=40 + 45 + 5)
    assert choices.lease > choices.longest_send


def test_a_reminder_whose_process_died_is_told_as_a_look_and_still_waits(
    desk_over: DeskOver,
) -> None:
    desk = desk_over(utredningar=INVESTIGATIONS)
    ask(desk, f"påminn mig om {CASE} på måndag")
    (reminder,) = due_reminders(desk.database, SEVEN.date())
    contents = ReminderContents(desk.database, desk.policy, desk.stale_after_hours)
    contents.lost(delivery_of(reminder), 3, SEVEN)
    (look,) = looks(desk.database, LooksWanted(intent=DELIVERY))
    assert (look.who, look.rows, look.scope) == (KARIN, 3, LookScope.MINE)
    assert due_reminders(desk.database, SEVEN.date()) == (reminder,)
