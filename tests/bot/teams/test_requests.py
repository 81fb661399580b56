"""What no channel of ours would send is refused at the door, whatever is behind it."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from small_town import NOW
from teams_stub import TENANT, ListeningDesk, Teams, message

from bot.addresses import may_answer_at
from bot.app import make_app
from bot.teams import Credentials, TeamsEndpoint

OWN_APP = "00000000-0000-4000-8000-00000000abcd"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b'{"type": ' + b"1" * 10_000 + b"}", 400),
        (b'{"type": 1}', 400),
        (b'{"type": "message"}', 400),
        (b'{"type":"message","from":1,"recipient":{},"conversation":{}}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{},"text":7}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{},"entities":{}}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{"id":""}}', 400),
        (b'{"type":"message","from":{},"recipient":{},"conversation":{"id":7}}', 400),
    ],
)
async def test_what_is_no_activity_is_refused(
    client: TestClient[Any, Any], body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/api/messages", data=body, headers=headers)
    assert response.status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json; charset=klingon"}, 400),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 400),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": ""}, 415),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    client: TestClient[Any, Any], headers: dict[str, str], status: int
) -> None:
    response = await client.post("/api/messages", data=b'{"type": "message"}', headers=headers)
    assert response.status == status


@pytest.mark.parametrize(
    "header", [{"Host": "evil.example"}, {"Host": "[::1"}, {"X-Forwarded-For": "10.0.0.7"}]
)
async def test_without_authentication_only_the_own_computer_is_answered(
    client: TestClient[Any, Any], teams: Teams, header: dict[str, str]
) -> None:
    asked = message(teams, "mina ärenden")
    assert (await client.post("/api/messages", json=asked, headers=header)).status == 403
    assert (await client.post("/api/messages", json=asked)).status == 201


@pytest.mark.parametrize(
    "part",
    [
        {"attachments": [1, "x", {"contentType": {}}]},
        {"entities": [1, "x", None]},
        {"membersAdded": ["BU-2026-00001 hemligt"]},
        {"recipient": {"id": {"BU-2026-00001": "hemligt"}}},
        {"timestamp": "BU-2026-00001 hemligt"},
        {"value": "BU-2026-00001 hemligt", "channelData": {"tenant": 7}},
    ],
)
async def test_an_odd_part_is_refused_or_left_aside_and_never_quoted(
    client: TestClient[Any, Any],
    teams: Teams,
    caplog: pytest.LogCaptureFixture,
    part: dict[str, object],
) -> None:
    response = await client.post("/api/messages", json=message(teams, "mina ärenden", **part))
    assert response.status in {201, 400}
    assert "hemligt" not in await response.text() + caplog.text


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


async def test_with_authentication_another_tenant_is_refused(
    desk: ListeningDesk, teams: Teams
) -> None:
    endpoint = TeamsEndpoint(
        desk, Credentials(OWN_APP, "secret", TENANT), lambda: NOW, fetch_token=str
    )
    asked = message(teams, "mina ärenden", serviceUrl="https://smba.trafficmanager.net/emea/")
    mixed = {"tenant": {"id": "another"}}
    foreign = {"id": "a:1", "conversationType": "personal", "tenantId": "another"}
    nowhere = {"id": "a:1", "conversationType": "personal"}
    async with TestClient(TestServer(make_app(endpoint, TENANT))) as client:
        for changes in (
            {"conversation": foreign},
            {"conversation": nowhere},
            {"channelData": mixed},
        ):
            response = await client.post("/api/messages", json={**asked, **changes})
            assert response.status == 403


async def test_healthz_answers(client: TestClient[Any, Any]) -> None:
    response = await client.get("/healthz")
    assert await response.json() == {"status": "ok"}
