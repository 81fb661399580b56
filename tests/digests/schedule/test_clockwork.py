"""The clockwork survives its tasks, its scheduler and its leader; only one process's tasks run."""

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from schedule_town import MANAGER, MARIA, NORTH, Town, at

from digests.schedule.clockwork import Clockwork, Leader, Pace, Task
from digests.schedule.rounds import Round
from digests.schedule.tick import Schedule
from rules.swedish_time import SWEDISH_TIME
from storage.leadership import Leadership

NOW = at("mån 2026-11-16 07:00")
AN_HOUR = timedelta(hours=1)
A_MOMENT, A_WHILE = timedelta(milliseconds=5), timedelta(milliseconds=150)
QUICK = Pace(
    tasks_every=A_MOMENT,
    leader_every=A_MOMENT,
    dead_after=A_WHILE,
    watch_every=A_MOMENT,
    drain=A_WHILE,
)


class Work:
    """A task's work that tells the test of each turn, and does what the test asks in it."""

    def __init__(self, does: Callable[[int], None] = lambda _number: None) -> None:
        self.turns: asyncio.Queue[tuple[datetime, str]] = asyncio.Queue()
        self._does, self._number = does, 0
        self._loop = asyncio.get_running_loop()

    def __call__(self, now: datetime, run_id: str) -> None:
        self._number += 1
        self._loop.call_soon_threadsafe(self.turns.put_nowait, (now, run_id))
        self._does(self._number)

    async def come(self, times: int) -> list[tuple[datetime, str]]:
        """Wait for so many turns that nobody has waited for."""
        return [await self.turns.get() for _ in range(times)]


class OneLeader:
    """Leadership among the clockworks of one process: whoever asks first, until it lets go."""

    def __init__(self) -> None:
        self.holder: object | None = None
        self.lock = threading.Lock()

    def part(self) -> "Part":
        return Part(self)


class Part:
    def __init__(self, whole: OneLeader) -> None:
        self._whole = whole
        self.fails = False
        self.failed = threading.Semaphore(0)
        self.refused = threading.Event()

    def is_held(self) -> bool:
        if self.fails:
            self.failed.release()
            raise OSError("the database is away")
        with self._whole.lock:
            self._whole.holder = self._whole.holder or self
            held = self._whole.holder is self
        if not held:
            self.refused.set()
        return held

    def let_go(self) -> None:
        with self._whole.lock:
            if self._whole.holder is self:
                self._whole.holder = None


@asynccontextmanager
async def going(clockwork: Clockwork) -> AsyncIterator[Clockwork]:
    running = asyncio.create_task(clockwork.go_on())
    yield clockwork
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def clockwork(*work: Work, leader: Leader | None = None, pace: Pace = QUICK) -> Clockwork:
    tasks = [Task(f"task{number}", each, A_WHILE) for number, each in enumerate(work)]
    return Clockwork(tasks, leader or OneLeader().part(), lambda: NOW, pace)


async def test_tasks_come_around_with_the_moment_and_a_run_id_of_their_own() -> None:
    first, second = Work(), Work()
    async with going(clockwork(first, second)) as running:
        turns = await first.come(3) + await second.come(3)
        assert running.state().leads
    assert {moment for moment, _ in turns} == {NOW}
    assert len({run_id for _, run_id in turns}) == 6


async def test_no_moment_is_without_a_zone() -> None:
    work = Work()
    async with going(Clockwork([Task("tick", work)], OneLeader().part(), lambda: NOW, QUICK)):
        ((moment, _),) = await work.come(1)
        assert moment.tzinfo is SWEDISH_TIME
        for job in the_scheduler().get_jobs():
            assert job.next_run_time.tzinfo is SWEDISH_TIME


async def test_a_late_turn_is_never_dropped_and_nothing_is_kept_but_in_memory() -> None:
    work = Work()
    async with going(clockwork(work)):
        await work.come(1)
        jobs = the_scheduler().get_jobs()
        assert len(jobs) == 2
        for job in jobs:
            # By default what is a second late is dropped, and weekdays of cron are off by one.
            assert job.misfire_grace_time is None
            assert (job.coalesce, job.max_instances) == (True, 1)
            assert isinstance(job.trigger, IntervalTrigger)
        assert isinstance(the_scheduler()._lookup_jobstore("default"), MemoryJobStore)


