"""Only Microsoft's channel service gets in, with a whole token for our bot."""

import base64
import json
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from aiohttp.test_utils import TestClient, TestServer
from botframework.connector.auth import ChannelValidation
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openid_issuer import OWN_APP, Issuer, private_key, small_issuer
from small_town import NOW
from teams_stub import TENANT, ListeningDesk, Teams, message

from bot.app import make_app
from bot.teams import Credentials, TeamsEndpoint
from bot.teams.activities import activity_of
from bot.teams.authentication import TokenCheck
from bot.teams.signing_keys import SigningKeys

MICROSOFT = "https://smba.trafficmanager.net/emea/"
REGISTERED = Credentials(OWN_APP, "hemligt", TENANT)


@pytest.fixture
async def issuer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Issuer]:
    async with small_issuer() as issuer:
        monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", f"{issuer.url}/openid")
        yield issuer


@pytest.fixture
async def endpoint(issuer: Issuer, desk: ListeningDesk) -> AsyncIterator[TeamsEndpoint]:
    endpoint = TeamsEndpoint(desk, REGISTERED, lambda: NOW, fetch_token=lambda: "own-token")
    yield endpoint
    await endpoint.close()


@pytest.fixture
async def guarded(endpoint: TeamsEndpoint) -> AsyncIterator[TestClient[Any, Any]]:
    """The whole way in, where answers would go to Microsoft's addresses only."""
    async with TestClient(TestServer(make_app(endpoint, TENANT))) as client:
        yield client


async def status_of(
    client: TestClient[Any, Any], teams: Teams, authorization: str | None, **changes: Any
) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    body = message(teams, "mina ärenden", **{"serviceUrl": MICROSOFT, **changes})
    response = await client.post("/api/messages", json=body, headers=headers)
    return response.status


async def test_a_genuine_call_is_answered_with_our_own_token(
    endpoint: TeamsEndpoint, issuer: Issuer, teams: Teams, desk: ListeningDesk
) -> None:
    authorization = f"Bearer {issuer.token(teams.url)}"
    response = await endpoint.receive(message(teams, "mina ärenden"), authorization)
    assert response.status == 201
    assert [question.text for question in desk.asked] == ["mina ärenden"]
    assert teams.texts == ["Svar."]
    assert teams.authorizations == ["Bearer own-token"]


async def test_somebody_whose_home_is_another_tenant_is_a_guest(
    endpoint: TeamsEndpoint, issuer: Issuer, teams: Teams, desk: ListeningDesk
) -> None:
    teams.members["29:karin"] = {"id": "29:karin", "userRole": "user", "tenantId": "another"}
    await endpoint.receive(message(teams, "mina ärenden"), f"Bearer {issuer.token(teams.url)}")
    teams.members["29:karin"]["tenantId"] = TENANT.upper()
    another = {"id": "29:karin", "aadObjectId": "22222222-2222-4222-8222-222222222222"}
    body = message(teams, "mina ärenden", id="2", **{"from": another})
    await endpoint.receive(body, f"Bearer {issuer.token(teams.url)}")
    assert [question.asker.is_guest for question in desk.asked] == [True, False]


async def test_a_genuine_call_passes_the_whole_way_in(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams
) -> None:
    authorization = f"Bearer {issuer.token(MICROSOFT)}"
    assert await status_of(guarded, teams, authorization, type="messageReaction") == 201


Forgery = Callable[[Issuer], str | None]


def _unsigned(issuer: Issuer) -> str:
    claims = jwt.decode(issuer.token(MICROSOFT), options={"verify_signature": False})
    return jwt.encode(claims, "", "none", headers={"kid": "first"})


def _signed_with_the_public_key(issuer: Issuer) -> str:
    """Return what a naive check takes: HS256, where the secret is the issuer's public key."""
    claims = jwt.decode(issuer.token(MICROSOFT), options={"verify_signature": False})
    public = private_key("first").public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signing = jwt.PyJWS()
    signing._algorithms["HS256"].prepare_key = lambda key: key  # PyJWT would warn the forger
    return signing.encode(json.dumps(claims).encode(), secret, "HS256", {"kid": "first"})


