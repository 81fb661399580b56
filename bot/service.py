"""Starting and stopping the web service; refuses to start where it would not be safe."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.addresses import LOOPBACK_HOSTS
from bot.app import make_app
from bot.calendar_feed import calendar_feed
from bot.calendar_page import add_calendar
from bot.clock import now_in_sweden
from bot.collecting import spare_the_collector
from bot.composition import credentials_from, desk_beside, desk_choices, opened
from bot.delivering import add_delivery
from bot.desk_process.apart import DeskApart
from bot.desk_process.probe import Probe
from bot.desk_process.serving import add_desk
from bot.health_page import Watched, add_health
from bot.logs import STANDARD_ERROR
from bot.measured import MeasuredDesk, add_measuring
from bot.measuring import Measures
from bot.outgoing import teams_limits
from bot.registration import Credentials
from bot.settings import Settings, SettingsError
from bot.stopping import add_stopping, run_until_stopped
from bot.teams import TeamsEndpoint
from bot.web import House, add_page, require_sense
from storage.engine import Database
from storage.one_process import only_process
from storage.queries import folder_of
from storage.records.labelling import require_same_labels


def serve(settings: Settings, *, anonymous: bool, announce: Callable[[str], None]) -> None:
    """Serve until stopped; raises SettingsError where the settings would let anybody in.

    StorageError where another process serves from the same SQLite file, or where its cases are
    labelled in another way. `announce` is told the address once the service listens on it.
    """
    credentials = None if anonymous else credentials_from(settings)
    if credentials is None:
        _require_loopback(settings)
    else:
        require_sense(settings, credentials)
    with opened(settings) as database, only_process(settings.database_url):
        require_same_labels(database)
        _run(make_service(settings, database, credentials), settings, announce)


def make_service(
    settings: Settings, database: Database, credentials: Credentials | None
) -> web.Application:
    """Return everything that serves: the door to Teams, the calendars, delivery, health."""
    measures = Measures()
    apart = DeskApart(partial(desk_beside, desk_choices(settings)))
    measures.watch_desk(lambda: apart.pid)
    desk = MeasuredDesk(apart, measures)
    endpoint = TeamsEndpoint(
        desk,
        credentials,
        now_in_sweden,
        database=database,
        questions_per_minute=settings.questions_per_minute,
        limits=teams_limits(settings),
    )
    app = make_app(endpoint, credentials.tenant_id if credentials else None)
    add_desk(app, apart)
    add_stopping(app)
    add_measuring(app, measures)
    add_calendar(app, partial(_calendar, settings, database))
    watched = Watched(
        database,
        measures,
        settings.stale_after_hours,
        Probe(apart).answers,
        _folders(settings, database),
    )
    add_health(app, watched, now_in_sweden, _own_address(settings))
    add_delivery(app, settings, database, endpoint.sender)
    add_page(app, House(settings, database, desk, now_in_sweden), credentials)
    return app


def _own_address(settings: Settings) -> tuple[str, int] | None:
    """Return where the figures have a port of their own."""
    return None if settings.metrics_port is None else (settings.metrics_host, settings.metrics_port)


def _folders(settings: Settings, database: Database) -> Mapping[str, Path]:
    """Return the folders whose disks must not fill, by what is in them."""
    log = None if settings.log_file == STANDARD_ERROR else settings.log_file.resolve().parent
    folders = {"database": folder_of(database), "log": log}
    return {place: folder for place, folder in folders.items() if folder is not None}


def _calendar(settings: Settings, database: Database, token: str) -> bytes | None:
    hours = settings.stale_after_hours
    return calendar_feed(database, settings.policy, token, now_in_sweden(), hours)


def _run(app: web.Application, settings: Settings, announce: Callable[[str], None]) -> None:
    address = f"http://{settings.host}:{settings.port}/api/messages"
    spare_the_collector()
    try:
        run_until_stopped(app, (settings.host, settings.port), partial(announce, address))
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
