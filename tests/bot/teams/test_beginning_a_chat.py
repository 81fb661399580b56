"""Who has the app and has not written yet is reached through a chat that is begun for them."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from small_town import NOW
from teams_parcels import BJORN_IN_ENTRA, TO_BJORN, TO_KARIN, karins_chat, parcel_to
from teams_stub import TENANT, Teams

from bot.teams import TeamsLimits, TeamsSender, teams_sender
from digests.outbox.sending import SendOutcome, SendState
from storage.engine import Database, open_database
from storage.records import conversation_of, note_uninstalled, remember_conversation

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def database(tmp_path: Path, teams: Teams) -> Iterator[Database]:
    """Karin has written, so the bot's own id and Teams' address are known; Björn has not."""
    database = open_database(f"sqlite:///{tmp_path / 'chats.db'}")
    remember_conversation(database, karins_chat(teams))
    yield database
    database.close()


@pytest.fixture
async def sender(database: Database) -> AsyncIterator[TeamsSender]:
    limits = TeamsLimits(answer_within_s=1)
    async with teams_sender(database, None, lambda: LATER, limits=limits) as sender:
        yield sender


async def test_a_chat_is_begun_with_the_object_id_as_teams_wants_it(
    sender: TeamsSender, teams: Teams
) -> None:
    assert (await sender.send(parcel_to(TO_BJORN))).state is SendState.SENT
    (asked,) = teams.begun
    assert asked["members"] == [{"id": BJORN_IN_ENTRA}]
    assert (asked["bot"], asked["isGroup"]) == ({"id": "28:bot"}, False)
    assert asked["channelData"] == {"tenant": {"id": TENANT}}
    (sent,) = teams.received
    assert teams.paths == ["/v3/conversations/a:begun-1/activities"]
    assert sent["conversation"]["id"] == "a:begun-1"
    assert "replyToId" not in sent


async def test_a_chat_that_was_begun_is_kept_until_its_person_writes(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    for _ in range(2):
        assert (await sender.send(parcel_to(TO_BJORN))).state is SendState.SENT
    assert len(teams.begun) == 1
    kept = conversation_of(database, BJORN_IN_ENTRA)
    assert kept is not None
    assert (kept.conversation_id, kept.installed, kept.last_seen_at) == ("a:begun-1", True, LATER)
    written = replace(kept, conversation_id="a:own", user_id="29:bjorn", last_seen_at=LATER)
    assert remember_conversation(database, written)


async def test_a_chat_that_was_begun_is_not_begun_again_when_what_follows_is_not_taken(
    sender: TeamsSender, teams: Teams
) -> None:
    teams.status = 503
    assert (await sender.send(parcel_to(TO_BJORN))).state is SendState.RETRY_LATER
    teams.status = 200
    assert (await sender.send(parcel_to(TO_BJORN))).state is SendState.SENT
    assert len(teams.begun) == 1


async def test_it_is_begun_at_the_address_that_teams_was_last_heard_from(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    elsewhere = "http://127.0.0.1:1/"
    older = karins_chat(
        teams,
        object_id="44444444-4444-4444-8444-444444444444",
        service_url=elsewhere,
        last_seen_at=NOW - timedelta(days=1),
    )
    gone = replace(older, object_id="55555555-5555-4555-8555-555555555555")
    for each in (older, gone):
        remember_conversation(database, each)
    note_uninstalled(database, gone.object_id, LATER)  # noted later, heard of earlier
    assert (await sender.send(parcel_to(TO_BJORN))).state is SendState.SENT


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_who_has_not_the_app_has_never_been_met(
    sender: TeamsSender, teams: Teams, database: Database, status: int
) -> None:
    teams.begin_status = status
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert outcome == SendOutcome(SendState.UNREACHABLE, status=status, error="never_met")
    assert teams.received == []
    assert conversation_of(database, BJORN_IN_ENTRA) is None


@pytest.mark.parametrize("status", [401, 408, 412, 429, 500, 502, 503, 504])
async def test_a_chat_that_may_or_may_not_have_been_begun_is_begun_again_later(
    sender: TeamsSender, teams: Teams, status: int
) -> None:
    teams.begin_status, teams.headers = status, {"Retry-After": "7"}
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert (outcome.state, outcome.status) == (SendState.RETRY_LATER, status)
    assert outcome.retry_after == 7
    assert teams.received == []


async def test_nothing_is_unknown_of_a_message_that_was_never_sent(
    sender: TeamsSender, teams: Teams
) -> None:
    teams.hangs_up = True
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="cut_off")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"id": ""}', b'{"id": null}'])
async def test_an_answer_without_a_chat_is_tried_again(
    sender: TeamsSender, teams: Teams, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    teams.begin_body = body
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="not_begun")
    assert "chat_not_begun" in caplog.text
    assert teams.received == []


@pytest.mark.parametrize("object_id", [None, ""])
async def test_without_an_object_id_nobody_can_be_written_to_first(
    sender: TeamsSender, teams: Teams, object_id: str | None
) -> None:
    outcome = await sender.send(parcel_to(replace(TO_BJORN, entra_object_id=object_id)))
    assert outcome == SendOutcome(SendState.UNREACHABLE, error="never_met")
    assert teams.begun == []


async def test_before_teams_was_ever_heard_from_nobody_can_be_written_to(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    note_uninstalled(database, TO_KARIN.entra_object_id or "", LATER)
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert outcome == SendOutcome(SendState.UNREACHABLE, error="never_met")
    assert teams.begun == []


async def test_no_chat_is_begun_at_a_foreign_address(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    foreign = karins_chat(teams, service_url="https://attacker.example/", last_seen_at=LATER)
    remember_conversation(database, foreign)
    outcome = await sender.send(parcel_to(TO_BJORN))
    assert outcome == SendOutcome(SendState.REFUSED, error="foreign_address")