async def test_a_tick_that_raises_is_logged_by_its_kind_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(number: int) -> None:
        if number <= 2:
            raise ValueError("Kalle Karlsson 20120101-1234")

    work = Work(fail)
    with caplog.at_level(logging.DEBUG):
        async with going(clockwork(work)) as running:
            await work.come(4)
            assert running.state().failures == 0
            assert running.state().last_done_at == NOW
            assert running.state().revivals == 0
    assert caplog.text.count("task0_failed") == 2
    assert "ValueError" in caplog.text
    assert "Kalle" not in caplog.text


async def test_failures_in_a_row_are_counted() -> None:
    def fail(_number: int) -> None:
        raise ValueError

    work = Work(fail)
    async with going(clockwork(work)) as running:
        await work.come(3)
        assert running.state().failures >= 2
        assert running.state().last_done_at is None


def the_scheduler() -> AsyncIOScheduler:
    """The scheduler that runs in this process, found as nothing of ours would find it."""
    (running,) = (
        each for each in gc.get_objects() if isinstance(each, AsyncIOScheduler) and each.running
    )
    return running


def forget_everything(scheduler: AsyncIOScheduler) -> None:
    scheduler._timeout.cancel()


def wait_for_an_hour_that_has_been(scheduler: AsyncIOScheduler) -> None:
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(SWEDISH_TIME) + AN_HOUR)


@pytest.mark.parametrize(
    "kill",
    [
        AsyncIOScheduler.shutdown,
        AsyncIOScheduler.remove_all_jobs,
        AsyncIOScheduler.pause,
        forget_everything,
        wait_for_an_hour_that_has_been,
    ],
)
async def test_a_scheduler_that_dies_in_silence_is_revived(
    kill: Callable[[AsyncIOScheduler], None],
) -> None:
    work = Work()
    async with going(clockwork(work)) as running:
        await work.come(2)
        kill(the_scheduler())
        revivals = running.state().revivals
        while running.state().revivals == revivals:
            await work.come(1)
        await work.come(3)


async def test_a_tick_that_hangs_is_left_to_itself_and_others_come() -> None:
    released = threading.Event()

    def hang(number: int) -> None:
        if number == 2:
            released.wait()

    work, other = Work(hang), Work()
    try:
        async with going(clockwork(work, other)) as running:
            await work.come(5)
            await other.come(5)
            assert running.state().revivals >= 1
            released.set()
            await work.come(2)
    finally:
        released.set()


async def test_a_long_turn_is_not_begun_twice() -> None:
    released = threading.Event()
    work, other = Work(lambda _number: released.wait() and None), Work()
    tasks = [Task("long", work, AN_HOUR), Task("short", other, A_WHILE)]
    try:
        async with going(Clockwork(tasks, OneLeader().part(), lambda: NOW, QUICK)):
            await other.come(20)
            the_scheduler().shutdown()
            await other.come(20)
            assert work.turns.qsize() == 1
            released.set()
            await work.come(2)
    finally:
        released.set()


async def test_turns_do_not_pile_up_behind_a_long_one() -> None:
    released = threading.Event()
    turns = Round(Task("long", lambda *_: released.wait(), AN_HOUR), lambda: NOW)
    try:
        turns.begin("run-1")
        under_way = turns.turn
        turns.begin("run-2")
        assert turns.turn is under_way
    finally:
        released.set()
        turns.close()
    assert under_way is not None
    await under_way


