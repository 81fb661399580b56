"""The service as a real process, killed in the middle: nothing is lost, no double is unmarked."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from os import environ
from pathlib import Path

import pytest
from aiohttp import ClientSession
from served_town import (
    LATER,
    MONDAY,
    PATIENCE_S,
    PROGRAM,
    REPEATED,
    STAFF,
    Town,
    free_port,
    served_town,
)
from small_town import KARIN, MANAGER, OTHER_MANAGER

from storage.queries import LooksWanted, looks, staff_by_email
from storage.records.outbox import DeliveriesWanted, attempts_of, deliveries


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with served_town(tmp_path) as town:
        yield town


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
    assert (
        'fristvakt_deliveries{channel="teams",kind="weekly_digest",state="failed"} 1.0' in figures
    )
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
