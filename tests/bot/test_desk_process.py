"""The desk in a process of its own: the same answers, and every way that a process can end."""

import asyncio
import logging
import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from pickle import dumps
from typing import cast

import pytest
from desks_apart import OUT_OF_REACH, SECRET, obedient, unopened
from small_town import INVESTIGATIONS, KARIN, NOW, STRANGER, make_desk

from bot.composition import desk_beside, desk_choices
from bot.conversation import Asker, Audience, Question, Reply
from bot.desk_process.apart import DeskApart
from bot.desk_process.orders import MakesDesk
from bot.desk_process.probe import Probe
from bot.desk_process.running import DeskGoneError
from bot.settings import load_settings
from digests import events
from digests.traces import exception_kinds, places
from storage.errors import StorageError

_TESTS = Path(__file__).parent
_PATIENCE_S = 60

Opened = Callable[[MakesDesk], DeskApart]


@pytest.fixture
async def opened(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Opened]:
    """Give desks in processes that find the tests' own desks, and end them."""
    monkeypatch.setenv("PYTHONPATH", str(_TESTS), prepend=os.pathsep)
    desks: list[DeskApart] = []

    def open_one(make: MakesDesk) -> DeskApart:
        desks.append(DeskApart(make))
        return desks[-1]

    yield open_one
    for desk in desks:
        await desk.close()


@pytest.fixture
def desk(opened: Opened, tmp_path: Path) -> DeskApart:
    return opened(partial(obedient, tmp_path))


