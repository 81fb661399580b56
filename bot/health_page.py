"""`/readyz` and `/metrics`: answered to the own computer, or on a port of their own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.health import Check, Readiness, readiness
from bot.measuring import Measures
from bot.metrics import metrics
from bot.own_computer import is_from_here
from bot.settings import SettingsError
from bot.threads import on_a_thread
from storage.engine import Database

_LAST_ANSWER_S = 0.5  # as long as a stop waits for whoever watches on the own port


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: the data, what this process counts, the disks that must not fill.

    `desk_answers` tells whether questions are answered.
    """

    database: Database
    measures: Measures
    stale_after_hours: int
    desk_answers: Callable[[], Awaitable[bool]]
    folders: Mapping[str, Path] = field(default_factory=dict)

    def readiness(self, now: datetime) -> Readiness:
        """Return how the service is, but for the desk."""
        return readiness(self.database, now, self.stale_after_hours)

    def figures(self, ready: Readiness, now: datetime) -> bytes:
        """Return every figure in Prometheus' format; also when the database is away."""
        return self.measures.text() + metrics(self.database, ready, now, self.folders)


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Answers whoever watches the service."""

    watched: Watched
    clock: Callable[[], datetime]
    threads: ThreadPoolExecutor
    is_open: bool

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)

    async def _readyz(self, request: web.Request) -> web.Response:
        self._require_ours(request)
        told = await self._ready(self.clock())
        status = HTTPStatus.OK if told.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(_document(told), status=status)

    async def _metrics(self, request: web.Request) -> web.Response:
        self._require_ours(request)
        now = self.clock()
        ready = await self._ready(now)
        text = await on_a_thread(self.threads, lambda: self.watched.figures(ready, now))
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _ready(self, now: datetime) -> Readiness:
        """Look at both at once: whoever watches waits for the slower, not for one after another."""
        told, answers = await asyncio.gather(
            on_a_thread(self.threads, lambda: self.watched.readiness(now)),
            self.watched.desk_answers(),
        )
        return told.and_desk(answers=answers)

    def _require_ours(self, request: web.Request) -> None:
        if not self.is_open and not is_from_here(request):
            raise web.HTTPNotFound


def add_health(
    app: web.Application,
    watched: Watched,
    clock: Callable[[], datetime],
    own_address: tuple[str, int] | None,
) -> None:
    """Answer on the application's port to the own computer only, or else at the own address."""
    threads = ThreadPoolExecutor(1, thread_name_prefix="health")
    page = HealthPage(watched, clock, threads, is_open=own_address is not None)

    async def beside(_app: web.Application) -> AsyncIterator[None]:
        runner = None if own_address is None else await _served(page, *own_address)
        yield
        if runner is not None:
            await runner.cleanup()
        threads.shutdown()

    if own_address is None:
        page.add_to(app)
    app.cleanup_ctx.append(beside)


def _document(told: Readiness) -> dict[str, object]:
    moments = {"last_tick_at": told.last_tick_at, "data_from": told.data_from}
    return {
        "status": "ready" if told.is_ready else "not ready",
        **{check.value: check in told.good for check in Check},
        "warnings": list(told.warnings),
        **{name: at.isoformat() if at else None for name, at in moments.items()},
    }


async def _served(page: HealthPage, host: str, port: int) -> web.AppRunner:
    own = web.Application()
    page.add_to(own)
    runner = web.AppRunner(own, access_log=None, shutdown_timeout=_LAST_ANSWER_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise SettingsError(
            f"Det går inte att lyssna på {host}:{port} för mätvärdena. Är porten upptagen, "
            "välj en annan med FRISTVAKT_METRICS_PORT."
        ) from None
    return runner
