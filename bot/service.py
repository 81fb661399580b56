"""Starting and stopping the web service; refuses to start where it would not be safe."""

from collections.abc import Callable

from aiohttp import web

from bot.app import LOOPBACK_HOSTS, make_app
from bot.clock import now_in_sweden
from bot.composition import make_desk, opened
from bot.settings import Settings, SettingsError
from bot.teams import Credentials, TeamsEndpoint


def serve(settings: Settings, *, anonymous: bool, announce: Callable[[str], None]) -> None:
    """Serve until stopped; raises SettingsError where the settings would let anybody in.

    `announce` is told the address once the service listens on it.
    """
    credentials = None if anonymous else credentials_from(settings)
    if anonymous:
        _require_loopback(settings)
    with opened(settings) as database:
        endpoint = TeamsEndpoint(make_desk(settings, database), credentials, now_in_sweden)
        app = make_app(endpoint, credentials.tenant_id if credentials else None)
        _run(app, settings, announce)


def credentials_from(settings: Settings) -> Credentials:
    """Return the bot's registration; raises SettingsError if any part of it is missing."""
    given = {
        "FRISTVAKT_BOT_APP_ID": settings.bot_app_id,
        "FRISTVAKT_BOT_APP_PASSWORD": settings.bot_app_password.get_secret_value(),
        "FRISTVAKT_BOT_TENANT_ID": settings.bot_tenant_id,
    }
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise SettingsError(
            f"Tjänsten startar inte: {', '.join(missing)} saknas, och utan dem kan vem som helst "
            "fråga boten. Sätt dem, eller kör ”fristvakt demo” för att prova på den här datorn."
        )
    return Credentials(*given.values())


def _run(app: web.Application, settings: Settings, announce: Callable[[str], None]) -> None:
    address = f"http://{settings.host}:{settings.port}/api/messages"
    try:
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            print=lambda _listening: announce(address),
            access_log=None,
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