@pytest.fixture
def logged() -> Iterator["asyncio.Queue[events.Line]"]:
    """Give what is logged in this process, as it comes."""
    lines: asyncio.Queue[events.Line] = asyncio.Queue()

    class Taker(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.put_nowait(record.msg)  # type: ignore[arg-type]  # a Line, as `fristvakt.events` has

    taker, level = Taker(), events.LOGGER.level
    events.LOGGER.addHandler(taker)
    events.LOGGER.setLevel(logging.INFO)
    yield lines
    events.LOGGER.setLevel(level)
    events.LOGGER.removeHandler(taker)


def asked(text: str, email: str = KARIN) -> Question:
    return Question(text, Asker(email=email), Audience.PERSONAL, NOW)


def heard(folder: Path) -> list[str]:
    return (folder / "heard").read_text(encoding="utf-8").splitlines()


def taken(logged: "asyncio.Queue[events.Line]") -> list[events.Line]:
    return [logged.get_nowait() for _ in range(logged.qsize())]


def let_go_on(hanging: Path) -> None:
    """Let go on whoever waits there now, if anybody does."""
    with suppress(OSError):
        os.close(os.open(hanging, os.O_WRONLY | os.O_NONBLOCK))


@contextmanager
def few_descriptors_left(number: int) -> Iterator[None]:
    """Let so many more files be opened, wherever there are gaps among the descriptors."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(each.name) for each in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1 + number, limits[1]))
    taken_up: list[int] = []
    try:
        with suppress(OSError):
            while True:
                taken_up.append(os.dup(0))
        for _ in range(number):
            os.close(taken_up.pop())
        yield
    finally:
        for each in taken_up:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def has_ended(process: int) -> bool:
    """Wait until the process has ended; False where it lives on."""
    try:
        told = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([told], [], [], _PATIENCE_S)[0])
    finally:
        os.close(told)


async def test_what_is_said_is_the_same_as_at_a_desk_in_the_own_process(
    opened: Opened, tmp_path: Path
) -> None:
    near = make_desk(tmp_path, utredningar=INVESTIGATIONS)
    settings = load_settings(database_url=near.database.engine.url.render_as_string())
    apart = opened(partial(desk_beside, desk_choices(settings)))
    for text, email in (
        ("mina ärenden nära deadline", KARIN),
        ("hur går det för enheten", KARIN),
        ("hej", STRANGER),
    ):
        said, answer = await apart.answer(asked(text, email)), near.answer(asked(text, email))
        assert type(said) is Reply  # the rows stay where they were read
        assert said == answer.reply
        assert said.rows == len(answer.duties)


def test_the_desk_is_given_no_secret_that_it_has_no_use_for() -> None:
    settings = load_settings(bot_app_password=SECRET, smtp_username="x", smtp_password=SECRET)
    assert settings.smtp_password.get_secret_value() == SECRET
    assert SECRET.encode() not in dumps(desk_choices(settings))


async def test_nothing_that_is_set_for_the_service_is_in_the_environment_of_the_desk(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRISTVAKT_SMTP_PASSWORD", SECRET)
    monkeypatch.setenv("fristvakt_bot_app_password", SECRET)
    desk = opened(partial(obedient, tmp_path))
    process = (await desk.answer(asked("vem"))).text
    environment = Path(f"/proc/{process}/environ").read_bytes()
    assert b"PYTHONPATH=" in environment
    assert b"FRISTVAKT_" not in environment.upper()
    assert SECRET.encode() not in environment


async def test_an_answer_longer_than_a_line_holds_at_a_time_comes_whole(desk: DeskApart) -> None:
    for length in (16_000, 17_000, 100_000, 1_000_000):
        answers = await asyncio.gather(
            *(desk.answer(asked("lång", f"{length}@x.example")) for _ in range(4))
        )
        assert [answer.text for answer in answers] == ["å" * length] * 4


async def test_whether_a_person_is_known_is_asked_over_there(desk: DeskApart) -> None:
    assert (await desk.knows("known"), await desk.knows("somebody else")) == (True, False)


async def test_a_sentence_about_the_database_is_raised_here_and_where_it_came_from_is_told(
    desk: DeskApart,
) -> None:
    with pytest.raises(StorageError) as raised:
        await desk.answer(asked("ingen databas"))
    told = raised.value
    assert (told.code, told.message) == (OUT_OF_REACH.code, OUT_OF_REACH.message)
    assert any(place.startswith("desks_apart.py:") for place in places(told))


async def test_a_fault_over_there_is_one_here_by_its_kind_and_place_and_not_by_its_words(
    desk: DeskApart,
) -> None:
    with pytest.raises(DeskGoneError) as raised:
        await desk.answer(asked("fel"))
    assert exception_kinds(raised.value) == ["DeskGoneError", "ZeroDivisionError"]
    assert places(raised.value)[-1].endswith(" answer")
    assert SECRET not in repr(vars(raised.value.__cause__))
    assert (await desk.answer(asked("vem"))).text  # it works on


async def test_a_process_that_dies_at_a_question_is_replaced_and_the_question_is_not_put_again(
    desk: DeskApart, tmp_path: Path, logged: "asyncio.Queue[events.Line]"
) -> None:
    first = (await desk.answer(asked("vem"))).text
    with pytest.raises(DeskGoneError):
        await desk.answer(asked("dö"))
    assert (await desk.answer(asked("vem"))).text != first
    assert heard(tmp_path) == ["vem", "dö", "vem"]
    assert (await logged.get())["event"] == "desk_restarted"


@pytest.mark.parametrize("text", ["sluta", "oläsligt"])
async def test_no_question_takes_a_line_away(desk: DeskApart, text: str) -> None:
    for _ in range(5):
        with pytest.raises(DeskGoneError):
            await desk.answer(asked(text))
    assert (await desk.answer(asked("vem"))).text


async def test_where_all_hang_for_long_the_process_is_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(_TESTS), prepend=os.pathsep)
    desk = DeskApart(partial(obedient, tmp_path), free_within_s=0.5)
    process = int((await desk.answer(asked("vem"))).text)
    waiting = [asyncio.create_task(desk.answer(asked("häng"))) for _ in range(4)]
    while heard(tmp_path).count("häng") < 4:
        await asyncio.sleep(0)
    assert int((await desk.answer(asked("vem"))).text) != process
    faults = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(fault) for fault in faults} == {DeskGoneError}
    await desk.close()


async def test_the_last_words_of_a_process_that_dies_are_heard(
    desk: DeskApart, logged: "asyncio.Queue[events.Line]"
) -> None:
    with pytest.raises(DeskGoneError):
        await desk.answer(asked("sista ord"))
    assert logged.qsize() == 5


async def test_a_process_that_ends_leaves_no_descriptor(desk: DeskApart) -> None:
    await desk.answer(asked("vem"))
    before = open_files()
    for _ in range(3):
        with pytest.raises(DeskGoneError):
            await desk.answer(asked("dö"))
    await desk.answer(asked("vem"))
    assert open_files() == before


async def test_a_program_that_does_not_start_is_logged_as_one(
    desk: DeskApart, monkeypatch: pytest.MonkeyPatch, logged: "asyncio.Queue[events.Line]"
) -> None:
    monkeypatch.setenv("PYTHONHOME", str(_TESTS))  # where no Python is
    with pytest.raises(DeskGoneError):
        await desk.answer(asked("vem"))
    line = await logged.get()
    assert (line["event"], line["exceptions"]) == ("desk_failed", ["DeskGoneError"])
    monkeypatch.delenv("PYTHONHOME")
    assert (await desk.answer(asked("vem"))).text


async def test_a_process_that_cannot_begin_is_one_fault_and_no_other(
    desk: DeskApart, monkeypatch: pytest.MonkeyPatch, logged: "asyncio.Queue[events.Line]"
) -> None:
    monkeypatch.setattr(sys, "executable", str(_TESTS / "no-such-program"))
    with pytest.raises(DeskGoneError):
        await desk.start()
    assert (await logged.get())["exceptions"] == ["FileNotFoundError"]


async def test_a_process_killed_between_two_questions_is_not_noticed(desk: DeskApart) -> None:
    first = int((await desk.answer(asked("vem"))).text)
    os.kill(first, signal.SIGKILL)
    assert has_ended(first)
    assert int((await desk.answer(asked("vem"))).text) != first


async def test_all_who_wait_when_the_process_dies_are_told_and_the_next_are_answered(
    desk: DeskApart, tmp_path: Path
) -> None:
    process = int((await desk.answer(asked("vem"))).text)
    waiting = [asyncio.create_task(desk.answer(asked("häng"))) for _ in range(3)]
    while heard(tmp_path).count("häng") < 3:
        await desk.knows("known")
    os.kill(process, signal.SIGKILL)
    faults = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(fault) for fault in faults} == {DeskGoneError}
    assert int((await desk.answer(asked("vem"))).text) != process


async def test_a_question_that_hangs_keeps_neither_the_loop_nor_others_waiting(
    desk: DeskApart, tmp_path: Path
) -> None:
    waiting = asyncio.create_task(desk.answer(asked("häng")))
    while not (tmp_path / "hanging").exists():
        await desk.knows("known")
    assert (await desk.answer(asked("vem"))).text
    assert not waiting.done()
    (tmp_path / "hanging").write_text("", "utf-8")
    assert (await waiting).text


@pytest.mark.parametrize("times", [1, 2])
async def test_two_that_think_long_hold_up_nobody_however_often(
    desk: DeskApart, tmp_path: Path, times: int
) -> None:
    for _ in range(times):
        waiting = [asyncio.create_task(desk.answer(asked("häng"))) for _ in range(2)]
        while not (tmp_path / "heard").exists() or heard(tmp_path)[-2:] != ["häng", "häng"]:
            await desk.knows("known")
        known = await asyncio.gather(*(desk.knows("known") for _ in range(20)))
        assert known == [True] * 20
        assert (await desk.answer(asked("vem"))).text
        assert not any(each.done() for each in waiting)
        while not all(each.done() for each in waiting):
            let_go_on(tmp_path / "hanging")
            await desk.knows("known")
    assert heard(tmp_path) == ["häng", "häng", "vem"] * times


async def test_more_ask_at_once_than_it_answers_at_once_and_each_gets_their_own(
    desk: DeskApart,
) -> None:
    known = [each % 3 == 0 for each in range(50)]
    asking = (desk.knows("known" if each else "somebody else") for each in known)
    assert await asyncio.gather(*asking) == known


async def test_who_stops_waiting_leaves_no_answer_to_the_next(
    desk: DeskApart, tmp_path: Path
) -> None:
    process = (await desk.answer(asked("vem"))).text
    for number in range(8):
        waiting = asyncio.create_task(desk.answer(asked("häng")))
        while heard(tmp_path).count("häng") == number:
            await desk.knows("known")
        waiting.cancel()
        await asyncio.to_thread((tmp_path / "hanging").write_text, "gå vidare")
        assert not await desk.knows("somebody else")
    assert (await desk.answer(asked("vem"))).text == process
    with pytest.raises(StorageError):
        await desk.answer(asked("ingen databas"))


async def test_a_desk_that_has_ended_is_found_by_who_watches_and_begins_anew(
    desk: DeskApart,
) -> None:
    probe = Probe(desk)
    assert await probe.answers()
    first = desk.pid
    os.kill(first, signal.SIGKILL)
    assert has_ended(first)
    assert await probe.answers()
    assert desk.pid != first


@pytest.mark.parametrize("make", [unopened, cast("MakesDesk", len)])
async def test_a_desk_that_cannot_be_opened_answers_nobody(opened: Opened, make: MakesDesk) -> None:
    assert not await Probe(opened(make)).answers()


async def test_several_may_watch_at_once(desk: DeskApart) -> None:
    probe = Probe(desk)

    async def watch() -> list[bool]:
        return [await probe.answers() for _ in range(10)]

    assert await asyncio.gather(*(watch() for _ in range(3))) == [[True] * 10] * 3


async def test_a_desk_that_fails_at_every_beginning_is_let_begin_now_and_then(
    opened: Opened, logged: "asyncio.Queue[events.Line]"
) -> None:
    probe = Probe(opened(unopened), again_after_s=3_600)
    assert [await probe.answers() for _ in range(5)] == [False] * 5
    assert [line["event"] for line in taken(logged)] == ["desk_failed"]
    eager = Probe(opened(unopened), again_after_s=0)
    assert [await eager.answers() for _ in range(2)] == [False] * 2
    assert [line["event"] for line in taken(logged)].count("desk_failed") == 2


async def test_where_no_descriptor_is_left_the_desk_answers_nobody_and_leaks_none(
    opened: Opened, logged: "asyncio.Queue[events.Line]"
) -> None:
    desk, before = opened(unopened), open_files()
    with few_descriptors_left(4):
        answers = await Probe(desk).answers()
    assert (answers, open_files()) == (False, before)
    assert [line["exceptions"] for line in taken(logged)] == [["OSError"]]


async def test_a_database_that_is_away_is_no_fault_of_the_desk(
    opened: Opened, tmp_path: Path
) -> None:
    settings = load_settings(database_url=f"sqlite:///{tmp_path / 'nowhere' / 'town.db'}")
    desk = opened(partial(desk_beside, desk_choices(settings)))
    with pytest.raises(StorageError):
        await desk.knows("known")
    assert await Probe(desk).answers()


async def test_who_watches_a_desk_that_hangs_takes_one_line_of_it_and_no_more(
    desk: DeskApart, tmp_path: Path
) -> None:
    probe = Probe(desk, within_s=0.01)
    waiting = [asyncio.create_task(desk.answer(asked("häng"))) for _ in range(4)]
    while not (tmp_path / "heard").exists() or len(heard(tmp_path)) < 4:
        await asyncio.sleep(0)
    before = len(asyncio.all_tasks())
    assert [await probe.answers() for _ in range(3)] == [False] * 3
    assert len(asyncio.all_tasks()) == before + 1
    while not all(each.done() for each in waiting):
        let_go_on(tmp_path / "hanging")
        await asyncio.sleep(0)
    while not await probe.answers():
        pass


async def test_signals_are_left_to_the_service(desk: DeskApart) -> None:
    process = int((await desk.answer(asked("vem"))).text)
    for each in (signal.SIGTERM, signal.SIGINT):
        os.kill(process, each)
        assert int((await desk.answer(asked("vem"))).text) == process


async def test_what_is_closed_ends_also_where_a_question_hangs_and_answers_nobody(
    desk: DeskApart, tmp_path: Path
) -> None:
    process = int((await desk.answer(asked("vem"))).text)
    waiting = asyncio.create_task(desk.answer(asked("häng")))
    while not (tmp_path / "hanging").exists():
        await desk.knows("known")
    await desk.close()
    assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], DeskGoneError)
    assert has_ended(process)
    with pytest.raises(DeskGoneError):
        await desk.answer(asked("vem"))


def test_it_ends_with_a_service_that_is_killed_also_where_a_question_hangs(
    tmp_path: Path,
) -> None:
    program = (sys.executable, str(_TESTS / "desks_host.py"), str(tmp_path))
    places_to_look = os.pathsep.join((str(_TESTS), *filter(None, sys.path)))
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": places_to_look}
    ) as host:
        assert host.stdout is not None
        process = int(host.stdout.readline())
        host.kill()
    assert has_ended(process)


async def test_what_is_logged_over_there_is_logged_here_and_of_a_library_only_that_it_spoke(
    desk: DeskApart, logged: "asyncio.Queue[events.Line]"
) -> None:
    await desk.answer(asked("avvisa"))
    await desk.answer(asked("bibliotek"))
    lines = [dict(await logged.get()) for _ in range(2)]
    assert lines == [
        {"event": "refused", "reason": "another_identity"},
        {"event": "library", "logger": "some.library"},
    ]


async def test_a_desk_that_cannot_be_opened_is_logged_and_tried_again_at_the_next_question(
    opened: Opened, logged: "asyncio.Queue[events.Line]"
) -> None:
    desk = opened(unopened)
    for _ in range(2):
        with pytest.raises(DeskGoneError):
            await desk.answer(asked("vem"))
    line = await logged.get()
    assert (line["event"], line["exceptions"]) == ("desk_failed", ["StorageError"])


def test_the_other_side_loads_neither_the_door_nor_what_draws_or_schedules() -> None:
    program = (
        "import sys, bot.composition, bot.desk_process.worker, bot.turns\n"
        "print({'aiohttp', 'apscheduler', 'botbuilder', 'matplotlib'} & set(sys.modules))"
    )
    told = subprocess.run((sys.executable, "-c", program), capture_output=True, check=True)
    assert told.stdout.decode().strip() == "set()"
