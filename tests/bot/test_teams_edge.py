"""Messages through the real adapter, answered to a small Teams-like server on loopback."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from small_town import NOW
from teams_stub import AtHand, ListeningDesk, Teams, message, small_teams

from bot.app import make_app
from bot.conversation import Question, Reply
from bot.teams import TeamsEndpoint
from bot.turns import Desk


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with small_teams() as teams:
        yield teams


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[TestClient[Any, Any]]:
    endpoint = TeamsEndpoint(AtHand(desk), None, lambda: NOW)
    async with TestClient(TestServer(make_app(endpoint, None))) as client:
        yield client


async def test_a_written_question_is_answered_with_the_card_alone(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    response = await client.post("/api/messages", json=message(teams, "mina ärenden nära deadline"))
    assert response.status == 201
    (sent,) = teams.received
    assert sent["summary"] == "Svar från Fristvakt"
    assert not sent.get("text")
    (attachment,) = sent["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert "10 dagar över" in str(attachment["content"])


async def test_a_pressed_button_is_answered_like_a_question(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    pressed = {"question": "mina ärenden", "page": 2}
    await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert "Visar 4–5 av 5." in str(teams.received)


@pytest.mark.parametrize(
    "value",
    [{"question": 7}, {"question": ["x"]}, {"page": 2}, ["x"], "x", {"question": "  "}, {}],
)
async def test_a_malformed_press_gets_a_sentence(
    client: TestClient[Any, Any], teams: Teams, value: object
) -> None:
    response = await client.post("/api/messages", json=message(teams, None, value=value))
    assert response.status == 201
    assert "Jag fick inget att svara på" in teams.received[0]["text"]


@pytest.mark.parametrize("page", [0, -1, "two", 10**9, [1], 1.5])
async def test_a_page_that_is_no_page_shows_no_row(
    client: TestClient[Any, Any], teams: Teams, page: object
) -> None:
    pressed = {"question": "mina ärenden", "page": page}
    response = await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert response.status == 201
    assert "Jag fick inget att svara på" in teams.received[0]["text"]


@pytest.mark.parametrize("kind", ["groupChat", "channel", None, "something new"])
async def test_outside_the_personal_chat_no_row_is_shown(
    client: TestClient[Any, Any], teams: Teams, kind: str | None
) -> None:
    conversation = {"id": "19:g", "conversationType": kind, "isGroup": True}
    asked = message(teams, "<at>Fristvakt</at> mina ärenden", conversation=conversation)
    await client.post("/api/messages", json=asked)
    assert "vår egen chatt" in str(teams.received)
    assert "BU-" not in str(teams.received)


async def test_a_stranger_gets_a_sentence_and_no_row(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    stranger = {"id": "29:x", "name": "Karin Larsson"}
    await client.post("/api/messages", json=message(teams, "mina ärenden", **{"from": stranger}))
    assert "känner inte igen dig" in str(teams.received)
    assert "BU-" not in str(teams.received)


async def test_a_fault_is_one_calm_sentence_with_a_number(teams: Teams) -> None:
    class Broken(ListeningDesk):
        async def answer(self, question: Question) -> Reply:  # noqa: ARG002 — the protocol names it
            raise RuntimeError("BU-2026-00001 Kalle")

    endpoint = TeamsEndpoint(Broken(), None, lambda: NOW)
    async with TestClient(TestServer(make_app(endpoint, None))) as client:
        await client.post("/api/messages", json=message(teams, "mina ärenden"))
    assert "felnumret" in teams.received[0]["text"]
    assert "Kalle" not in str(teams.received)


async def test_a_conversation_that_cannot_be_answered_is_not_a_traceback(
    client: TestClient[Any, Any], teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    asked = message(teams, "mina ärenden", serviceUrl="http://127.0.0.1:1/")
    await client.post("/api/messages", json=asked)
    assert "Traceback" not in caplog.text
    assert "BU-2026" not in caplog.text


async def test_a_new_conversation_is_greeted_without_case_data(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    added = [{"id": "29:karin"}, {"id": "28:bot"}]
    update = message(teams, None, type="conversationUpdate", membersAdded=added)
    await client.post("/api/messages", json=update)
    assert teams.received[0]["text"].startswith("Hej!")


async def test_a_pressed_choice_says_which_case(client: TestClient[Any, Any], teams: Teams) -> None:
    pressed = {"question": "visa", "page": 1, "case": "BU-2026-00003"}
    await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert "lör 21 nov" in str(teams.received)


@pytest.mark.parametrize("case", [7, ["BU-2026-00003"], "B" * 65, {"a": 1}, True])
async def test_a_case_that_is_none_shows_no_row(
    client: TestClient[Any, Any], teams: Teams, case: object
) -> None:
    pressed = {"question": "visa BU-2026-00002", "case": case}
    await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert "Jag fick inget att svara på" in teams.received[0]["text"]
