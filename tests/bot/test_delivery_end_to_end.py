"""The service as a real process, killed in the middle: nothing is lost, no double is unmarked."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import environ
from pathlib import Path
from socket import socket
from typing import Any, Literal

import pytest
from aiohttp import ClientSession
from letterbox import Letterbox, letterbox
from small_town import INVESTIGATIONS, KARIN, MANAGER, OTHER_MANAGER, STOCKHOLM
from teams_stub import KARIN_IN_ENTRA, TENANT, Teams, small_teams

from digests.schedule.tick import SCHEDULE
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import LooksWanted, looks, staff_by_email
from storage.records import Conversation, remember_conversation, set_reminder
from storage.records.outbox import (
    DeliveriesWanted,
    attempts_of,
    deliveries,
    note_tick,
)

MONDAY = datetime(2026, 11, 23, 7, 20, tzinfo=STOCKHOLM)
LATER = MONDAY + timedelta(minutes=20)  # every lease has run out
LONG_AGO = MONDAY - timedelta(days=3)  # fre
MANAGER_IN_ENTRA = "22222222-2222-4222-8222-222222222222"
STAFF = f"""\
Namn;E-post;Roll;Enhet;Objekt-id
Karin Larsson;{KARIN};handläggare;Barnenheten;{KARIN_IN_ENTRA}
Mikael Wallin;{MANAGER};enhetschef;Barnenheten;{MANAGER_IN_ENTRA}
Ali Hassan;{OTHER_MANAGER};enhetschef;Ungdomsenheten;
"""
PROGRAM = Path(__file__).with_name("serving_program.py")
REPEATED = "Kan vara en upprepning"
PATIENCE_S = 90  # other programs may have the processor to themselves meanwhile


class Gate(asyncio.Event):
    """Lets Teams answer once it is set; `heard` tells of each send that has come to it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: asyncio.Queue[None] = asyncio.Queue()

    async def wait(self) -> Literal[True]:
        self.heard.put_nowait(None)
        return await super().wait()


@dataclass
class Service:
    """The program, and where it listens."""

    process: Process
    port: int

    async def ready(self) -> dict[str, Any]:
        """Return what /readyz says once it has ticked; it does so when it starts."""
        async with ClientSession(f"http://127.0.0.1:{self.port}") as session:
            while True:
                async with session.get("/readyz") as reply:
                    told: dict[str, Any] = await reply.json()
                if reply.status == 200:
                    return told

    async def ended(self, by: signal.Signals) -> str:
        self.process.send_signal(by)
        return (await self.process.communicate())[1].decode()


@dataclass
class Town:
    """A municipality on mån 2026-11-23: Mikael and Karin are in Teams, Ali is not."""

    folder: Path
    database: Database
    teams: Teams
    letters: Letterbox
    gate: Gate

    @property
    def settings(self) -> dict[str, str]:
        url = f"sqlite:///{self.folder / 'town.db'}"
        return {"FRISTVAKT_DATABASE_URL": url, **self.letters.settings}

    async def start(self, at: datetime, **more: str) -> Service:
        port = free_port()
        others = {name: value for name, value in environ.items() if "FRISTVAKT" not in name}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROGRAM),
            at.isoformat(),
            cwd=self.folder,
            env={**others, **self.settings, "FRISTVAKT_PORT": str(port), **more},
            stdout=PIPE,
            stderr=PIPE,
        )
        assert process.stdout is not None
        if not await process.stdout.readline():
            pytest.fail((await process.communicate())[1].decode())
        return Service(process, port)

    async def hears(self, sends: int) -> None:
        """Return when so many sends have come to Teams."""
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(sends):
                await self.gate.heard.get()

    async def gets_a_letter(self) -> None:
        await asyncio.to_thread(self.letters.heard.get, timeout=PATIENCE_S)

    def said_in(self, conversation: str) -> list[str]:
        """Return what has come to a chat, in its order."""
        return [
            str(sent)
            for sent, path in zip(self.teams.received, self.teams.paths, strict=True)
            if conversation in path
        ]


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def letters() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
async def town(tmp_path: Path, letters: Letterbox) -> AsyncIterator[Town]:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "personal.csv").write_text(STAFF, encoding="utf-8")
    (exports / "utredningar.csv").write_text(INVESTIGATIONS, encoding="utf-8")
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    import_files(database, [exports], profile=load_profile(None), now=LONG_AGO, full=True)
    note_tick(database, SCHEDULE, "earlier", LONG_AGO)
    karin = staff_by_email(database, KARIN)
    assert karin is not None
    set_reminder(database, karin, "BU-2026-00001", MONDAY.date(), LONG_AGO)
    async with small_teams() as teams:
        for object_id, chat in ((KARIN_IN_ENTRA, "a:karin"), (MANAGER_IN_ENTRA, "a:mikael")):
            remember_conversation(
                database,
                Conversation(
                    object_id, chat, teams.url, TENANT, "28:b", "msteams", "29:x", LONG_AGO
                ),
            )
        gate = teams.lets_wait = Gate()
        yield Town(tmp_path, database, teams, letters, gate)
    database.close()


