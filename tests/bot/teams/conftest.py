"""A small Teams, and ways in to the bot: with the address check in front, and without it."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from small_town import NOW
from teams_stub import ListeningDesk, Teams, small_teams

from bot.app import make_app
from bot.conversation import AnswersQuestions
from bot.teams import TeamsEndpoint


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with small_teams() as teams:
        yield teams


@pytest.fixture
def desk() -> ListeningDesk:
    return ListeningDesk()


Serve = Callable[..., Any]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serve a desk without login; every client is closed in the end."""
    clients: list[TestClient[Any, Any]] = []

    async def begin(desk: AnswersQuestions, **settings: Any) -> TestClient[Any, Any]:
        endpoint = TeamsEndpoint(desk, None, lambda: NOW, **settings)
        client = TestClient(TestServer(make_app(endpoint, None)))
        clients.append(client)
        await client.start_server()
        return client

    yield begin
    for client in clients:
        await client.close()


@pytest.fixture
async def client(serve: Serve, desk: ListeningDesk) -> TestClient[Any, Any]:
    served: TestClient[Any, Any] = await serve(desk)
    return served