async def test_only_the_leaders_tasks_run_and_another_takes_over_at_once() -> None:
    whole = OneLeader()
    mine, theirs = Work(), Work()
    slow_tasks = Pace(AN_HOUR, A_MOMENT, AN_HOUR, A_MOMENT, A_WHILE)
    async with going(clockwork(mine, leader=whole.part(), pace=QUICK)):
        await mine.come(2)
        second = whole.part()
        async with going(clockwork(theirs, leader=second, pace=slow_tasks)) as waiting:
            await asyncio.get_running_loop().run_in_executor(None, second.refused.wait)
            await mine.come(5)
            assert theirs.turns.empty()
            assert not waiting.state().leads
            whole.holder = second
            await theirs.come(1)
            assert waiting.state().leads


async def test_a_leader_that_stops_lets_go() -> None:
    whole = OneLeader()
    work = Work()
    async with going(clockwork(work, leader=whole.part())) as stopped:
        await work.come(1)
        assert whole.holder is not None
    assert whole.holder is None
    assert not stopped.state().leads


class LatePart(Part):
    """A part that is told late whether it leads, when the test says so."""

    def __init__(self, whole: OneLeader) -> None:
        super().__init__(whole)
        self.asked, self.answered, self.left = (threading.Event() for _ in range(3))
        self.may_answer = threading.Event()

    def is_held(self) -> bool:
        self.asked.set()
        self.may_answer.wait()
        held = super().is_held()
        self.answered.set()
        return held

    def let_go(self) -> None:
        super().let_go()
        self.left.set()


async def test_whoever_is_told_after_the_stop_that_it_leads_lets_go() -> None:
    whole = OneLeader()
    late = LatePart(whole)
    impatient = replace(QUICK, drain=A_MOMENT, dead_after=AN_HOUR)
    try:
        async with going(clockwork(Work(), leader=late, pace=impatient)):
            await asyncio.to_thread(late.asked.wait)
    finally:
        late.may_answer.set()
    await asyncio.to_thread(late.answered.wait)
    await asyncio.to_thread(late.left.wait)
    assert whole.holder is None


async def test_whoever_cannot_ask_who_leads_does_nothing_until_it_can(
    caplog: pytest.LogCaptureFixture,
) -> None:
    part = OneLeader().part()
    work = Work()
    with caplog.at_level(logging.INFO):
        async with going(clockwork(work, leader=part)) as running:
            await work.come(1)
            part.fails = True
            for _ in range(2):  # the second is begun when the first has been heard
                await asyncio.get_running_loop().run_in_executor(None, part.failed.acquire)
            assert not running.state().leads
            part.fails = False
            while not work.turns.empty():
                work.turns.get_nowait()
            await work.come(2)
    assert "leadership_failed" in caplog.text
    assert "the database is away" not in caplog.text


async def test_the_scheduler_library_writes_nothing_to_any_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    work = Work()
    with caplog.at_level(logging.DEBUG):
        async with going(clockwork(work)):
            await work.come(3)
            the_scheduler().shutdown()
            await work.come(40)
    assert not [each for each in caplog.records if each.name.startswith("apscheduler")]
    assert capfd.readouterr().err == ""


async def test_of_two_replicas_on_one_database_one_ticks_until_it_stops(town: Town) -> None:
    town.staff("fre 2026-11-13 05:00", (MARIA, MANAGER, NORTH))
    town.tick("fre 2026-11-13 05:00")
    leaders = [Leadership(town.database, owner) for owner in ("one", "two")]
    ticks = [Schedule(town.database, town.choices, each.owner).tick for each in leaders]
    done = Work(), Work()

    def both(number: int) -> Callable[[datetime, str], None]:
        def work(now: datetime, run_id: str) -> None:
            ticks[number](now, run_id)
            done[number](now, run_id)

        return work

    patient = replace(QUICK, dead_after=AN_HOUR)  # a database may take its time to answer
    one, two = (
        Clockwork([Task("tick", both(number), AN_HOUR)], leaders[number], lambda: NOW, patient)
        for number in range(2)
    )
    async with going(one):
        await done[0].come(2)
        async with going(two):
            await done[0].come(3)
            if town.database.engine.dialect.name == "postgresql":
                assert done[1].turns.empty()
        await done[0].come(1)
    async with going(two):
        await done[1].come(2)
    assert len(town.rows()) == 1
