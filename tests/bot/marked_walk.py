"""One walk along every path there is, with marks in all that people, files and servers give.

What is left behind is what whoever runs the service may read: the log, standard error, /metrics
and /readyz. The service runs as a real process; the commands run here.
"""

import asyncio
import io
import signal
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from aiohttp import ClientSession
from marked_page import walk_page
from served_town import MONDAY, PATIENCE_S, Town, served_town
from small_town import INVESTIGATION_COLUMNS, KARIN, MANAGER, OTHER_MANAGER
from spoilt_rows import CHILD, broken_role, broken_rows, no_table
from teams_stub import message, pressed
from time_machine import travel

from bot.calendar_address import ROUTE
from bot.cli.app import run
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import staff_by_email
from storage.records import open_calendar

PERSONAL_NUMBER, PASSWORD = "20120131-2399", "h3mligt-ord"
MARKS = (
    *("Kalle", "Barnsson", "20120131", "2399", PASSWORD),
    *("Larsson", "Wallin", "Hassan", "smastad", "BU-2026", "UTR-", "enheten"),
    *("11111111-1111", "22222222-2222", "a:karin", "29:karin", "99999999-"),
    *("pappan", "Natt 7", "personal.csv", "town.db"),
)
"""Names, numbers, addresses, ids, words that somebody wrote, files that somebody named."""

_ROWS = f"""\
{INVESTIGATION_COLUMNS}
UTR-70;BU-2026-00070;;31 februari {CHILD};;;;;Barnenheten;Karin Larsson;Flicka;7;{CHILD};
UTR-71;{PERSONAL_NUMBER};;2026-11-01;;;;;Barnenheten;{CHILD};Flicka;7;Skolfrånvaro;
UTR-72;BU-2026-00072;;2026-11-01;;;;;Barnenheten;Karin Larsson;Flicka;7;Skolfrånvaro;
"""
_NO_LIST = f"Namn;Anteckning\n{CHILD};pappan ringde\n"
_ASKED = f"visa BU-2026-00001 {CHILD} {PERSONAL_NUMBER}, pappan ringde"


@dataclass
class Remains:
    """What a walk has left for whoever runs the service to read."""

    log: str = ""
    stderr: str = ""
    pages: str = ""
    figures: str = ""
    commands: str = ""
    codes: list[int] = field(default_factory=list)


