"""Whether the service goes, what it will do next, and whether its ports are its own."""

import json
import socket
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPConnection, HTTPException

from bot.doctor.check import Finding, fine, wrong
from bot.health import LONGEST_BETWEEN_TICKS
from bot.settings import Settings
from bot.texts.keeping import MEND_THE_CLOCK, clock_doubted
from digests.schedule.believing import KEEPING, doubted_since
from digests.schedule.coming import coming_monthly, coming_weekly, next_clearing_at
from digests.schedule.tick import SCHEDULE
from digests.words import counted
from rules.facts import Role
from rules.swedish_time import SWEDISH_TIME
from rules.wording import long_date
from storage.inspection import inspected
from storage.records.outbox import last_tick, recipients

_PATIENCE_S = 3.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 — told apart, not bound
_START = "Starta tjänsten med ”fristvakt serve”. Startar den inte säger den varför."


def look_at_schedule(settings: Settings, now: datetime) -> Finding:
    """Tell whether the schedule ticks, here or in another process."""
    with inspected(settings.database_url) as database:
        tick = last_tick(database, SCHEDULE)
    if tick is None:
        return wrong("Tjänsten har aldrig gått mot den här databasen.", _START)
    if now - tick.last_at >= LONGEST_BETWEEN_TICKS:
        return wrong(
            f"Schemat gick senast {_when(tick.last_at)}, så tjänsten står still. Det som ska "
            "skickas väntar.",
            f"{_START} Går den, se i loggen efter schedule_turn_failed.",
        )
    return fine(f"Schemat gick senast {_when(tick.last_at)}.")


def look_at_next_runs(settings: Settings, now: datetime) -> Finding:
    """Tell what comes next and when; nothing of it is wrong in itself."""
    with inspected(settings.database_url) as database:
        managers = recipients(database, Role.UNIT_MANAGER)
        secretaries = recipients(database, Role.BOARD_SECRETARY)
        cleared = last_tick(database, KEEPING)
        waits = doubted_since(database, now) is not None
    said = []
    weekly = next(coming_weekly(managers, now), None)
    if weekly is not None:
        to = counted(weekly.sent, "chef", "chefer")
        said.append(f"Nästa veckobrev {_when(weekly.at)} till {to}")
    monthly = coming_monthly(secretaries, now)
    said.append(f"nästa sammanställning {_when(monthly.at)} till {monthly.sent} sekreterare")
    if settings.import_folder is not None:
        said.append(f"inläsning varje dag från klockan {settings.import_hour}")
    clearing = next_clearing_at(cleared, now)
    when = "nu" if clearing == now else _when(clearing)
    said.append("gallringen väntar" if waits else f"nästa gallring {when}")
    words = ", ".join(said)
    return fine(f"{words[0].upper()}{words[1:]}.")


def look_at_clearing(settings: Settings, now: datetime) -> Finding:
    """Tell whether the clearing waits since the clock cannot be believed."""
    with inspected(settings.database_url) as database:
        known = doubted_since(database, now)
        cleared = last_tick(database, KEEPING)
    if known is not None:
        today = now.astimezone(SWEDISH_TIME).date()
        return wrong(clock_doubted(today, known), MEND_THE_CLOCK)
    if cleared is None:
        return fine("Ingen gallring har gjorts än.")
    return fine(f"Den senaste gallringen gjordes {_when(cleared.last_at)}.")


def look_at_port(settings: Settings) -> Finding:
    """Tell whether the service answers at its port, or could."""
    return _port(settings.host, settings.port, "/healthz", _is_ours, "FRISTVAKT_PORT")


def look_at_metrics_port(settings: Settings) -> Finding:
    """Tell the same of the port that the figures have of their own."""
    if settings.metrics_port is None:
        return fine(
            "Mätvärdena har ingen egen port. Den egna datorn får dem på tjänstens port (/metrics)."
        )
    host, port = settings.metrics_host, settings.metrics_port
    return _port(host, port, "/metrics", _has_figures, "FRISTVAKT_METRICS_PORT")


def _port(
    host: str, port: int, path: str, is_ours: Callable[[bytes], bool], setting: str
) -> Finding:
    try:
        body = _fetched(_EVERYWHERE.get(host, host), port, path)
    except ConnectionRefusedError:
        return _free(host, port, setting)
    except (OSError, HTTPException):
        body = b""
    if is_ours(body):
        return fine(f"Fristvakt svarar på {host}:{port}.")
    return wrong(
        f"Något annat än Fristvakt håller {host}:{port}.",
        f"Stoppa det, eller välj en annan port med {setting}.",
    )


def _free(host: str, port: int, setting: str) -> Finding:
    """Take the port for a moment, as the service would."""
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return wrong(
            f"Det går inte att lyssna på {host}:{port}.",
            f"Välj en annan port med {setting} (över 1024 utan särskild rätt), och en adress som "
            "den här datorn har.",
        )
    return fine(f"Porten {port} är ledig. Tjänsten går inte på den just nu.")


def _fetched(host: str, port: int, path: str) -> bytes:
    connection = HTTPConnection(host, port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().read(100_000)
    finally:
        connection.close()


def _is_ours(body: bytes) -> bool:
    try:
        told = json.loads(body)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("status") == "ok"


def _has_figures(body: bytes) -> bool:
    return b"fristvakt_" in body


def _when(at: datetime) -> str:
    local = at.astimezone(SWEDISH_TIME)
    return f"{long_date(local.date())} kl. {local:%H.%M}"
