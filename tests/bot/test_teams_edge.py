"""Messages through the real adapter, answered to a small Teams-like server on loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from small_town import NOW

from bot.app import make_app, may_answer_at
from bot.conversation import Answer, Question
from bot.teams import Credentials, TeamsEndpoint
from bot.turns import Desk

KARIN_IN_ENTRA = "11111111-1111-4111-8111-111111111111"


@dataclass
class Teams:
    """What the bot sent to the conversation, and where it sends it."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.received.append(await request.json())
        return web.json_response({"id": "sent-1"})


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    teams = Teams()
    app = web.Application()
    app.router.add_post("/v3/conversations/{conversation}/activities", teams.take)
    app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", teams.take)
    async with TestServer(app) as server:
        teams.url = str(server.make_url("/"))
        yield teams


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[TestClient[Any, Any]]:
    endpoint = TeamsEndpoint(desk, None, lambda: NOW)
    async with TestClient(TestServer(make_app(endpoint, None))) as client:
        yield client


def message(teams: Teams, text: str | None, **changes: Any) -> dict[str, Any]:
    """Return a message as Teams sends it from a personal chat."""
    return {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": teams.url,
        "from": {"id": "29:karin", "name": "Karin", "aadObjectId": KARIN_IN_ENTRA},
        "recipient": {"id": "28:bot", "name": "Fristvakt"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
        "text": text,
        **changes,
    }


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


@pytest.mark.parametrize("page", [0, -1, "2", True, 10**9, None, 1.5])
async def test_a_page_that_is_no_page_is_the_first(
    client: TestClient[Any, Any], teams: Teams, page: object
) -> None:
    pressed = {"question": "mina ärenden", "page": page}
    await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert "Visar 1–3 av 5." in str(teams.received)


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
    class Broken:
        def answer(self, question: Question) -> Answer:  # noqa: ARG002 — the protocol names it
            raise RuntimeError("BU-2026-00001 Kalle")

    endpoint = TeamsEndpoint(Broken(), None, lambda: NOW)
    async with TestClient(TestServer(make_app(endpoint, None))) as client:
        await client.post("/api/messages", json=message(teams, "mina ärenden"))
    assert "felnumret" in teams.received[0]["text"]
    assert "Kalle" not in str(teams.received)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b'{"type": 1}', 400),
        (b'{"type": "message"}', 400),
        (b'{"type":"message","from":1,"recipient":{},"conversation":{}}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{},"text":7}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{},"entities":{}}', 400),
    ],
)
async def test_what_is_no_activity_is_refused(
    client: TestClient[Any, Any], body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/api/messages", data=body, headers=headers)
    assert response.status == status


async def test_what_botbuilder_stumbles_on_is_not_quoted(
    client: TestClient[Any, Any], teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    asked = message(teams, "mina ärenden", timestamp="BU-2026-00001 hemligt")
    response = await client.post("/api/messages", json=asked)
    assert response.status == 500
    assert "hemligt" not in await response.text()
    assert "hemligt" not in caplog.text


async def test_a_conversation_that_cannot_be_answered_is_not_a_traceback(
    client: TestClient[Any, Any], teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    asked = message(teams, "mina ärenden", serviceUrl="http://127.0.0.1:1/")
    await client.post("/api/messages", json=asked)
    assert "Traceback" not in caplog.text
    assert "BU-2026" not in caplog.text


async def test_an_answer_is_never_sent_to_a_foreign_address(
    client: TestClient[Any, Any], teams: Teams
) -> None:
    asked = message(teams, "mina ärenden", serviceUrl="https://attacker.example/")
    response = await client.post("/api/messages", json=asked)
    assert response.status == 403


@pytest.mark.parametrize(
    ("url", "is_trusted"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://europe.botframework.com/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.attacker.example/", False),
        ("https://attacker.example/smba.trafficmanager.net", False),
        ("https://botframework.com.attacker.example/", False),
        ("https://evilbotframework.com/", False),
        ("https://smba.trafficmanager.net@attacker.example/", False),
        ("http://127.0.0.1:8080/", False),
        ("https://[", False),
        (None, False),
        (7, False),
    ],
)
def test_with_authentication_only_microsofts_hosts_are_answered(
    url: object, is_trusted: bool
) -> None:
    assert may_answer_at(url, loopback=False) is is_trusted


async def test_with_authentication_a_message_without_a_token_is_refused(
    desk: Desk, teams: Teams
) -> None:
    endpoint = TeamsEndpoint(desk, Credentials("app", "secret", "t"), lambda: NOW)
    async with TestClient(TestServer(make_app(endpoint, "t"))) as client:
        asked = message(teams, "mina ärenden", serviceUrl="https://smba.trafficmanager.net/emea/")
        response = await client.post("/api/messages", json=asked)
        assert response.status == 401
        foreign = {"id": "a:1", "conversationType": "personal", "tenantId": "another"}
        response = await client.post("/api/messages", json={**asked, "conversation": foreign})
        assert response.status == 403


async def test_healthz_answers(client: TestClient[Any, Any]) -> None:
    response = await client.get("/healthz")
    assert await response.json() == {"status": "ok"}


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


@pytest.mark.parametrize("case", [7, ["BU-2026-00003"], "", "  ", "B" * 65, None, {"a": 1}, True])
async def test_a_case_that_is_none_is_left_out(
    client: TestClient[Any, Any], teams: Teams, case: object
) -> None:
    pressed = {"question": "visa BU-2026-00002", "case": case}
    await client.post("/api/messages", json=message(teams, None, value=pressed))
    assert "fre 20 nov" in str(teams.received)
