"""The edge waits for nobody for ever, asks nobody twice, and lets what is begun come to its end."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from aiohttp import ClientSession, web
from requests.exceptions import ReadTimeout
from small_town import NOW
from teams_stub import SlowDesk, Teams, message

from bot.app import make_app
from bot.teams import TeamsEndpoint, patience
from bot.teams.own_token import KEEP_S, NoTokenError, OwnToken
from bot.teams.pace import Admission, Pace
from bot.teams.repeats import Repeats


@dataclass
class Seconds:
    """A clock that is turned by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_stop_lets_the_running_turn_end(teams: Teams) -> None:
    desk = SlowDesk()
    runner = web.AppRunner(make_app(TeamsEndpoint(desk, None, lambda: NOW), None))
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    await web.SockSite(runner, listening).start()
    async with ClientSession() as session:
        address = f"http://127.0.0.1:{port}/api/messages"
        asked = asyncio.create_task(session.post(address, json=message(teams, "mina ärenden")))
        await desk.begun.wait()
        stopping = asyncio.create_task(runner.cleanup())
        desk.let.set()
        response = await asked
        assert response.status == 201
        await stopping
    assert teams.texts == ["Svar."]


def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "READ_S", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        session = patience.impatient_session()
        with session, pytest.raises(ReadTimeout):
            session.get(f"http://127.0.0.1:{silent.getsockname()[1]}/")


async def test_our_token_is_fetched_once_for_all_who_wait_and_again_when_it_is_old() -> None:
    seconds, left = Seconds(), ["second", "first"]
    with ThreadPoolExecutor(4) as threads:
        token = OwnToken(left.pop, threads, seconds)
        assert await asyncio.gather(*(token.value() for _ in range(8))) == ["first"] * 8
        seconds.now += KEEP_S - 1
        assert await token.value() == "first"
        seconds.now += 1
        assert await token.value() == "second"


async def test_a_token_that_cannot_be_fetched_is_tried_again() -> None:
    told: dict[str, str] = {}
    with ThreadPoolExecutor(1) as threads:
        token = OwnToken(lambda: told["access_token"], threads)
        with pytest.raises(NoTokenError):
            await token.value()
        told["access_token"] = "late"
        assert await token.value() == "late"


async def test_the_token_is_fetched_beside_the_loop() -> None:
    meeting = Barrier(2)

    def fetch() -> str:
        meeting.wait(10)
        return "token"

    with ThreadPoolExecutor(2) as threads:
        waiting = asyncio.create_task(OwnToken(fetch, threads).value())
        await asyncio.get_running_loop().run_in_executor(threads, meeting.wait, 10)
        assert await waiting == "token"


async def test_a_repeat_is_forgotten_in_time_and_at_once_if_it_failed() -> None:
    seconds, done = Seconds(), 0
    repeats: Repeats[int] = Repeats(seconds)

    async def count() -> int:
        nonlocal done
        done += 1
        if done == 1:
            raise OSError("network")
        return done

    with pytest.raises(OSError, match="network"):
        await repeats.once("a", count)
    assert await repeats.once("a", count) == 2
    assert await repeats.once("a", count) == 2
    seconds.now += 601
    assert await repeats.once("a", count) == 3


async def test_who_gives_up_waiting_does_not_stop_the_work() -> None:
    repeats: Repeats[str] = Repeats()
    let = asyncio.Event()

    async def work() -> str:
        await let.wait()
        return "done"

    impatient = asyncio.create_task(repeats.once("a", work))
    await asyncio.sleep(0)
    impatient.cancel()
    let.set()
    assert await repeats.once("a", work) == "done"


def test_the_pace_is_counted_over_the_last_minute() -> None:
    seconds = Seconds()
    pace = Pace(2, seconds)
    assert pace.admission("karin") is Admission.ADMITTED
    seconds.now += 40
    assert pace.admission("karin") is Admission.ADMITTED
    assert pace.admission("karin") is Admission.TOLD
    seconds.now += 19
    assert pace.admission("karin") is Admission.SILENT
    seconds.now += 1
    assert pace.admission("karin") is Admission.ADMITTED
    assert pace.admission("karin") is Admission.SILENT
    assert pace.admission("björn") is Admission.ADMITTED
