"""The service's side: sends each question to the process of the desk, and raises what it raises.

A process that ends is replaced at the next question. What it was answering is not put again,
for it may have been done: whoever asked is told of a fault, as of any other.
"""

import asyncio
from typing import TypeVar

from bot.conversation import Question, Reply
from bot.desk_process.lending import NotHeardError
from bot.desk_process.orders import IsKnown, MakesDesk, Order, Raised
from bot.desk_process.running import FREE_WITHIN_S, DeskGoneError, RunningDesk
from digests import events
from digests.traces import ElsewhereError
from storage.errors import StorageError

Told = TypeVar("Told", bound=Reply | bool)

_TRIES = 2


class DeskApart:
    """A desk whose work is done in another process; `make` opens it over there.

    Where all lines are taken and no answer comes for `free_within_s` seconds, it is replaced.
    """

    def __init__(self, make: MakesDesk, free_within_s: float = FREE_WITHIN_S) -> None:
        self._make = make
        self._free_within_s = free_within_s
        self._starting = asyncio.Lock()
        self._running: RunningDesk | None = None
        self._is_closed = False

    @property
    def pid(self) -> int:
        """The number of the process; 0, which is nobody's, before it has begun."""
        return self._running.pid if self._running is not None else 0

    @property
    def is_running(self) -> bool:
        """Whether there is a process that has not been found to have ended."""
        return self._running is not None and not self._running.is_lost

    async def answer(self, question: Question) -> Reply:
        """Return the answer without its facts; raises StorageError and DeskGoneError."""
        return await self._told(question, Reply)

    async def knows(self, object_id: str) -> bool:
        """Whether a member of staff has the Entra object id; raises like `answer`."""
        return await self._told(IsKnown(object_id), bool)

    async def start(self) -> None:
        """Begin to open the desk; comes back before it is open."""
        await self._now_running()

    async def close(self) -> None:
        """Let the process end, whatever it does; nothing is answered any more."""
        self._is_closed = True
        async with self._starting:
            if self._running is not None:
                await self._running.end()

    async def _told(self, order: Order, kind: type[Told]) -> Told:
        for _ in range(_TRIES):
            desk = await self._now_running()
            try:
                outcome = await desk.told(order)
            except NotHeardError:
                continue
            if isinstance(outcome, Raised):
                raise _as_error(outcome) from ElsewhereError(outcome.kinds, outcome.places)
            if not isinstance(outcome, kind):
                raise TypeError(type(outcome).__name__)
            return outcome
        raise DeskGoneError

    async def _now_running(self) -> RunningDesk:
        if self._running is not None and not self._running.is_lost and not self._is_closed:
            return self._running
        async with self._starting:
            if self._is_closed:
                raise DeskGoneError
            if self._running is None or self._running.is_lost:
                self._running = await self._begun(self._running)
            return self._running

    async def _begun(self, earlier: RunningDesk | None) -> RunningDesk:
        if earlier is not None:
            await earlier.end()
        running = await RunningDesk.begun(self._make, self._free_within_s)
        if earlier is not None:
            events.event("desk_restarted")
        return running


def _as_error(raised: Raised) -> Exception:
    return StorageError(raised.code, raised.sentence) if raised.code else DeskGoneError()
