"""Reminders reach their person on the morning of the day, once, and only what still holds."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from small_town import INVESTIGATIONS, KARIN, NOW, STOCKHOLM, DeskOver

from bot.conversation import Answer
from bot.mornings import Mornings
from bot.sending import SendOutcome, SendState
from bot.turns import Desk
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import (
    Conversation,
    conversation_of,
    note_uninstalled,
    remember_conversation,
    set_reminder,
    waiting_reminders,
)

KARINS_ID = "11111111-1111-4111-8111-111111111111"
MONDAY = date(2026, 11, 23)
SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=STOCKHOLM)
CASE = "BU-2026-00001"


@dataclass
class Teams:
    """Stands where Teams is: takes what it is sent, or answers as it is told."""

    state: SendState = SendState.SENT
    status: int | None = None
    taken: list[tuple[str, Answer]] = field(default_factory=list)

    async def send(self, conversation: Conversation, answer: Answer) -> SendOutcome:
        self.taken.append((conversation.conversation_id, answer))
        return SendOutcome(self.state, status=self.status)


@dataclass
class Town:
    desk: Desk
    teams: Teams
    threads: ThreadPoolExecutor

    async def deliver(self, now: datetime) -> int:
        desk = self.desk
        mornings = Mornings(
            desk.database, desk.policy, desk.stale_after_hours, self.teams.send, lambda: now
        )
        return await mornings.deliver(self.threads)


@pytest.fixture
def town(desk_over: DeskOver) -> Iterator[Town]:
    desk = desk_over(utredningar=INVESTIGATIONS)
    karin = staff_by_email(desk.database, KARIN)
    assert karin is not None
    set_reminder(desk.database, karin, CASE, MONDAY, NOW)
    remember_conversation(
        desk.database,
        Conversation(
            KARINS_ID, "a:karin", "https://smba.trafficmanager.net/emea/", "t", "28:b",
            "msteams", "29:karin", NOW,
        ),
    )  # fmt: skip
    with ThreadPoolExecutor(1) as threads:
        yield Town(desk, Teams(), threads)


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
    assert await town.deliver(now) == sent
    assert len(town.teams.taken) == sent


async def test_it_comes_to_the_persons_own_chat_and_once(town: Town) -> None:
    await town.deliver(SEVEN)
    await town.deliver(SEVEN + timedelta(minutes=1))
    await town.deliver(SEVEN + timedelta(days=1))
    ((conversation, answer),) = town.teams.taken
    assert conversation == "a:karin"
    assert CASE in answer.text
    assert "BU-" not in answer.summary


async def test_what_has_been_delivered_is_written_down_as_a_look(town: Town) -> None:
    await town.deliver(SEVEN)
    (look,) = looks(town.desk.database, LooksWanted())
    assert (look.who, look.intent, look.at) == (KARIN, "reminder_delivery", SEVEN)


async def test_what_teams_did_not_take_comes_ten_minutes_later(town: Town) -> None:
    town.teams.state = SendState.RETRY_LATER
    assert await town.deliver(SEVEN) == 0
    town.teams.state = SendState.SENT
    assert await town.deliver(SEVEN + timedelta(minutes=9)) == 0
    assert await town.deliver(SEVEN + timedelta(minutes=10)) == 1
    assert len(list(looks(town.desk.database, LooksWanted()))) == 1


async def test_what_teams_may_have_taken_is_not_said_twice(town: Town) -> None:
    town.teams.state = SendState.UNKNOWN
    await town.deliver(SEVEN)
    await town.deliver(SEVEN + timedelta(hours=1))
    assert len(town.teams.taken) == 1


@pytest.mark.parametrize(("state", "status"), [(SendState.REFUSED, 403), (SendState.UNREACHABLE, 404)])
async def test_what_is_refused_waits_for_the_person_to_come_back(
    town: Town, state: SendState, status: int
) -> None:
    town.teams.state, town.teams.status = state, status
    assert await town.deliver(SEVEN) == 0
    known = conversation_of(town.desk.database, KARINS_ID)
    assert known is not None
    note_uninstalled(town.desk.database, KARINS_ID, SEVEN)
    town.teams.state = SendState.SENT
    assert await town.deliver(SEVEN + timedelta(minutes=10)) == 0
    remember_conversation(
        town.desk.database, replace(known, last_seen_at=SEVEN + timedelta(minutes=15))
    )
    assert await town.deliver(SEVEN + timedelta(minutes=25)) == 1


async def test_what_teams_cannot_read_is_not_sent_for_ever(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.teams.state, town.teams.status = SendState.REFUSED, 413
    await town.deliver(SEVEN)
    town.teams.state = SendState.SENT
    assert await town.deliver(SEVEN + timedelta(hours=1)) == 0
    assert "reminder_not_taken" in caplog.text


async def test_many_at_once_all_come_and_nobody_unreachable_is_in_their_way(town: Town) -> None:
    karin = staff_by_email(town.desk.database, KARIN)
    bjorn = staff_by_email(town.desk.database, "bjorn.berg@smastad.example")
    assert karin is not None
    assert bjorn is not None
    for number in range(45):  # Björn has never spoken to us
        set_reminder(town.desk.database, bjorn, "BU-2026-00005", MONDAY - timedelta(number), NOW)
    for number in range(1, 30):
        set_reminder(town.desk.database, karin, CASE, MONDAY - timedelta(number), NOW)
    assert await town.deliver(SEVEN) == 30
    assert len(waiting_reminders(town.desk.database, karin)) == 0
