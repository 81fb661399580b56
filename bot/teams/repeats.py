"""Teams sends an activity again when the answer takes too long; it is done once.

Kept in memory: what a turn changes is guarded by unique keys in the database, so a repeat that
reaches another process, or comes after a restart, costs an answer and changes nothing.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from cachetools import TTLCache

_MOST = 2_000
_KEPT_S = 600.0

Outcome = TypeVar("Outcome")


class Repeats(Generic[Outcome]):
    """What was begun in the last minutes, by its key; seconds only go forward."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._begun: TTLCache[Hashable, asyncio.Future[Outcome]] = TTLCache(
            _MOST, _KEPT_S, timer=seconds
        )

    async def once(self, key: Hashable, do: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Return the outcome of the first that came with this key, awaited if need be.

        Whoever waits may give up without stopping the work. What failed may be tried again.
        """
        work = self._begun.get(key)
        if work is None:
            work = self._begun[key] = asyncio.ensure_future(do())
            work.add_done_callback(lambda done: self._forget_failed(key, done))
        return await asyncio.shield(work)

    def _forget_failed(self, key: Hashable, done: "asyncio.Future[Outcome]") -> None:
        if done.cancelled() or done.exception() is not None:
            self._begun.pop(key, None)
