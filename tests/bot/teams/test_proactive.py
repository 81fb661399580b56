"""What the bot sends of its own accord comes to one of five ends, and never holds the loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_town import NOW
from teams_parcels import MESSAGE, TO_KARIN, karins_chat, parcel_to
from teams_stub import KARIN_IN_ENTRA, TENANT, ListeningDesk, Teams, message

from bot.app import ENDPOINT
from bot.teams import Credentials, TeamsLimits, TeamsSender, teams_sender
from digests.outbox.sending import Message, SendOutcome, SendState
from storage.engine import Database, open_database
from storage.records import conversation_of, remember_conversation
from storage.records.outbox import Channel

LATER = NOW + timedelta(minutes=5)
REGISTERED = Credentials("00000000-0000-4000-8000-00000000abcd", "hemligt", TENANT)
MICROSOFT = "https://smba.trafficmanager.net/emea/"


@pytest.fixture
def database(tmp_path: Path, teams: Teams) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'chats.db'}")
    remember_conversation(database, karins_chat(teams))
    yield database
    database.close()


@pytest.fixture
async def sender(database: Database) -> AsyncIterator[TeamsSender]:
    async with teams_sender(database, None, lambda: LATER) as sender:
        yield sender


async def test_what_teams_takes_is_sent_as_the_card_alone(
    sender: TeamsSender, teams: Teams
) -> None:
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.SENT, activity_id="sent-1")
    assert sender.channel is Channel.TEAMS
    (sent,) = teams.received
    assert sent["summary"] == "Veckobrev från Fristvakt"
    assert not sent.get("text")
    assert [each["content"] for each in sent["attachments"]] == list(MESSAGE.cards)


async def test_it_comes_into_the_persons_own_chat_as_a_reply_to_nothing(
    sender: TeamsSender, teams: Teams
) -> None:
    await sender.send(parcel_to(TO_KARIN))
    (sent,) = teams.received
    assert teams.paths == ["/v3/conversations/a:1/x y/activities"]
    assert "replyToId" not in sent
    assert (sent["type"], sent["channelId"], sent["from"]) == (
        "message",
        "msteams",
        {"id": "28:bot"},
    )
    assert sent["recipient"] == {"id": "29:karin", "aadObjectId": KARIN_IN_ENTRA}
    assert sent["conversation"]["id"] == "a:1/x y"


async def test_without_a_card_the_text_is_sent_and_never_as_markup(
    sender: TeamsSender, teams: Teams
) -> None:
    await sender.send(parcel_to(TO_KARIN, Message("Besked", "Besked från Fristvakt", "a *b*\nc")))
    (sent,) = teams.received
    assert (sent["text"], sent["textFormat"]) == ("a *b*\nc", "plain")
    assert sent["summary"] == "Besked från Fristvakt"


@pytest.mark.parametrize(
    ("status", "headers", "state", "retry_after", "error"),
    [
        (401, {}, SendState.RETRY_LATER, None, "http_401"),
        (412, {}, SendState.RETRY_LATER, None, "http_412"),
        (429, {"Retry-After": "7"}, SendState.RETRY_LATER, 7.0, "http_429"),
        (429, {"Retry-After": "soon"}, SendState.RETRY_LATER, None, "http_429"),
        (502, {}, SendState.RETRY_LATER, None, "http_502"),
        (503, {"Retry-After": "1.5"}, SendState.RETRY_LATER, 1.5, "http_503"),
        (504, {}, SendState.RETRY_LATER, None, "http_504"),
        (408, {}, SendState.UNKNOWN, None, "http_408"),
        (500, {}, SendState.UNKNOWN, None, "http_500"),
        (507, {}, SendState.UNKNOWN, None, "http_507"),
        (403, {}, SendState.UNREACHABLE, None, "blocked"),
        (404, {}, SendState.UNREACHABLE, None, "gone_chat"),
        (400, {}, SendState.REFUSED, None, "http_400"),
        (413, {}, SendState.REFUSED, None, "http_413"),
        (302, {"Location": "https://attacker.example/"}, SendState.REFUSED, None, "http_302"),
    ],
)
async def test_a_refusal_says_whether_to_try_again(
    sender: TeamsSender,
    teams: Teams,
    status: int,
    headers: dict[str, str],
    state: SendState,
    retry_after: float | None,
    error: str,
) -> None:
    teams.status, teams.headers = status, headers
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(state, retry_after=retry_after, status=status, error=error)
    assert len(teams.received) == 1


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"[]", b'"sent"', b'{"id": {"a": [1]}}', b'{"id": 7}', b"{}"]
)
async def test_what_is_taken_counts_as_sent_whatever_teams_says_of_it(
    sender: TeamsSender, teams: Teams, body: bytes
) -> None:
    teams.status, teams.body = 201, body
    assert (await sender.send(parcel_to(TO_KARIN))).state is SendState.SENT


@pytest.mark.parametrize(
    ("status", "state"),
    [("201 Created", SendState.SENT), ("429 Too Many Requests", SendState.RETRY_LATER)],
)
async def test_an_answer_that_breaks_off_after_its_status_has_told_enough(
    sender: TeamsSender, teams: Teams, database: Database, status: str, state: SendState
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 100\r\n\r\n{{".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        moved = karins_chat(teams, service_url=f"http://127.0.0.1:{port}/", last_seen_at=LATER)
        remember_conversation(database, moved)
        assert (await sender.send(parcel_to(TO_KARIN))).state is state


async def test_a_connection_cut_after_the_request_was_read_leaves_it_unknown(
    sender: TeamsSender, teams: Teams
) -> None:
    teams.hangs_up = True
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.UNKNOWN, error="cut_off")
    assert len(teams.received) == 1


async def test_where_nobody_listens_it_may_be_tried_again(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    closed = karins_chat(teams, service_url="http://127.0.0.1:1/", last_seen_at=LATER)
    remember_conversation(database, closed)
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="no_connection")


async def test_an_answer_that_never_comes_leaves_it_unknown(
    database: Database, teams: Teams
) -> None:
    teams.lets_wait = asyncio.Event()
    impatient = TeamsLimits(answer_within_s=0.2)
    async with teams_sender(database, None, lambda: LATER, limits=impatient) as sender:
        outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.UNKNOWN, error="no_answer")


async def test_the_loop_goes_on_while_a_send_hangs(sender: TeamsSender, teams: Teams) -> None:
    teams.lets_wait = asyncio.Event()
    sending = asyncio.create_task(sender.send(parcel_to(TO_KARIN)))
    while not teams.received:
        await asyncio.sleep(0)
    for _ in range(1_000):  # each a round of the loop, which a blocking call would not give
        await asyncio.sleep(0)
    assert not sending.done()
    teams.lets_wait.set()
    assert (await sending).state is SendState.SENT


async def test_a_send_that_is_given_up_is_ended(sender: TeamsSender, teams: Teams) -> None:
    teams.lets_wait = asyncio.Event()
    sending = asyncio.create_task(sender.send(parcel_to(TO_KARIN)))
    while not teams.received:
        await asyncio.sleep(0)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_our_token_goes_with_it_and_is_never_sent_to_a_foreign_address(
    database: Database, teams: Teams
) -> None:
    def fetch() -> str:
        raise AssertionError("a token was asked for")

    async with teams_sender(database, REGISTERED, lambda: LATER, fetch_token=fetch) as sender:
        outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.REFUSED, error="foreign_address")
    assert teams.received == []


async def test_without_a_token_of_our_own_it_may_be_tried_again(
    database: Database, teams: Teams
) -> None:
    def none() -> Any:
        raise PermissionError("invalid_client")

    chat = karins_chat(teams, service_url=MICROSOFT, last_seen_at=LATER)
    remember_conversation(database, chat)
    async with teams_sender(database, REGISTERED, lambda: LATER, fetch_token=none) as sender:
        outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="no_token")


@pytest.mark.parametrize("status", [403, 404])
async def test_a_chat_that_takes_nothing_is_left_alone_until_its_person_is_heard_of(
    sender: TeamsSender, teams: Teams, database: Database, status: int
) -> None:
    teams.status = status
    await sender.send(parcel_to(TO_KARIN))
    teams.status = 200
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.UNREACHABLE, error="blocked")
    assert len(teams.received) == 1
    remember_conversation(database, karins_chat(teams, last_seen_at=LATER + timedelta(minutes=1)))
    assert (await sender.send(parcel_to(TO_KARIN))).state is SendState.SENT


async def test_who_was_heard_of_while_the_send_was_refused_is_not_given_up(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    teams.status, teams.lets_wait = 403, asyncio.Event()
    sending = asyncio.create_task(sender.send(parcel_to(TO_KARIN)))
    while not teams.received:
        await asyncio.sleep(0)
    back = karins_chat(teams, last_seen_at=LATER + timedelta(seconds=1))
    remember_conversation(database, back)
    teams.lets_wait.set()
    await sending
    known = conversation_of(database, KARIN_IN_ENTRA)
    assert known is not None
    assert known.installed


async def test_a_database_that_is_away_before_the_send_lets_it_be_tried_again(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE conversation RENAME TO elsewhere")
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="no_database")
    assert teams.received == []


async def test_a_refusal_is_told_although_it_cannot_be_noted(
    sender: TeamsSender, teams: Teams, database: Database
) -> None:
    teams.status, teams.lets_wait = 403, asyncio.Event()
    sending = asyncio.create_task(sender.send(parcel_to(TO_KARIN)))
    while not teams.received:
        await asyncio.sleep(0)
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE conversation RENAME TO elsewhere")
    teams.lets_wait.set()
    assert (await sending).error == "blocked"


async def test_what_teams_says_in_words_is_never_logged_or_kept(
    sender: TeamsSender, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    teams.status, teams.body = 400, b'{"error": {"code": "BU-2026-00001", "message": "hemligt"}}'
    outcome = await sender.send(parcel_to(TO_KARIN))
    assert "hemligt" not in repr(outcome) + caplog.text
    assert "BU-2026" not in repr(outcome) + caplog.text


async def test_answers_and_sends_leave_by_one_exit_with_one_limit(
    serve: Callable[..., Any], desk: ListeningDesk, database: Database, teams: Teams
) -> None:
    one_in_a_long_while = TeamsLimits(per_conversation=0.001, room_within_s=0)
    client = await serve(desk, database=database, limits=one_in_a_long_while)
    await client.post("/api/messages", json=message(teams, "mina ärenden"))
    outcome = await client.server.app[ENDPOINT].sender.send(parcel_to(TO_KARIN))
    assert outcome == SendOutcome(SendState.RETRY_LATER, error="no_room")
    assert teams.texts == ["Svar."]
    assert len(teams.received) == 1
