"""What the bot sends of its own accord comes to one of five ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from small_town import NOW
from teams_stub import KARIN_IN_ENTRA, TENANT, ListeningDesk, Teams

from bot.conversation import Answer
from bot.sending import SendOutcome, SendState
from bot.teams import Credentials, TeamsEndpoint
from storage.records import Conversation

REMINDER = Answer(
    "Påminnelse.", "Påminnelse från Fristvakt", cards=({"type": "AdaptiveCard", "body": []},)
)


@pytest.fixture
async def endpoint(desk: ListeningDesk) -> AsyncIterator[TeamsEndpoint]:
    endpoint = TeamsEndpoint(desk, None, lambda: NOW)
    yield endpoint
    await endpoint.close()


@pytest.fixture
def chat(teams: Teams) -> Conversation:
    return Conversation(
        object_id=KARIN_IN_ENTRA,
        conversation_id="a:1/x y",
        service_url=teams.url,
        tenant_id=TENANT,
        bot_id="28:bot",
        channel_id="msteams",
        user_id="29:karin",
        last_seen_at=NOW,
    )


async def test_what_teams_takes_is_sent(
    endpoint: TeamsEndpoint, chat: Conversation, teams: Teams
) -> None:
    outcome = await endpoint.send_to(chat, REMINDER)
    assert outcome == SendOutcome(SendState.SENT, activity_id="sent-1")
    (sent,) = teams.received
    assert sent["summary"] == "Påminnelse från Fristvakt"
    assert sent["attachments"][0]["content"] == REMINDER.cards[0]
    assert (sent["conversation"]["id"], sent["recipient"]["id"]) == ("a:1/x y", "29:karin")


@pytest.mark.parametrize(
    ("status", "headers", "state", "retry_after"),
    [
        (403, {}, SendState.REFUSED, None),
        (400, {}, SendState.REFUSED, None),
        (413, {}, SendState.REFUSED, None),
        (404, {}, SendState.UNREACHABLE, None),
        (429, {"Retry-After": "7"}, SendState.RETRY_LATER, 7.0),
        (429, {"Retry-After": "soon"}, SendState.RETRY_LATER, None),
        (412, {}, SendState.RETRY_LATER, None),
        (503, {}, SendState.RETRY_LATER, None),
        (408, {}, SendState.UNKNOWN, None),
        (500, {}, SendState.UNKNOWN, None),
        (302, {"Location": "https://attacker.example/"}, SendState.REFUSED, None),
    ],
)
async def test_a_refusal_says_whether_to_try_again(
    endpoint: TeamsEndpoint,
    chat: Conversation,
    teams: Teams,
    status: int,
    headers: dict[str, str],
    state: SendState,
    retry_after: float | None,
) -> None:
    teams.status, teams.headers = status, headers
    outcome = await endpoint.send_to(chat, REMINDER)
    assert outcome == SendOutcome(state, retry_after=retry_after, status=status)
    assert len(teams.received) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"null"])
async def test_what_is_taken_counts_as_sent_whatever_teams_says_of_it(
    endpoint: TeamsEndpoint, chat: Conversation, teams: Teams, body: bytes
) -> None:
    teams.status, teams.body = 201, body
    assert (await endpoint.send_to(chat, REMINDER)).state is SendState.SENT


async def test_a_connection_that_breaks_leaves_it_unknown(
    endpoint: TeamsEndpoint, chat: Conversation, teams: Teams
) -> None:
    teams.hangs_up = True
    assert (await endpoint.send_to(chat, REMINDER)).state is SendState.UNKNOWN


async def test_where_nobody_listens_it_may_be_tried_again(
    endpoint: TeamsEndpoint, chat: Conversation
) -> None:
    closed = replace(chat, service_url="http://127.0.0.1:1/")
    assert (await endpoint.send_to(closed, REMINDER)).state is SendState.RETRY_LATER


async def test_our_token_is_never_sent_to_a_foreign_address(
    chat: Conversation, teams: Teams, desk: ListeningDesk
) -> None:
    registered = Credentials("00000000-0000-4000-8000-00000000abcd", "hemligt", TENANT)
    endpoint = TeamsEndpoint(desk, registered, lambda: NOW, fetch_token=lambda: "own-token")
    assert (await endpoint.send_to(chat, REMINDER)).state is SendState.REFUSED
    assert teams.received == []
    await endpoint.close()


async def test_without_a_token_of_our_own_it_may_be_tried_again(
    chat: Conversation, desk: ListeningDesk
) -> None:
    def none() -> Any:
        raise PermissionError("invalid_client")

    registered = Credentials("00000000-0000-4000-8000-00000000abcd", "hemligt", TENANT)
    endpoint = TeamsEndpoint(desk, registered, lambda: NOW, fetch_token=none)
    microsoft = replace(chat, service_url="https://smba.trafficmanager.net/emea/")
    assert (await endpoint.send_to(microsoft, REMINDER)).state is SendState.RETRY_LATER
    await endpoint.close()
