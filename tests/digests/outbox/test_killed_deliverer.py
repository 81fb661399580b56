"""A process that is killed (kill -9) loses nothing, and a repeat it causes is marked."""

import subprocess
import sys
from pathlib import Path

import pytest
from outbox_town import ADA, ALIS, MARIA, SEVEN, WEEKLY, Town, texts

from digests.outbox.choices import OnUnknown
from digests.outbox.ending import RunReport
from storage.records.outbox import DeliveryState, attempts_of, lost_submissions

PROGRAM = Path(__file__).with_name("delivering_program.py")
REPEAT_WORDS = "Kan vara en upprepning."


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    return tmp_path / "mailbox.txt"


def kill_while_delivering(url: str, mailbox: Path, place: str) -> None:
    """Run a deliverer in a process of its own and kill it where it stands still."""
    command = [sys.executable, str(PROGRAM), url, SEVEN.isoformat(), str(mailbox), place]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"standing still\n"
        process.kill()
        assert process.wait() == -9


async def test_one_killed_in_the_midst_of_a_send_is_in_doubt_and_repeated_once_marked(
    town: Town, database_url: str, mailbox: Path
) -> None:
    town.queue(WEEKLY)
    kill_while_delivering(database_url, mailbox, "during")
    assert mailbox.read_text(encoding="utf-8") == f"{MARIA}\n"
    assert town.row().state is DeliveryState.SUBMITTING
    town.clock.forward(minutes=4, seconds=59)
    assert lost_submissions(town.database, town.clock.now, resend=True) == ()
    town.clock.forward(seconds=1)
    assert town.see_to() == 1
    lost = town.row()
    assert lost.is_repeat
    assert await town.deliver() == RunReport(sent=1)
    assert await town.deliver() == RunReport()
    assert [REPEAT_WORDS in text for text in texts(town.teams.got)] == [True]
    outcomes = [each.outcome for each in attempts_of(town.database, lost.id)]
    assert outcomes == ["unknown", "sent"]


async def test_one_killed_in_the_midst_of_a_send_is_held_where_that_is_wanted(
    town: Town, database_url: str, mailbox: Path
) -> None:
    town.queue(WEEKLY)
    kill_while_delivering(database_url, mailbox, "during")
    town.clock.forward(minutes=5)
    for _ in range(20):
        town.see_to(on_unknown=OnUnknown.HOLD)
        town.clock.forward(minutes=1)
    assert await town.deliver(on_unknown=OnUnknown.HOLD) == RunReport(sent=1)
    assert [(each.who, each.intent) for each in town.looks()] == [(MARIA, "weekly_digest_delivery")]
    assert town.looks()[0].rows == 2  # as many as the card shows
    assert town.row().state is DeliveryState.UNKNOWN
    assert town.teams.got == []
    assert town.mail is not None
    assert town.mail.recipients == [ADA]
    assert "Ingen vet om det kom fram." in texts(town.mail.got)[0]


async def test_one_killed_before_the_send_is_sent_once_and_not_marked(
    town: Town, database_url: str, mailbox: Path
) -> None:
    town.queue(WEEKLY)
    kill_while_delivering(database_url, mailbox, "before")
    assert not mailbox.exists()
    assert await town.deliver() == RunReport()  # the claim is still the dead one's
    town.clock.forward(minutes=5)
    assert lost_submissions(town.database, town.clock.now, resend=True) == ()
    assert await town.deliver() == RunReport(sent=1)
    assert [REPEAT_WORDS in text for text in texts(town.teams.got)] == [False]


async def test_what_the_killed_one_had_not_begun_is_sent_unmarked_by_another(
    town: Town, database_url: str, mailbox: Path
) -> None:
    town.queue(WEEKLY, ALIS)
    kill_while_delivering(database_url, mailbox, "during")
    town.clock.forward(minutes=6)
    lost_submissions(town.database, town.clock.now, resend=True)
    await town.deliver()
    in_flight = set(mailbox.read_text(encoding="utf-8").split())
    marked = {each.recipient.email for each in town.teams.got if REPEAT_WORDS in each.message.text}
    attempted = {
        row.recipient for row in town.rows() if len(attempts_of(town.database, row.id)) > 1
    }
    assert in_flight <= marked
    assert marked == attempted
    assert len(town.teams.got) == 2
