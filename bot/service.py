"""Starting and stopping the web service; refuses to start where it would not be safe."""

from collections.abc import Callable
from functools import partial

from aiohttp import web

from bot.addresses import LOOPBACK_HOSTS
from bot.app import make_app
from bot.calendar_feed import calendar_feed
from bot.calendar_page import add_calendar
from bot.clock import now_in_sweden
from bot.composition import make_desk, opened
from bot.mornings import Mornings, add_mornings
from bot.registration import Credentials, RegistrationError, checked
from bot.settings import Settings, SettingsError
from bot.teams import TeamsEndpoint
from storage.engine import Database

_LONGEST_TURN_S = 20.0  # what is being answered may end, when the service is told to stop


def serve(settings: Settings, *, anonymous: bool, announce: Callable[[str], None]) -> None:
    """Serve until stopped; raises SettingsError where the settings would let anybody in.

    `announce` is told the address once the service listens on it.
    """
    credentials = None if anonymous else credentials_from(settings)
    if anonymous:
        _require_loopback(settings)
    with opened(settings) as database:
        _run(make_service(settings, database, credentials), settings, announce)


def make_service(
    settings: Settings, database: Database, credentials: Credentials | None
) -> web.Application:
    """Return everything that serves: the door to Teams, the calendars, the mornings."""
    endpoint = TeamsEndpoint(
        make_desk(settings, database),
        credentials,
        now_in_sweden,
        database=database,
        questions_per_minute=settings.questions_per_minute,
    )
    app = make_app(endpoint, credentials.tenant_id if credentials else None)
    add_calendar(app, partial(_calendar, settings, database))
    hours = settings.stale_after_hours
    add_mornings(app, Mornings(database, settings.policy, hours, endpoint.send_to, now_in_sweden))
    return app


def _calendar(settings: Settings, database: Database, token: str) -> bytes | None:
    hours = settings.stale_after_hours
    return calendar_feed(database, settings.policy, token, now_in_sweden(), hours)


def credentials_from(settings: Settings) -> Credentials:
    """Return the bot's registration; raises SettingsError if any part of it is unusable."""
    try:
        return checked(
            Credentials(
                app_id=settings.bot_app_id,
                password=settings.bot_app_password.get_secret_value(),
                tenant_id=settings.bot_tenant_id,
                app_type=settings.bot_app_type,
            )
        )
    except RegistrationError as unusable:
        raise SettingsError(str(unusable)) from None


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
