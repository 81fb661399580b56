"""Told to stop (SIGTERM), the service is gone in ten seconds and loses no turn and no delivery."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from served_town import LATER, MONDAY, Service, Town, served_town
from small_town import KARIN, MANAGER
from teams_stub import message

from bot.stopping import STOPPING, add_stopping
from storage.records.outbox import (
    DeliveriesWanted,
    Delivery,
    DeliveryState,
    deliveries,
    lost_submissions,
)

_LONGEST_STOP_S = 10
_IN_TEAMS = 2  # the manager's digest and Karin's reminder
_KARINS = "mina ärenden"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with served_town(tmp_path) as town:
        yield town


def in_teams(town: Town) -> dict[str, Delivery]:
    rows = deliveries(town.database, DeliveriesWanted())
    return {row.recipient: row for row in rows if row.recipient in {KARIN, MANAGER}}


async def asked(service: Service, body: dict[str, Any]) -> int:
    """Return the status that Teams gets for what it brings; 0 where nothing answers any more."""
    address = f"http://127.0.0.1:{service.port}/api/messages"
    async with ClientSession() as session, session.post(address, json=body) as reply:
        return reply.status


async def refused(service: Service, town: Town) -> int:
    """Return what whoever asks is told, as soon as the service has heard the signal."""
    while (status := await asked(service, message(town.teams, " ", id="a word"))) == 201:
        pass
    return status


async def test_what_is_under_way_is_ended_and_what_comes_is_told_to_come_back(town: Town) -> None:
    service = await town.start(MONDAY)
    turn = asyncio.create_task(asked(service, message(town.teams, _KARINS)))
    await town.hears(_IN_TEAMS + 1)  # Teams has the answer and both deliveries, and is slow
    await town.gets_a_letter()
    service.process.send_signal(signal.SIGTERM)
    assert await refused(service, town) == 503
    town.gate.set()
    assert await turn == 201
    assert await service.process.wait() == 0
    assert any("BU-2026-00001" in said for said in town.said_in("a:1"))
    assert {row.state for row in in_teams(town).values()} == {DeliveryState.SENT}


async def test_where_everything_hangs_the_stop_still_ends_and_nothing_is_lost(town: Town) -> None:
    service = await town.start(MONDAY)
    turn = asyncio.create_task(asked(service, message(town.teams, _KARINS)))
    await town.hears(_IN_TEAMS + 1)
    await town.gets_a_letter()
    hanging = sqlite3.connect(town.folder / "town.db", isolation_level=None)
    hanging.execute("BEGIN IMMEDIATE")
    told_at = monotonic()
    service.process.send_signal(signal.SIGTERM)
    assert await turn == 503  # Teams, or whoever stands between, brings it again
    assert await service.process.wait() == 0
    assert monotonic() - told_at < _LONGEST_STOP_S
    hanging.close()
    assert {row.state for row in in_teams(town).values()} == {DeliveryState.SUBMITTING}
    again = lost_submissions(town.database, LATER, resend=True)
    assert all(each.is_repeat for each in again)
    assert {each.recipient for each in again} >= {
        KARIN,
        MANAGER,
    }  # and Ali's letter, if it was late


async def test_a_service_that_is_stopping_says_that_it_lives_and_takes_nothing() -> None:
    async def answers(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    for path in ("/healthz", "/api/messages"):
        app.router.add_get(path, answers)
    add_stopping(app)
    async with TestClient(TestServer(app)) as client:
        assert [(await client.get(path)).status for path in ("/healthz", "/api/messages")] == [
            200,
            200,
        ]
        app[STOPPING].begin()
        assert (await client.get("/healthz")).status == 200
        refusal = await client.get("/api/messages")
    assert (refusal.status, refusal.headers["Retry-After"]) == (503, "5")
    assert refusal.headers["Connection"] == "close"


async def test_a_stop_waits_no_longer_than_it_is_told_to_and_says_come_back() -> None:
    begun = asyncio.Event()

    async def hangs(_request: web.Request) -> web.Response:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    app = web.Application()
    app.router.add_get("/", hangs)
    add_stopping(app)
    async with TestClient(TestServer(app)) as client:
        waiting = asyncio.create_task(client.get("/"))
        await begun.wait()
        app[STOPPING].begin()
        await app[STOPPING].ended(within_s=0)
        assert (await waiting).status == 503


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
async def test_a_stop_does_not_wait_for_whoever_watches(path: str) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def looks(_request: web.Request) -> web.Response:
        begun.set()
        await goes_on.wait()
        return web.Response()

    app = web.Application()
    app.router.add_get(path, looks)
    add_stopping(app)
    async with TestClient(TestServer(app)) as client:
        watching = asyncio.create_task(client.get(path))
        await begun.wait()
        app[STOPPING].begin()
        await app[STOPPING].ended(within_s=60)
        assert not watching.done()
        goes_on.set()
        assert (await watching).status == 200
