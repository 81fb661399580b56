"""What makes the tick come every minute; the only module that knows APScheduler.

APScheduler is asked for as little as can be: memory only, two intervals, no catching up. What
it misses the next tick finds. It can also die and still say that it runs, so a watchdog of our
own starts it anew; after the clock of the machine was put back, too, when it would wait for an
hour that has been.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from digests.events import event, fault, new_run_id
from digests.schedule.rounds import Round, Task
from rules.swedish_time import SWEDISH_TIME

__all__ = ["Clockwork", "ClockworkState", "Leader", "Pace", "Task"]


_NOTHING = logging.CRITICAL + 1  # its log would quote exceptions, which may quote a row
_EVERY_TURN = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


class Leader(Protocol):
    """One process's part in who keeps the schedule; `storage.leadership` has one."""

    def is_held(self) -> bool:
        """Whether this process keeps the schedule now; blocking."""
        ...

    def let_go(self) -> None:
        """Leave it to another process."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How often things are done, and after how long a silence the scheduler counts as dead."""

    tasks_every: timedelta = timedelta(minutes=1)
    leader_every: timedelta = timedelta(seconds=10)
    dead_after: timedelta = timedelta(minutes=3)
    watch_every: timedelta = timedelta(seconds=15)
    drain: timedelta = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class ClockworkState:
    """How the clockwork goes: for readiness and metrics.

    `last_done_at` is when the first task was last begun and done by this process, `failures`
    how many times in a row it has failed since.
    """

    leads: bool
    last_done_at: datetime | None
    failures: int
    revivals: int


class Clockwork:
    """Lets the tasks come around, in whichever process leads."""

    def __init__(
        self,
        tasks: Sequence[Task],
        leader: Leader,
        clock: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._tasks, self._leader, self._clock = tuple(tasks), leader, clock
        self._pace = pace or Pace()
        self._leads = False
        self._revivals = 0
        self._asking: Round | None = None
        self._rounds: tuple[Round, ...] = ()
        self._scheduler: AsyncIOScheduler | None = None

    def state(self) -> ClockworkState:
        """Return how it goes just now."""
        done_at = self._rounds[0].last_done_at if self._rounds else None
        failures = self._rounds[0].failures if self._rounds else 0
        return ClockworkState(self._leads, done_at, failures, self._revivals)

    async def go_on(self) -> None:
        """Let the tasks come around until cancelled; then leave the schedule to another."""
        asking = Task("leadership", self._ask_who_leads, self._pace.dead_after)
        self._asking = Round(asking, self._clock, self._hear_who_leads)
        self._rounds = tuple(Round(task, self._clock) for task in self._tasks)
        self._start(self._asking)
        try:
            await self._watch(self._asking)
        finally:
            await self._stop(self._asking)

    async def _watch(self, asking: Round) -> None:
        while True:
            await asyncio.sleep(self._pace.watch_every.total_seconds())
            try:
                self._revive(asking)
            except Exception as caught:  # the next look may go better
                fault(caught, "schedule_watch_failed")

    def _revive(self, asking: Round) -> None:
        """Start a scheduler anew whose turns have stopped coming, whatever it says itself."""
        rounds = (asking, *self._rounds)
        dead = [each for each in rounds if each.is_dead(self._pace.dead_after)]
        for each in dead:
            event("schedule_revived", reason=each.task.name)
            each.give_up()
        if dead:
            self._leads = self._leads and asking not in dead
            self._revivals += 1
            self._start(asking)

    def _start(self, asking: Round) -> None:
        """Start a scheduler, in place of the one there may be, and ask at once who leads."""
        self._end_scheduler()
        logging.getLogger("apscheduler").setLevel(_NOTHING)
        scheduler = AsyncIOScheduler(timezone=SWEDISH_TIME, job_defaults=_EVERY_TURN)
        scheduler.add_listener(_tell_of_error, EVENT_JOB_ERROR)
        turns = ((self._pace.leader_every, self._ask), (self._pace.tasks_every, self._do_tasks))
        for length, turn in turns:
            scheduler.add_job(turn, "interval", seconds=length.total_seconds())
        scheduler.start()
        self._scheduler = scheduler
        asking.begin(new_run_id())

    async def _ask(self) -> None:
        if self._asking is not None:
            self._asking.begin(new_run_id())

    async def _do_tasks(self) -> None:
        for each in self._rounds:
            if self._leads:
                each.begin(new_run_id())
            else:
                each.pass_over()

    def _ask_who_leads(self, _now: datetime, run_id: str) -> bool:
        try:
            return self._leader.is_held()
        except Exception as caught:
            fault(caught, "leadership_failed", run_id)
            return False

    def _hear_who_leads(self, leads: object) -> None:
        """Let whoever has just become leader begin at once."""
        if self._scheduler is None:
            return
        begins = bool(leads) and not self._leads
        self._leads = bool(leads)
        if begins:
            event("schedule_taken_over")
            for each in self._rounds:
                each.begin(new_run_id())

    def _end_scheduler(self) -> None:
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            with suppress(Exception):  # it may have died in any way
                scheduler.shutdown(wait=False)

    async def _stop(self, asking: Round) -> None:
        """Let what is under way end, within reason, and leave the schedule to another."""
        self._end_scheduler()
        rounds, drain = (asking, *self._rounds), self._pace.drain.total_seconds()
        under_way = [each.turn for each in rounds if each.turn is not None]
        if under_way:
            await asyncio.wait(under_way, timeout=drain)
        self._leads = False
        leaving = asking.end(self._let_go)
        await asyncio.wait([leaving], timeout=drain)
        for each in self._rounds:
            each.close()

    def _let_go(self) -> None:
        try:
            self._leader.let_go()
        except Exception as caught:
            fault(caught, "leadership_failed")


def _tell_of_error(told: JobExecutionEvent) -> None:
    fault(told.exception, "schedule_turn_failed")
