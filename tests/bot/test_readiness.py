"""Whoever watches the service is told whether it works, in numbers, and nobody else is."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler, Middleware
from small_town import MANAGER, write_exports

from bot.health import Check, readiness
from bot.health_page import Watched, add_health
from bot.measuring import Measures
from bot.settings import SettingsError
from digests.schedule.believing import KEEPING
from digests.schedule.tick import SCHEDULE
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.records.outbox import (
    Channel,
    DeliveryKind,
    NewDelivery,
    note_tick,
    queue_cancelled,
    queue_deliveries,
)

NOW = datetime(2026, 11, 23, 6, 10, tzinfo=UTC)
STALE_AFTER_HOURS = 36


def seen_as_from(address: str) -> Middleware:
    """Let requests look as if they came from another computer."""

    @web.middleware
    async def elsewhere(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await handler(request.clone(remote=address))

    return elsewhere


async def answering() -> bool:
    return True


@asynccontextmanager
async def watched(
    database: Database,
    own: tuple[str, int] | None = None,
    seen_from: str | None = None,
    desk: Callable[[], Awaitable[bool]] | None = None,
) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application(middlewares=[seen_as_from(seen_from)] if seen_from else [])
    add_health(
        app, Watched(database, Measures(), STALE_AFTER_HOURS, desk or answering), lambda: NOW, own
    )
    async with TestClient(TestServer(app)) as client:
        yield client


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def new(about: str, send_from: datetime) -> NewDelivery:
    useful_until = NOW + timedelta(days=6)
    return NewDelivery(
        MANAGER, DeliveryKind.WEEKLY_DIGEST, "2026-W48", Channel.TEAMS, send_from, useful_until,
        about=about,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("last_tick", "status"),
    [
        (None, 503),
        (NOW - timedelta(minutes=5), 503),
        (NOW - timedelta(minutes=4), 200),
        (NOW, 200),
    ],
)
async def test_it_is_ready_while_the_schedule_ticks(
    sqlite_database: Database, last_tick: datetime | None, status: int
) -> None:
    if last_tick is not None:
        note_tick(sqlite_database, SCHEDULE, "another process", last_tick)
    async with watched(sqlite_database) as client:
        reply = await client.get("/readyz")
        assert (reply.status, (await reply.json())["database"]) == (status, True)


async def test_where_no_question_is_answered_it_is_not_ready(sqlite_database: Database) -> None:
    async def silent() -> bool:
        return False

    note_tick(sqlite_database, SCHEDULE, "here", NOW)
    async with watched(sqlite_database, desk=silent) as client:
        reply = await client.get("/readyz")
        told = await reply.json()
        figures = (await (await client.get("/metrics")).text()).splitlines()
    assert (reply.status, told["desk"], told["schedule"]) == (503, False, True)
    assert 'fristvakt_check_ok{check="desk"} 0.0' in figures


def test_a_database_that_is_away_makes_it_not_ready(sqlite_database: Database) -> None:
    with sqlite_database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE service_tick RENAME TO elsewhere")
    told = readiness(sqlite_database, NOW, STALE_AFTER_HOURS).and_desk(answers=True)
    assert (told.is_ready, told.good) == (False, {Check.DESK})


async def test_when_the_database_is_away_the_figures_tell_just_that(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE delivery RENAME TO elsewhere")
        connection.exec_driver_sql("ALTER TABLE alembic_version RENAME TO elsewhere_too")
    async with watched(sqlite_database) as client:
        reply = await client.get("/metrics")
        told = (await reply.text()).splitlines()
    assert reply.status == 200
    assert "fristvakt_ready 0.0" in told
    assert 'fristvakt_check_ok{check="database"} 0.0' in told
    assert "fristvakt_faults_total 0.0" in told


async def test_a_schema_of_another_version_makes_it_not_ready(sqlite_database: Database) -> None:
    note_tick(sqlite_database, SCHEDULE, "a", NOW)
    with sqlite_database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    async with watched(sqlite_database) as client:
        reply = await client.get("/readyz")
        told = await reply.json()
    assert (reply.status, told["database"], told["migrations"]) == (503, True, False)


@pytest.mark.parametrize(
    ("imported", "is_fresh"),
    [(None, False), (timedelta(hours=36), True), (timedelta(hours=36, seconds=1), False)],
)
async def test_old_data_is_a_warning_and_leaves_it_ready(
    sqlite_database: Database, tmp_path: Path, imported: timedelta | None, is_fresh: bool
) -> None:
    note_tick(sqlite_database, SCHEDULE, "a", NOW)
    if imported is not None:
        write_exports(tmp_path)
        profile = load_profile(None)
        import_files(sqlite_database, [tmp_path], profile=profile, now=NOW - imported, full=True)
    async with watched(sqlite_database) as client:
        reply = await client.get("/readyz")
        told = await reply.json()
    assert (reply.status, told["status"], told["import"]) == (200, "ready", is_fresh)
    assert told["warnings"] == ([] if is_fresh else ["import"])


async def test_the_figures_tell_how_the_outbox_and_the_schedule_stand(
    sqlite_database: Database,
) -> None:
    queue_deliveries(
        sqlite_database,
        [new("a", NOW - timedelta(minutes=10)), new("b", NOW), new("c", NOW + timedelta(hours=1))],
        NOW,
    )
    queue_cancelled(sqlite_database, [new("d", NOW)], NOW, "paused")
    note_tick(sqlite_database, SCHEDULE, "a", NOW - timedelta(seconds=45))
    async with watched(sqlite_database) as client:
        figures = await (await client.get("/metrics")).text()
    told = [line for line in figures.splitlines() if not line.startswith("#")]
    weekly = 'fristvakt_deliveries{channel="teams",kind="weekly_digest",state='
    assert f'{weekly}"queued"}} 3.0' in told
    assert f'{weekly}"cancelled"}} 1.0' in told
    assert f'{weekly}"unknown"}} 0.0' in told
    assert 'fristvakt_deliveries{channel="mail",kind="reminder",state="sent"} 0.0' in told
    assert "fristvakt_oldest_due_seconds 600.0" in told
    assert "fristvakt_last_tick_seconds 45.0" in told
    assert "smastad" not in figures


async def test_what_has_never_ticked_has_no_figure_of_it(sqlite_database: Database) -> None:
    async with watched(sqlite_database) as client:
        figures = await (await client.get("/metrics")).text()
    assert "last_tick" not in figures
    assert "data_age" not in figures
    assert "fristvakt_oldest_due_seconds 0.0" in figures


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.5", "2001:db8::1"])
async def test_other_computers_are_told_nothing(
    sqlite_database: Database, path: str, address: str
) -> None:
    async with watched(sqlite_database, seen_from=address) as client:
        assert (await client.get(path)).status == 404


@pytest.mark.parametrize(
    "header",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "X-Original-Host", "Via"],
)
async def test_what_a_proxy_has_passed_on_is_told_nothing(
    sqlite_database: Database, header: str
) -> None:
    async with watched(sqlite_database) as client:
        assert (await client.get("/metrics", headers={header: "for=10.0.0.7"})).status == 404


@pytest.mark.parametrize("host", ["fristvakt.kommun.example", "", "[::1", "a]"])
async def test_asked_for_by_another_name_than_the_own_computers_they_are_not_there(
    sqlite_database: Database, host: str
) -> None:
    async with watched(sqlite_database) as client:
        assert (await client.get("/readyz", headers={"Host": host})).status == 404


async def test_with_a_port_of_their_own_they_are_answered_there_only(
    sqlite_database: Database,
) -> None:
    port = free_port()
    async with watched(sqlite_database, ("127.0.0.1", port)) as client:
        assert (await client.get("/metrics")).status == 404
        async with ClientSession() as session:
            address = f"http://127.0.0.1:{port}/metrics"
            async with session.get(address, headers={"Via": "proxy"}) as reply:
                assert reply.status == 200


async def test_an_own_port_that_is_taken_is_said_in_a_sentence(sqlite_database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        app = web.Application()
        watched = Watched(sqlite_database, Measures(), STALE_AFTER_HOURS, answering)
        add_health(app, watched, lambda: NOW, taken.getsockname())
        with pytest.raises(SettingsError, match="FRISTVAKT_METRICS_PORT"):
            await web.AppRunner(app).setup()


@pytest.mark.parametrize(("days", "holds"), [(31, True), (32, False)])
async def test_a_clearing_that_waits_is_a_warning_and_the_service_is_ready(
    sqlite_database: Database, days: int, holds: bool
) -> None:
    note_tick(sqlite_database, SCHEDULE, "one", NOW)
    note_tick(sqlite_database, KEEPING, "one", NOW - timedelta(days=days))
    async with watched(sqlite_database) as client:
        reply = await client.get("/readyz")
        told = await reply.json()
    assert (reply.status, told["clearing"]) == (200, holds)
    assert ("clearing" in told["warnings"]) is not holds
