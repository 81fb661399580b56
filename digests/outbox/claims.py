"""Handing out claimed deliveries one by one to the workers of one channel in one process.

A few are taken at a time, in the order in which they are due. When there are none, one worker
looks again now and then and the others wait for it.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeAlias

from digests import events
from storage.records.outbox import Claim

Taken: TypeAlias = tuple[Claim, str]
"""A claim and the id of the run that took it."""


class Bell:
    """Wakes whoever waits for something to do, and tells when it is time to go home."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.is_over = False

    def ring(self) -> None:
        self._rung.set()

    def end(self) -> None:
        self.is_over = True
        self._rung.set()

    async def wait(self, at_most: timedelta) -> None:
        """Return when it is rung or the time has passed."""
        if self.is_over:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most.total_seconds()):
                await self._rung.wait()
        self._rung.clear()


class Claims:
    """Gives out what `take` takes; without `look_every` it ends when there is nothing to take.

    The bell is its own: of several that waited for one, the first to wake would hush it.
    """

    def __init__(
        self,
        take: Callable[[], Awaitable[tuple[Taken, ...]]],
        bell: Bell,
        look_every: timedelta | None = None,
    ) -> None:
        self._take = take
        self.bell = bell
        self._look_every = look_every
        self._taken: deque[Taken] = deque()
        self._one_looks = asyncio.Lock()

    async def next(self) -> Taken | None:
        """Return something to do; None when it is over."""
        async with self._one_looks:
            while not self.bell.is_over:
                if not self._taken:
                    self._taken.extend(await self._looked())
                if self._taken:
                    return None if self.bell.is_over else self._taken.popleft()
                if self._look_every is None:
                    return None
                await self.bell.wait(self._look_every)
            return None

    def left_over(self) -> tuple[Taken, ...]:
        """Return what was taken and not given out."""
        return tuple(self._taken)

    async def _looked(self) -> tuple[Taken, ...]:
        try:
            return await self._take()
        except Exception as caught:
            if self._look_every is None:
                raise
            events.fault(caught, "outbox_not_read")  # the next look may go better
            return ()
