"""Which lines are asked on: two at once, and two more where those think long.

Where more think at once, they wait for Python's one lock: at eight questions at once, two lines
give a fifth more answers than four. But what thinks long must hold nobody up, so the rest is lent
as soon as nothing has been answered for a tenth of a second, until there is a calm moment.
"""

import asyncio
from asyncio import LifoQueue, QueueEmpty
from collections.abc import Iterable
from contextlib import suppress

from bot.desk_process.lines import Line

_AT_ONCE = 2
_SPARE = 2
LINES = _AT_ONCE + _SPARE
_SLOW_S = 0.1


class AllHangError(Exception):
    """All lines have been taken, without an answer, for as long as one may wait."""


class Lending:
    """The lines that nobody asks on just now; `free_within_s` is how long all may be taken."""

    def __init__(self, lines: Iterable[Line], free_within_s: float) -> None:
        self._free: LifoQueue[Line] = LifoQueue()  # the one used last is asked first
        self._spare: list[Line] = []
        self._free_within_s = free_within_s
        self._answers = 0
        for line in lines:
            self._take_back(line)

    async def line(self) -> Line:
        """Return a line when one is free; raises AllHangError.

        Where many wait while others are answered, the desk is busy and has not hung.
        """
        with suppress(QueueEmpty):
            return self._free.get_nowait()
        while True:
            before, patience_s = self._answers, _SLOW_S if self._spare else self._free_within_s
            try:
                async with asyncio.timeout(patience_s):
                    return await self._free.get()
            except TimeoutError:
                if self._answers == before:
                    self._lend_a_spare(patience_s)

    def answered(self, line: Line) -> None:
        """Let the line be asked on again."""
        self._answers += 1
        self._take_back(line)

    def let_go(self, lines: Iterable[Line]) -> None:
        """Let everybody have one who waits: nobody is at the other end any more."""
        for line in lines:
            self._free.put_nowait(line)

    def _lend_a_spare(self, waited_s: float) -> None:
        if self._spare:
            self._free.put_nowait(self._spare.pop())
        elif waited_s >= self._free_within_s:
            raise AllHangError

    def _take_back(self, line: Line) -> None:
        self._free.put_nowait(line)
        if self._free.qsize() > _AT_ONCE:
            self._spare.append(self._free.get_nowait())