def walked(folder: Path) -> Remains:
    """Walk along every path and return what is left."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        return asyncio.run(_walk(folder, here))


async def _walk(folder: Path, here: pytest.MonkeyPatch) -> Remains:
    remains = Remains()
    async with served_town(folder) as town:
        _put_exports(folder / "in")
        refused = _echo_in_refusals(town)
        town.gate.set()
        town.teams.status, town.teams.body = 403, f"{CHILD} {MANAGER}".encode()
        service = await town.start(MONDAY, **_settings(folder))
        async with asyncio.timeout(PATIENCE_S):
            await service.ready()
        await asyncio.to_thread(refused.get, timeout=PATIENCE_S)
        address = f"http://127.0.0.1:{service.port}"
        await walk_page(address, town.database, _ASKED)
        async with ClientSession(address) as session:
            await _ask(town, session)
            remains.pages = await _watch(town, session)
            remains.figures = await (await session.get("/metrics")).text()
        remains.stderr = await service.ended(signal.SIGTERM)
        remains.log = (folder / "var" / "service.log").read_text(encoding="utf-8")
        for name, value in {**town.settings, **_settings(folder), **_ON_STDERR}.items():
            here.setenv(name, value)
        await asyncio.to_thread(_run_commands, folder, town.database, remains)
    return remains


_A_LATER_WEEK = datetime(2026, 12, 2, 10, tzinfo=SWEDISH_TIME)  # ons

_ON_STDERR = {
    "FRISTVAKT_LOG_FILE": "-",
    "FRISTVAKT_BOT_APP_PASSWORD": PASSWORD,
    "FRISTVAKT_SMTP_USERNAME": "Kalle",  # the server takes no password: another way to fail
    "FRISTVAKT_SMTP_PASSWORD": PASSWORD,
}


def _settings(folder: Path) -> dict[str, str]:
    return {
        "FRISTVAKT_LOG_FILE": str(folder / "var" / "service.log"),
        "FRISTVAKT_IMPORT_FOLDER": str(folder / "in"),
        "FRISTVAKT_IMPORT_FULL": "false",
        "FRISTVAKT_PUBLIC_URL": "https://fristvakt.smastad.example",
    }


def _put_exports(folder: Path) -> None:
    """Put a list with rows that are rejected in the folder, and a file that is no list at all."""
    folder.mkdir()
    for name, text in ((f"{CHILD}.csv", _ROWS), ("Natt 7.csv", _NO_LIST)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / f"{name}.done").touch()


def _echo_in_refusals(town: Town) -> "SimpleQueue[str]":
    """Let the mail server take no letter and say whose it was; return where it is heard."""
    refused: SimpleQueue[str] = SimpleQueue()

    async def refuse(_s: object, _e: object, _n: object, address: str, _o: object) -> str:
        refused.put(address)
        return f"550 {CHILD} <{address}> {PASSWORD}"

    vars(town.letters)["handle_RCPT"] = refuse
    return refused


async def _ask(town: Town, session: ClientSession) -> None:
    """Ask, press and be refused; with Teams taking the answers, then not, then a broken row."""
    teams = town.teams
    teams.members["29:karin"] = {"id": "29:karin", "aadObjectId": "", "email": KARIN}
    stranger = {"id": "29:kalle", "name": CHILD, "aadObjectId": f"{CHILD}"}
    group = {"id": "19:g", "conversationType": "groupChat", "tenantId": CHILD}
    sent: tuple[Any, ...] = (
        message(teams, _ASKED),
        message(teams, _ASKED, **{"from": stranger}),
        message(teams, _ASKED, conversation=group),
        message(teams, None, value={"question": _ASKED, "page": CHILD}),
        pressed(teams, {"question": _ASKED, "case": "BU-2026-00001"}),
        pressed(teams, {"reading": {"intent": CHILD}}, verb=CHILD),
        message(teams, CHILD, type="conversationUpdate", membersAdded=[{"id": CHILD}]),
        message(teams, _ASKED, serviceUrl=f"https://{PASSWORD}.example"),
        message(teams, _ASKED, channelData=CHILD),
        message(teams, _ASKED, attachments=[{"contentType": CHILD, "content": PASSWORD}]),
        [CHILD],
    )
    for status in (200, 403):
        teams.status = status
        for number, body in enumerate(sent):
            once = {**body, "id": f"{status}-{number}"} if isinstance(body, dict) else body
            await session.post("/api/messages", json=once, headers={"Authorization": PASSWORD})
    await session.post("/api/messages", data=f'{{"text": "{CHILD}', headers=_AS_JSON)
    with broken_role(town.database):
        await session.post("/api/messages", json=message(teams, _ASKED, id="broken-1"))
        await session.post("/api/messages", json=pressed(teams, {"question": "x"}, id="broken-2"))
    with no_table(town.database):
        await session.post("/api/messages", json=message(teams, _ASKED, id="gone"))


_AS_JSON = {"Content-Type": "application/json"}


async def _watch(town: Town, session: ClientSession) -> str:
    """Fetch calendars and pages, whole and broken, and return what the watching pages say."""
    karin = staff_by_email(town.database, KARIN)
    assert karin is not None
    token = open_calendar(town.database, karin, MONDAY)
    said: list[str] = []
    for path in (ROUTE.format(token=token), ROUTE.format(token=PASSWORD), f"/?as={CHILD}"):
        await session.get(path)
    for broken in (broken_role, no_table):
        with broken(town.database):
            await session.get(ROUTE.format(token=token))
            await session.get("/", headers={"Cookie": f"who={PASSWORD}"})
            said += [await (await session.get(path)).text() for path in ("/readyz", "/metrics")]
    return "\n".join(said)


def _run_commands(folder: Path, database: Database, remains: Remains) -> None:
    """Run the commands, whole and with a broken row; what they log goes to standard error."""
    rows, sentences = folder / f"{CHILD}.csv", folder / "Natt 7.tsv"
    rows.write_text(_ROWS, encoding="utf-8")
    (folder / "Natt 7.csv").write_text(_NO_LIST, encoding="utf-8")
    sentences.write_text(f"utterance\n{_ASKED}\n", encoding="utf-8")
    ask = ["ask", _ASKED, "--as", KARIN]
    commands = (
        ["import", str(rows)],
        ["import", str(folder / "Natt 7.csv")],
        ["understand", str(sentences)],
        ask,
        ["ask", _ASKED, "--as", f"{CHILD}@smastad.example"],
        ["summary", "monthly"],
        ["purge", "--dry-run"],
        ["purge", "--yes"],
        ["backup", "--out", str(folder / f"{CHILD}.db")],
        ["restore", str(folder / f"{CHILD}.db")],
        ["export-person", KARIN, "--out", str(folder / f"{CHILD}.json")],
        ["erase-staff", OTHER_MANAGER, "--yes"],
        ["erase-staff", f"{CHILD}@smastad.example", "--yes"],
        ["doctor"],
    )
    faulty = (ask, ["doctor"], ["digest", "weekly"])
    with io.StringIO() as stderr, redirect_stderr(stderr), redirect_stdout(io.StringIO()):
        remains.codes = [run(command) for command in commands]
        # Made, and stumbled on; to be tried again. The service has seen to the week of MONDAY.
        with broken_rows(database), travel(_A_LATER_WEEK):
            remains.codes.append(run(["digest", "weekly", "--send"]))
        with broken_role(database):
            remains.codes += [run(command) for command in faulty]
        lines = stderr.getvalue().splitlines()
    remains.commands = "\n".join(line for line in lines if _is_of_the_log_or_a_fault(line))


def _is_of_the_log_or_a_fault(line: str) -> bool:
    """Whether the line is for whoever runs the service, and not the answer to what was typed."""
    return line.startswith(("{", "Något gick fel", "Traceback", " "))
