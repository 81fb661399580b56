"""A municipality whose service runs as a real process, beside a small Teams and a letterbox."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from storage.queries import staff_by_email
from storage.records import Conversation, remember_conversation, set_reminder
from storage.records.outbox import note_tick

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


@asynccontextmanager
async def served_town(tmp_path: Path) -> AsyncIterator[Town]:
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
    with letterbox() as letters:
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
