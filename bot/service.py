"""Starting and stopping the web service; refuses to start where it would not be safe."""

from collections.abc import Callable
from functools import partial

from aiohttp import web

from bot.addresses import LOOPBACK_HOSTS
from bot.app import make_app
from bot.calendar_feed import calendar_feed
from bot.calendar_page import add_calendar
from bot.clock import now_in_sweden
from bot.composition import credentials_from, make_desk, opened
from bot.delivering import add_delivery
from bot.health_page import add_health
from bot.outgoing import teams_limits
from bot.registration import Credentials
from bot.settings import Settings, SettingsError
from bot.teams import TeamsEndpoint
from storage.engine import Database
from storage.one_process import only_process

_LONGEST_TURN_S = 20.0  # what is being answered may end, when the service is told to stop


def serve(settings: Settings, *, anonymous: bool, announce: Callable[[str], None]) -> None:
    """Serve until stopped; raises SettingsError where the settings would let anybody in.

    StorageError where another process serves from the same SQLite file. `announce` is told the
    address once the service listens on it.
    """
    credentials = None if anonymous else credentials_from(settings)
    if anonymous:
        _require_loopback(settings)
    with opened(settings) as database, only_process(settings.database_url):
        _run(make_service(settings, database, credentials), settings, announce)


def make_service(
    settings: Settings, database: Database, credentials: Credentials | None
) -> web.Application:
    """Return everything that serves: the door to Teams, the calendars, delivery, health."""
    endpoint = TeamsEndpoint(
        make_desk(settings, database),
        credentials,
        now_in_sweden,
        database=database,
        questions_per_minute=settings.questions_per_minute,
        limits=teams_limits(settings),
    )
    app = make_app(endpoint, credentials.tenant_id if credentials else None)
    add_calendar(app, partial(_calendar, settings, database))
    add_health(app, database, now_in_sweden, _own_address(settings))
    add_delivery(app, settings, database, endpoint.sender)
    return app


def _own_address(settings: Settings) -> tuple[str, int] | None:
    """Return where the figures have a port of their own."""
    return None if settings.metrics_port is None else (settings.metrics_host, settings.metrics_port)


def _calendar(settings: Settings, database: Database, token: str) -> bytes | None:
    hours = settings.stale_after_hours
    return calendar_feed(database, settings.policy, token, now_in_sweden(), hours)


def _run(app: web.Application, settings: Settings, announce: Callable[[str], None]) -> None:
    address = f"http://{settings.host}:{settings.port}/api/messages"
    try:
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            print=lambda _listening: announce(address),
            access_log=None,
            shutdown_timeout=_LONGEST_TURN_S,
        )
    except OSError:
        raise SettingsError(
            f"Det går inte att lyssna på {settings.host}:{settings.port}. Är porten upptagen, "
            "välj en annan med FRISTVAKT_PORT."
        ) from None


def _require_loopback(settings: Settings) -> None:
    if settings.host not in LOOPBACK_HOSTS:
        raise SettingsError(
            f"Utan inloggning lyssnar tjänsten bara på den egna datorn, inte på {settings.host}. "
            "Ta bort FRISTVAKT_HOST eller sätt botens uppgifter."
        )
