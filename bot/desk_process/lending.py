"""Which lines are asked on: two at once, and more where those think long.

Where more think at once, they wait for Python's one lock: at eight questions at once, two lines
give a fifth more answers than four. But what thinks long must hold nobody up, so a line on which
nothing has been answered for a tenth of a second is no longer counted. Who has waited longest
comes first.
"""

import asyncio
from asyncio import CancelledError, Future, TimerHandle
from collections import deque
from collections.abc import Callable, Iterable

from bot.desk_process.lines import Line

LINES = 4
_AT_ONCE = 2
_SLOW_S = 0.1


class NotHeardError(Exception):
    """The process had ended, or hung, before it heard what was asked."""


class Lending:
    """The lines that nobody asks on just now, and who waits for one.

    Where nothing has been answered for `free_within_s` seconds while somebody waits, the desk has
    hung: then `hung` is called, which closes this. Belongs to one event loop.
    """

    def __init__(
        self, lines: Iterable[Line], free_within_s: float, hung: Callable[[], None]
    ) -> None:
        self._free = list(lines)  # the one used last is asked first
        self._lent_at: dict[Line, float] = {}
        self._waiting: deque[Future[Line]] = deque()
        self._free_within_s = free_within_s
        self._hung = hung
        self._loop = asyncio.get_running_loop()
        self._silent_since = 0.0
        self._next_look: TimerHandle | None = None
        self._is_closed = False

    async def line(self) -> Line:
        """Return a line when one may be asked on; raises NotHeardError where nobody answers."""
        if self._is_closed:
            raise NotHeardError
        if not self._waiting and self._may_lend():
            return self._lent()
        place = self._place_in_the_queue()
        try:
            return await place
        except CancelledError:
            self._leave(place)
            raise

    def answered(self, line: Line) -> None:
        """Let the line be asked on again."""
        self._silent_since = self._loop.time()
        self._take_back(line)

    def close(self) -> None:
        """Tell all who wait that nobody answers any more."""
        self._is_closed = True
        if self._next_look is not None:
            self._next_look.cancel()
        for place in self._waiting:
            if not place.done():
                place.set_exception(NotHeardError())
        self._waiting.clear()

    def _may_lend(self) -> bool:
        """Whether a line is free, and fewer than two think that have not thought long."""
        slow_before = self._loop.time() - _SLOW_S
        return bool(self._free) and (
            sum(lent_at > slow_before for lent_at in self._lent_at.values()) < _AT_ONCE
        )

    def _lent(self) -> Line:
        line = self._free.pop()
        self._lent_at[line] = self._loop.time()
        return line

    def _take_back(self, line: Line) -> None:
        del self._lent_at[line]
        self._free.append(line)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting and self._may_lend():
            place = self._waiting.popleft()
            if not place.done():  # who has stopped waiting has not left yet
                place.set_result(self._lent())

    def _place_in_the_queue(self) -> "Future[Line]":
        place: Future[Line] = self._loop.create_future()
        if not self._waiting:
            self._silent_since = self._loop.time()
        self._waiting.append(place)
        if self._next_look is None:
            self._next_look = self._loop.call_later(_SLOW_S, self._look)
        return place

    def _leave(self, place: "Future[Line]") -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif not place.cancelled() and place.exception() is None:
            self._take_back(place.result())

    def _look(self) -> None:
        """See, while somebody waits, whether those who think have thought long or have hung."""
        self._next_look = None
        self._hand_out()
        if not self._waiting:
            return
        if self._loop.time() - self._silent_since >= self._free_within_s:
            self._hung()
        else:
            self._next_look = self._loop.call_later(_SLOW_S, self._look)