def _tampered(issuer: Issuer) -> str:
    header, _, signature = issuer.token(MICROSOFT).split(".")
    claims = {"iss": "https://api.botframework.com", "aud": OWN_APP, "exp": time.time() + 999}
    body = base64.urlsafe_b64encode(json.dumps({**claims, "serviceurl": MICROSOFT}).encode())
    return f"{header}.{body.decode().rstrip('=')}.{signature}"


HOUR = 3600
FORGERIES: dict[str, Forgery] = {
    "no header": lambda _: None,
    "empty header": lambda _: "",
    "another scheme": lambda issuer: f"Basic {issuer.token(MICROSOFT)}",
    "no scheme": lambda issuer: issuer.token(MICROSOFT),
    "no token": lambda _: "Bearer ",
    "not a token": lambda _: "Bearer x.y.z",
    "not even that": lambda _: "Bearer å",
    "wrong audience": lambda i: f"Bearer {i.token(MICROSOFT, aud='another-app')}",
    "several audiences": lambda i: f"Bearer {i.token(MICROSOFT, aud=[OWN_APP, 'x'])}",
    "no audience": lambda i: f"Bearer {i.token(MICROSOFT, aud=None)}",
    "wrong issuer": lambda i: f"Bearer {i.token(MICROSOFT, iss='https://attacker.example')}",
    "no issuer": lambda i: f"Bearer {i.token(MICROSOFT, iss=None)}",
    "an emulator's issuer": lambda i: (
        "Bearer "
        + i.token(
            MICROSOFT,
            iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
            ver="1.0",
            appid=OWN_APP,
        )
    ),
    "another bot's": lambda i: f"Bearer {i.token(MICROSOFT, ver='1.0', appid='other', aud='x')}",
    "expired": lambda i: f"Bearer {i.token(MICROSOFT, exp=int(time.time()) - HOUR)}",
    "not valid yet": lambda i: f"Bearer {i.token(MICROSOFT, nbf=int(time.time()) + HOUR)}",
    "without an end": lambda i: f"Bearer {i.token(MICROSOFT, exp=None)}",
    "an end that is no time": lambda i: f"Bearer {i.token(MICROSOFT, exp='later')}",
    "unknown key": lambda i: f"Bearer {i.token(MICROSOFT, key='forged')}",
    "no service address": lambda i: f"Bearer {i.token(MICROSOFT, serviceurl=None)}",
    "another service address": lambda i: f"Bearer {i.token('https://x.botframework.com/')}",
    "unsigned": lambda i: f"Bearer {_unsigned(i)}",
    "signed with the public key": lambda i: f"Bearer {_signed_with_the_public_key(i)}",
    "tampered with": lambda i: f"Bearer {_tampered(i)}",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
async def test_a_forged_call_is_refused_and_nothing_is_done(
    guarded: TestClient[Any, Any],
    issuer: Issuer,
    teams: Teams,
    desk: ListeningDesk,
    forgery: Forgery,
) -> None:
    assert await status_of(guarded, teams, forgery(issuer)) == 401
    assert desk.asked == []


@pytest.mark.parametrize(
    "changes",
    [
        {"serviceUrl": "https://attacker.example/"},
        {"serviceUrl": None},
        {"serviceUrl": "http://127.0.0.1:1/"},
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "another"}},
        {"conversation": {"id": "a:1", "conversationType": "personal"}},
        {"channelData": {"tenant": {"id": "another"}}},
    ],
)
async def test_a_genuine_token_does_not_open_for_another_tenant_or_address(
    guarded: TestClient[Any, Any],
    issuer: Issuer,
    teams: Teams,
    desk: ListeningDesk,
    changes: dict[str, Any],
) -> None:
    authorization = f"Bearer {issuer.token(MICROSOFT)}"
    assert await status_of(guarded, teams, authorization, **changes) == 403
    assert desk.asked == []


@pytest.mark.parametrize("channel", [None, "webchat", "emulator", "directline"])
async def test_a_genuine_token_does_not_open_for_another_channel(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams, channel: str | None
) -> None:
    authorization = f"Bearer {issuer.token(MICROSOFT)}"
    assert await status_of(guarded, teams, authorization, channelId=channel) == 401


@pytest.mark.parametrize("body", [b"{", b"", b"[]", b"\xff", b'{"type":"message"}'])
async def test_what_is_no_activity_is_refused_before_any_token_is_read(
    guarded: TestClient[Any, Any], issuer: Issuer, body: bytes
) -> None:
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {issuer.token(MICROSOFT)}",
    }
    response = await guarded.post("/api/messages", data=body, headers=headers)
    assert response.status == 400


