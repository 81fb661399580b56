"""The page over the small town, as it is on the own computer and as it is behind sign-in."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from browsing import Browser
from entra_stub import Entra, small_entra
from small_town import INVESTIGATIONS, NOW, make_desk
from teams_stub import AtHand

from bot.registration import Credentials
from bot.settings import Settings
from bot.turns import Desk
from bot.web import House, add_page
from storage.engine import Database

TENANT = "99999999-9999-4999-8999-999999999999"
OWN_APP = "00000000-0000-4000-8000-00000000abcd"
PASSWORD = "botens-hemlighet"

Open = Callable[..., Any]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
async def browsers() -> AsyncIterator[Callable[[web.Application], Any]]:
    """Gives a browser at an application; each is closed in the end."""
    clients: list[TestClient[Any, Any]] = []

    async def opened(app: web.Application) -> Browser:
        server = TestServer(app)
        await server.start_server()
        secure = f"http://127.0.0.1:{server.port}"  # as a proxy with TLS in front would be
        jar = CookieJar(unsafe=True, treat_as_secure_origin=secure)
        clients.append(TestClient(server, cookie_jar=jar))
        return Browser(clients[-1])

    yield opened
    for client in clients:
        await client.close()


@pytest.fixture
def open_page(desk: Desk, browsers: Callable[[web.Application], Any]) -> Callable[..., Any]:
    """Gives a browser at the page of the own computer."""

    async def opened(*, asked: Any = None, database: Database | None = None, **chosen: Any) -> Any:
        app = web.Application()
        house = House(
            Settings(**chosen), database or desk.database, asked or AtHand(desk), lambda: NOW
        )
        add_page(app, house, None)
        return await browsers(app)

    return opened


@pytest.fixture
async def entra() -> AsyncIterator[Entra]:
    async with small_entra(TENANT, OWN_APP, PASSWORD) as entra:
        yield entra


@pytest.fixture(scope="module")
def signing_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A town of its own: whoever signs in is tied to their account in it."""
    made = make_desk(tmp_path_factory.mktemp("signing"), utredningar=INVESTIGATIONS)
    yield made
    made.database.close()


@pytest.fixture
def open_signed_out(
    signing_desk: Desk, entra: Entra, browsers: Callable[[web.Application], Any]
) -> Callable[..., Any]:
    """Gives a browser at the page behind sign-in, with nobody signed in."""

    async def opened(*, clock: Callable[[], Any] = lambda: NOW, **chosen: Any) -> Any:
        app = web.Application()
        given = {"page": "signin", "public_url": "https://fristvakt.smastad.example", **chosen}
        house = House(Settings(**given), signing_desk.database, AtHand(signing_desk), clock)
        credentials = Credentials(OWN_APP, PASSWORD, TENANT)
        add_page(app, house, credentials, to_entra=entra.session)
        return await browsers(app)

    return opened
