"""`/readyz` and `/metrics`: answered on the own computer, or on a port of their own.

Behind a proxy everybody seems to be on the own computer; what a proxy has passed on is refused.
"""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.addresses import LOOPBACK_HOSTS
from bot.health import metrics, readiness
from bot.settings import SettingsError
from bot.threads import on_a_thread
from storage.engine import Database
from storage.errors import StorageError

_PASSED_ON = ("Forwarded", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Answers whoever watches the service."""

    database: Database
    clock: Callable[[], datetime]
    threads: ThreadPoolExecutor
    is_open: bool

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)

    async def _readyz(self, request: web.Request) -> web.Response:
        self._require_ours(request)
        told = await on_a_thread(self.threads, lambda: readiness(self.database, self.clock()))
        body = {
            "status": "ready" if told.is_ready else "not ready",
            "database": told.database,
            "schedule": told.schedule,
            "last_tick_at": told.last_tick_at.isoformat() if told.last_tick_at else None,
        }
        status = HTTPStatus.OK if told.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(body, status=status)

    async def _metrics(self, request: web.Request) -> web.Response:
        self._require_ours(request)
        try:
            text = await on_a_thread(self.threads, lambda: metrics(self.database, self.clock()))
        except StorageError:
            raise web.HTTPServiceUnavailable(text="database") from None
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _require_ours(self, request: web.Request) -> None:
        if not self.is_open and not _asks_from_here(request):
            raise web.HTTPNotFound


def add_health(
    app: web.Application,
    database: Database,
    clock: Callable[[], datetime],
    own_address: tuple[str, int] | None,
) -> None:
    """Answer on the application's port to the own computer only, or else at the own address."""
    threads = ThreadPoolExecutor(1, thread_name_prefix="health")
    page = HealthPage(database, clock, threads, is_open=own_address is not None)

    async def beside(_app: web.Application) -> AsyncIterator[None]:
        runner = None if own_address is None else await _served(page, *own_address)
        yield
        if runner is not None:
            await runner.cleanup()
        threads.shutdown()

    if own_address is None:
        page.add_to(app)
    app.cleanup_ctx.append(beside)


async def _served(page: HealthPage, host: str, port: int) -> web.AppRunner:
    own = web.Application()
    page.add_to(own)
    runner = web.AppRunner(own, access_log=None)
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


def _asks_from_here(request: web.Request) -> bool:
    passed_on = any(name in request.headers for name in _PASSED_ON)
    if passed_on or any(name.lower().startswith("x-forwarded-") for name in request.headers):
        return False
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK_HOSTS:
        return False  # asked for by the name that a proxy is reached by
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
