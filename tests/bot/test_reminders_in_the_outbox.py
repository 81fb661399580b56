"""Reminders reach their person on the morning of the day, once, and only what still holds.

From the schedule's tick by the outbox to a small Teams on loopback, with nothing left out.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from small_town import BJORN, INVESTIGATIONS, KARIN, NOW, STAFF, STOCKHOLM, DeskOver, ask
from teams_stub import KARIN_IN_ENTRA, TENANT, Teams, small_teams

from bot.reminders import DELIVERY, ReminderContents
from bot.teams import TeamsLimits, TeamsSender, teams_sender
from bot.turns import Desk
from digests.outbox.deliverer import Deliverer
from digests.outbox.means import Means
from digests.schedule.choices import ScheduleChoices
from digests.schedule.tick import Schedule
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import (
    Conversation,
    due_reminders,
    remember_conversation,
    set_reminder,
    waiting_reminders,
)
from storage.records.outbox import (
    Channel,
    DeliveriesWanted,
    DeliveryKind,
    DeliveryState,
    deliveries,
)

MONDAY = date(2026, 11, 23)
SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=STOCKHOLM)
CASE = "BU-2026-00001"
ONLY_REMINDERS = ScheduleChoices(weekly=None, summary=None)
NO_LIMIT = TeamsLimits(per_conversation=1e6, per_tenant=1e6)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """The desk, Teams, and what stands between them."""

    desk: Desk
    teams: Teams
    sender: TeamsSender
    clock: Clock = field(default_factory=Clock)

    async def at(self, now: datetime) -> int:
        """Let the minute come; return how many reminders reached Teams in it."""
        self.clock.now, before = now, len(self.teams.received)
        database = self.desk.database
        Schedule(database, ONLY_REMINDERS, "test").tick(now, "run")
        contents = ReminderContents(database, self.desk.policy, self.desk.stale_after_hours)
        means = Means(
            database,
            {Channel.TEAMS: self.sender},
            {DeliveryKind.REMINDER: contents},
            self.clock,
            "test",
            jitter=lambda: 1.0,
        )
        await Deliverer(means).deliver_due()
        return len(self.teams.received) - before

    @property
    def states(self) -> list[DeliveryState]:
        return [row.state for row in deliveries(self.desk.database, DeliveriesWanted())]

    @property
    def looks(self) -> int:
        return len(list(looks(self.desk.database, LooksWanted(intent=DELIVERY))))

    def meet(self, at: datetime) -> None:
        """Karin is heard of in her own chat."""
        chat = Conversation(
            KARIN_IN_ENTRA, "a:karin", self.teams.url, TENANT, "28:b", "msteams", "29:karin", at
        )
        remember_conversation(self.desk.database, chat)


@pytest.fixture
async def town(desk_over: DeskOver) -> AsyncIterator[Town]:
    """Karin has the app and has asked on Friday to be reminded on Monday."""
    desk, clock = desk_over(utredningar=INVESTIGATIONS), Clock()
    async with small_teams() as teams:
        database = desk.database
        async with teams_sender(database, None, clock, limits=NO_LIMIT) as sender:
            town = Town(desk, teams, sender, clock)
            town.meet(NOW)
            ask(desk, f"påminn mig om {CASE} på måndag")
            yield town


def import_lists(town: Town, folder: Path, **files: str) -> None:
    """Read in whole lists, each given by its name."""
    paths = [folder / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    import_files(
        town.desk.database, paths, profile=load_profile(None), now=town.clock.now, full=True
    )


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        (datetime(2026, 11, 22, 23, 59, tzinfo=STOCKHOLM), 0),  # sön, the day before
        (datetime(2026, 11, 23, 6, 59, tzinfo=STOCKHOLM), 0),
        (SEVEN, 1),
        (datetime(2026, 11, 23, 22, 0, tzinfo=STOCKHOLM), 1),  # the service was down
        (datetime(2026, 11, 25, 7, 0, tzinfo=STOCKHOLM), 1),  # for two days
    ],
)
async def test_it_comes_from_seven_on_its_day_and_late_rather_than_never(
    town: Town, now: datetime, sent: int
) -> None:
    assert await town.at(now) == sent


async def test_it_comes_to_whom_has_got_a_new_address(town: Town, tmp_path: Path) -> None:
    import_lists(town, tmp_path, personal=STAFF.replace(KARIN, "karin.ek@smastad.example"))
    told = ask(town.desk, "mina påminnelser", "karin.ek@smastad.example")
    assert CASE in told.text
    assert await town.at(SEVEN) == 1
    assert await town.at(SEVEN + timedelta(minutes=1)) == 0


async def test_it_comes_to_whom_became_manager_of_another_unit_while_the_row_is_theirs(
    town: Town, tmp_path: Path
) -> None:
    ask(town.desk, "påminn mig om BU-2026-00002 på måndag")
    worked, leads = "handläggare;Barnenheten;11111111", "enhetschef;Ungdomsenheten;11111111"
    was, is_given_away = (
        "2026-07-20;;;;;Barnenheten;Karin Larsson",
        "2026-07-20;;;;;Barnenheten;Björn Berg",
    )
    import_lists(
        town,
        tmp_path,
        personal=STAFF.replace(worked, leads),
        utredningar=INVESTIGATIONS.replace(was, is_given_away),
    )
    assert await town.at(SEVEN) == 1
    assert "BU-2026-00001" in str(town.teams.received)
    assert "BU-2026-00002" not in str(town.teams.received)


async def test_it_comes_once_to_whom_the_staff_list_lacked_for_an_hour(
    town: Town, tmp_path: Path
) -> None:
    def listed(text: str) -> None:
        import_lists(town, tmp_path, personal=text)

    listed("\n".join(line for line in STAFF.splitlines() if KARIN not in line) + "\n")
    assert await town.at(SEVEN) == 0
    listed(STAFF)
    assert await town.at(SEVEN + timedelta(hours=1)) == 1
    assert await town.at(SEVEN + timedelta(hours=2)) == 0
    assert due_reminders(town.desk.database, MONDAY) == ()


async def test_it_comes_to_the_persons_own_chat_and_once(town: Town) -> None:
    assert await town.at(SEVEN) == 1
    assert await town.at(SEVEN + timedelta(minutes=1)) == 0
    assert await town.at(SEVEN + timedelta(days=1)) == 0
    assert town.teams.paths == ["/v3/conversations/a:karin/activities"]
    (sent,) = town.teams.received
    assert CASE in str(sent["attachments"])
    assert "BU-" not in sent["summary"]


async def test_one_that_comes_a_day_late_says_so(town: Town) -> None:
    await town.at(SEVEN + timedelta(days=1))
    (sent,) = town.teams.received
    assert "Försenat." in str(sent["attachments"])
    assert "Påminnelsen gällde måndag 23 november." in str(sent["attachments"])


async def test_what_has_been_delivered_is_written_down_as_a_look_and_is_over(town: Town) -> None:
    await town.at(SEVEN)
    (look,) = looks(town.desk.database, LooksWanted(intent=DELIVERY))
    assert (look.who, look.intent, look.at) == (KARIN, "reminder_delivery", SEVEN)
    assert due_reminders(town.desk.database, MONDAY) == ()
    assert town.states == [DeliveryState.SENT]


async def test_what_teams_did_not_take_is_tried_again_and_seen_once(town: Town) -> None:
    town.teams.status = 503
    assert await town.at(SEVEN) == 1
    assert town.looks == 0
    assert len(due_reminders(town.desk.database, MONDAY)) == 1
    town.teams.status = 200
    assert await town.at(SEVEN + timedelta(hours=1)) == 1
    assert "upprepning" not in str(town.teams.received[1])
    assert town.looks == 1
    assert town.states == [DeliveryState.SENT]


async def test_what_teams_may_have_taken_is_said_once_more_and_marked(town: Town) -> None:
    town.teams.status = 500
    assert await town.at(SEVEN) == 1
    assert town.looks == 1
    town.teams.status = 200
    assert await town.at(SEVEN + timedelta(hours=1)) == 1
    assert "Kan vara en upprepning." in str(town.teams.received[1]["attachments"])
    assert await town.at(SEVEN + timedelta(hours=2)) == 0
    assert town.looks == 2


@pytest.mark.parametrize("status", [403, 404])
async def test_what_is_refused_waits_for_the_person_to_come_back(town: Town, status: int) -> None:
    town.teams.status = status
    assert await town.at(SEVEN) == 1
    town.teams.status = 200
    assert await town.at(SEVEN + timedelta(hours=2)) == 0
    town.meet(SEVEN + timedelta(hours=3))
    assert await town.at(SEVEN + timedelta(hours=4)) == 1
    assert town.states == [DeliveryState.SENT]
    assert due_reminders(town.desk.database, MONDAY) == ()


async def test_what_teams_cannot_read_is_not_sent_for_ever(town: Town) -> None:
    town.teams.status = 413
    await town.at(SEVEN)
    town.teams.status = 200
    assert await town.at(SEVEN + timedelta(hours=1)) == 0
    reminders = DeliveriesWanted(kinds=(DeliveryKind.REMINDER,))
    (row,) = deliveries(town.desk.database, reminders)
    assert (row.state, row.last_error) == (DeliveryState.FAILED, "http_413")


async def test_one_that_is_taken_back_while_it_waits_does_not_come(town: Town) -> None:
    town.teams.status = 503
    await town.at(SEVEN)
    ask(town.desk, f"ta bort påminnelsen om {CASE}", now=SEVEN)
    town.teams.status = 200
    assert await town.at(SEVEN + timedelta(hours=1)) == 0
    assert town.states == [DeliveryState.CANCELLED]


async def test_many_at_once_all_come_and_nobody_unreachable_is_in_their_way(town: Town) -> None:
    database = town.desk.database
    karin, bjorn = staff_by_email(database, KARIN), staff_by_email(database, BJORN)
    assert karin is not None
    assert bjorn is not None
    for number in range(45):  # Björn has never spoken to us
        set_reminder(database, bjorn, "BU-2026-00005", MONDAY - timedelta(number), NOW)
    for number in range(1, 30):
        set_reminder(database, karin, CASE, MONDAY - timedelta(number), NOW)
    assert await town.at(SEVEN) == 30
    assert waiting_reminders(database, karin) == ()
    assert len(waiting_reminders(database, bjorn)) == 45
