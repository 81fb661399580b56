"""A task that is done again and again: on a thread of its own, never twice at a time.

What makes the turns come is not told here, so that a turn under way outlives whatever asked
for it. Seconds are those of the event loop's clock, which nobody sets.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from digests.events import fault


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do every minute: blocking, given the moment and the id of the run.

    A turn that has gone on for `longest` is given up, and another one may begin beside it.
    """

    name: str
    work: Callable[[datetime, str], object]
    longest: timedelta = timedelta(minutes=3)


class Round:
    """How one task goes, turn after turn; `then` is told on the loop what a turn has given."""

    def __init__(
        self,
        task: Task,
        clock: Callable[[], datetime],
        then: Callable[[object], None] | None = None,
    ) -> None:
        self.task = task
        self.last_done_at: datetime | None = None
        self.failures = 0
        self.turn: asyncio.Future[object] | None = None
        self._clock, self._then = clock, then
        self._seen_at = _seconds()
        self._threads = self._new_threads()

    def begin(self, run_id: str) -> None:
        """Begin a turn, unless the last one is still under way."""
        if self.turn is not None:
            return
        self._seen_at = _seconds()
        loop = asyncio.get_running_loop()
        now = self._clock()
        turn = loop.run_in_executor(self._threads, self.task.work, now, run_id)
        self.turn = turn
        turn.add_done_callback(lambda ended: self._note(ended, now, run_id))

    def pass_over(self) -> None:
        """Note that it was this task's turn, and that it is another process that does it."""
        self._seen_at = _seconds()

    def is_dead(self, silent_for: timedelta) -> bool:
        """Whether its turns have stopped coming, or one of them has hung."""
        longest = self.task.longest if self.turn is not None else silent_for
        return _seconds() - self._seen_at > longest.total_seconds()

    def give_up(self) -> None:
        """Leave the turn under way, if any, to itself, so that the next can begin."""
        self._seen_at = _seconds()
        if self.turn is not None:
            self.turn = None
            self._threads.shutdown(wait=False)
            self._threads = self._new_threads()

    def end(self, last: Callable[[], None]) -> "asyncio.Future[None]":
        """Do one last thing, after the turn under way if there is one, and begin no more turns."""
        ending = asyncio.get_running_loop().run_in_executor(self._threads, last)
        self._threads.shutdown(wait=False)
        return ending

    def close(self) -> None:
        """Begin no more turns."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _note(self, ended: "asyncio.Future[Any]", began_at: datetime, run_id: str) -> None:
        caught = None if ended.cancelled() else ended.exception()
        if caught is not None:
            fault(caught, f"{self.task.name}_failed", run_id)
        if ended is not self.turn:
            return
        self.turn, self._seen_at = None, _seconds()
        self.failures = self.failures + 1 if caught is not None else 0
        if caught is None and not ended.cancelled():
            self.last_done_at = began_at
            if self._then is not None:
                self._then(ended.result())

    def _new_threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix=f"schedule-{self.task.name}")


def _seconds() -> float:
    return asyncio.get_running_loop().time()