async def test_a_service_killed_in_the_middle_loses_nothing_and_marks_what_it_repeats(
    town: Town,
) -> None:
    first = await town.start(MONDAY)
    await town.hears(2)  # Teams has both and answers neither
    await town.gets_a_letter()
    await first.ended(signal.SIGKILL)
    town.gate.set()
    second = await town.start(LATER)
    await town.hears(2)
    await second.ended(signal.SIGTERM)

    for chat, mark in (("a:mikael", REPEATED), ("a:karin", REPEATED)):
        said = town.said_in(chat)
        assert [mark in each for each in said] == [False, True]
    assert set(town.letters.recipients) == {OTHER_MANAGER}
    assert len({letter["Message-ID"] for letter in town.letters.letters}) == 1
    rows = deliveries(town.database, DeliveriesWanted())
    assert {
        (row.recipient, row.kind.value, row.channel.value, row.state.value) for row in rows
    } == {
        (MANAGER, "weekly_digest", "teams", "sent"),
        (KARIN, "reminder", "teams", "sent"),
        (OTHER_MANAGER, "weekly_digest", "teams", "failed"),  # never met: the letter took over
        (OTHER_MANAGER, "weekly_digest", "mail", "sent"),
    }
    repeated = {row.recipient: row for row in rows if row.is_repeat and row.channel == "teams"}
    assert repeated.keys() == {MANAGER, KARIN}
    for row in repeated.values():
        assert [each.outcome for each in attempts_of(town.database, row.id)] == ["unknown", "sent"]


async def test_every_look_is_written_down_and_the_log_says_nothing_of_anybody(town: Town) -> None:
    town.gate.set()
    service = await town.start(MONDAY)
    await town.hears(2)
    await town.gets_a_letter()
    await service.ended(signal.SIGTERM)
    told = {(look.who, look.intent) for look in looks(town.database, LooksWanted())}
    assert told == {
        (MANAGER, "weekly_digest_delivery"),
        (OTHER_MANAGER, "weekly_digest_delivery"),
        (KARIN, "reminder_delivery"),
    }
    log = (town.folder / "var" / "fristvakt.log").read_text(encoding="utf-8")
    assert '"event": "delivery_attempted"' in log
    assert not any(secret in log for secret in ("BU-2026", "smastad", "Larsson", "enheten"))


async def test_the_service_is_ready_once_it_has_ticked_and_tells_its_figures(town: Town) -> None:
    town.gate.set()
    service = await town.start(MONDAY)
    async with asyncio.timeout(PATIENCE_S):
        told = await service.ready()
    assert (told["status"], told["database"], told["schedule"]) == ("ready", True, True)
    await town.hears(2)
    await town.gets_a_letter()
    async with ClientSession(f"http://127.0.0.1:{service.port}") as session:
        async with session.get("/metrics") as reply:
            figures = await reply.text()
        async with session.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}) as reply:
            assert reply.status == 404
    await service.ended(signal.SIGTERM)
    assert 'fristvakt_deliveries{state="failed"} 1.0' in figures
    assert "fristvakt_last_tick_seconds" in figures


async def test_a_second_service_on_the_same_file_refuses_to_start(town: Town) -> None:
    town.gate.set()
    service = await town.start(MONDAY)
    second = await asyncio.create_subprocess_exec(
        sys.executable, str(PROGRAM), MONDAY.isoformat(),
        cwd=town.folder, env={**environ, **town.settings, "FRISTVAKT_PORT": str(free_port())},
        stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE_S):
        said, complained = await second.communicate()
    assert (second.returncode, said) == (2, b"")
    assert "redan igång på samma databas" in complained.decode()
    await service.ended(signal.SIGTERM)


async def test_what_lies_in_the_watched_folder_is_imported_and_put_away(town: Town) -> None:
    folder = town.folder / "in"
    folder.mkdir()
    newcomer = f"{STAFF}Eva Ek;eva.ek@smastad.example;handläggare;Barnenheten;\n"
    (folder / "personal.csv").write_text(newcomer, encoding="utf-8")
    (folder / "personal.csv.done").touch()
    town.gate.set()
    service = await town.start(MONDAY, FRISTVAKT_IMPORT_FOLDER=str(folder))
    async with asyncio.timeout(PATIENCE_S):
        await service.ready()
    await service.ended(signal.SIGTERM)
    assert staff_by_email(town.database, "eva.ek@smastad.example") is not None
    assert not (folder / "personal.csv").exists()
    assert len(list((folder / "done").glob("*/personal.csv"))) == 1