async def test_a_new_key_is_picked_up_at_once(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams
) -> None:
    earlier = f"Bearer {issuer.token(MICROSOFT)}"
    assert await status_of(guarded, teams, earlier, type="typing") == 201
    issuer.key_ids = ("second",)
    later = f"Bearer {issuer.token(MICROSOFT, key='second')}"
    assert await status_of(guarded, teams, later, type="typing") == 201
    assert await status_of(guarded, teams, earlier, type="typing") == 401


@pytest.fixture
def clock() -> dict[str, float]:
    return {"now": time.time()}


@pytest.fixture
async def check(issuer: Issuer, clock: dict[str, float]) -> AsyncIterator[TokenCheck]:
    """A check that tells the time of its memory by `clock`."""
    with ThreadPoolExecutor(1) as threads:
        keys = SigningKeys(f"{issuer.url}/openid", threads)
        yield TokenCheck(REGISTERED, keys, lambda: clock["now"])


def signatures_seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect each token whose signature is looked at from now on."""
    seen: list[str] = []
    decode = jwt.decode

    def listen(token: str, *key: Any, **options: Any) -> Any:
        seen.extend([token] if key else [])
        return decode(token, *key, **options)

    monkeypatch.setattr("botframework.connector.auth.jwt_token_extractor.jwt.decode", listen)
    return seen


async def test_a_token_that_was_found_whole_is_looked_at_again_after_a_minute(
    check: TokenCheck,
    issuer: Issuer,
    teams: Teams,
    clock: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = signatures_seen(monkeypatch)
    activity = activity_of(message(teams, "hej"))
    one, another = (f"Bearer {issuer.token(teams.url, jti=name)}" for name in "ab")
    for authorization in (one, one, another):
        assert (await check.identity(activity, authorization)).claims["aud"] == OWN_APP
    assert len(seen) == 2
    clock["now"] += 61
    await check.identity(activity, one)
    assert len(seen) == 3


async def test_a_known_token_is_held_against_each_activity_and_ends_when_it_ends(
    check: TokenCheck,
    issuer: Issuer,
    teams: Teams,
    clock: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = signatures_seen(monkeypatch)
    activity = activity_of(message(teams, "hej"))
    authorization = f"Bearer {issuer.token(teams.url, exp=int(time.time()) + 30)}"
    await check.identity(activity, authorization)
    for changes in ({"channelId": "webchat"}, {"serviceUrl": MICROSOFT}):
        with pytest.raises(PermissionError):
            await check.identity(activity_of(message(teams, "hej", **changes)), authorization)
    assert len(seen) == 1
    clock["now"] += 31
    await check.identity(activity, authorization)
    assert len(seen) == 2


async def test_made_up_keys_do_not_make_us_ask_the_issuer_again_and_again(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams
) -> None:
    for number in range(5):
        forged = f"Bearer {issuer.token(MICROSOFT, key=f'forged-{number % 2}')}"
        assert await status_of(guarded, teams, forged) == 401
    assert issuer.reads <= 2


async def test_an_issuer_that_cannot_be_read_lets_nobody_in(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams, desk: ListeningDesk
) -> None:
    issuer.status = 503
    assert await status_of(guarded, teams, f"Bearer {issuer.token(MICROSOFT)}") == 401
    assert desk.asked == []


async def test_keys_of_a_kind_we_do_not_use_are_passed_over(
    guarded: TestClient[Any, Any], issuer: Issuer, teams: Teams
) -> None:
    issuer.others = [{"kty": "EC", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"}]
    authorization = f"Bearer {issuer.token(MICROSOFT)}"
    assert await status_of(guarded, teams, authorization, type="typing") == 201


async def test_a_forged_call_does_not_stand_in_the_way_of_the_genuine_one(
    endpoint: TeamsEndpoint, issuer: Issuer, teams: Teams, desk: ListeningDesk
) -> None:
    body = message(teams, "mina ärenden")
    with pytest.raises(Exception, match="Unauthorized"):
        await endpoint.receive(body, f"Bearer {issuer.token('https://attacker.example/')}")
    await endpoint.receive(body, f"Bearer {issuer.token(teams.url)}")
    assert len(desk.asked) == 1
