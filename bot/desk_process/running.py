"""One process of the desk from its beginning to its end, watched by the loop.

What goes over a line is small and the other end always reads, so that sending does not wait;
what is heard has been written as a whole. So the loop can do both itself, without threads.
"""

import asyncio
import sys
from asyncio import Future, LifoQueue
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Pipe
from pickle import HIGHEST_PROTOCOL, dumps
from typing import Self

from bot.desk_process.orders import Line, MakesDesk, Order, Outcome
from digests import events

_AT_ONCE = 4
_END_MAY_LAST_S = 2.0


class DeskGoneError(Exception):
    """The desk ended before it answered, or failed; what it came from tells where."""


class NotHeardError(Exception):
    """The process had ended before it heard what was asked."""


class RunningDesk:
    """The process and the lines to it, on each of which one question is asked at a time."""

    def __init__(self, process: Process, life: Line, lines: Sequence[Line]) -> None:
        self.is_lost = False
        self._process = process
        self._life = life
        self._lines = lines
        self._free: LifoQueue[Line] = LifoQueue()  # the one used last is asked first
        self._awaited: dict[Line, Future[Outcome]] = {}
        loop = asyncio.get_running_loop()
        loop.add_reader(life.fileno(), self._hear_of_life)
        for line in lines:
            loop.add_reader(line.fileno(), partial(self._hear, line))
            self._free.put_nowait(line)

    @classmethod
    async def begun(cls, make: MakesDesk) -> Self:
        """Return a process that begins to open the desk; its lines can be asked on at once."""
        pairs = [Pipe() for _ in range(1 + _AT_ONCE)]
        process = await _begun([theirs for _, theirs in pairs])
        life, *lines = (ours for ours, _ in pairs)
        with suppress(OSError):  # where it has ended already, the first question finds that
            life.send(make)
        return cls(process, life, lines)

    async def told(self, order: Order) -> Outcome:
        """Return what came of the order; raises NotHeardError and DeskGoneError.

        Where nobody waits for it any more, its line is free again when it has come.
        """
        line = await self._free.get()
        if self.is_lost:
            self._free.put_nowait(line)  # for whoever else waits for one
            raise NotHeardError
        try:
            line.send_bytes(dumps(order, HIGHEST_PROTOCOL))
        except OSError:
            self._lose()
            raise NotHeardError from None
        self._awaited[line] = asyncio.get_running_loop().create_future()
        return await self._awaited[line]

    async def end(self) -> None:
        """Let the process end, where it has not already, and see to it that it does."""
        with suppress(OSError):
            self._life.send(None)
        try:
            async with asyncio.timeout(_END_MAY_LAST_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        self._lose()

    def _hear(self, line: Line) -> None:
        try:
            outcome: Outcome = line.recv()
        except (EOFError, OSError):
            self._lose()
            return
        self._free.put_nowait(line)
        awaited = self._awaited.pop(line)
        if not awaited.done():
            awaited.set_result(outcome)

    def _hear_of_life(self) -> None:
        """Write down what the process logs, until it ends."""
        try:
            level, line = self._life.recv()
        except (EOFError, OSError):
            self._lose()
            return
        events.pass_on(level, line)

    def _lose(self) -> None:
        """Tell all who wait that nobody answers any more."""
        if self.is_lost:
            return
        self.is_lost = True
        for line in (self._life, *self._lines):
            asyncio.get_running_loop().remove_reader(line.fileno())
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_exception(DeskGoneError())
        for line in self._lines:
            self._free.put_nowait(line)


async def _begun(theirs: Sequence[Line]) -> Process:
    """Return the process, which alone holds its ends of the lines: so each sees the other end."""
    numbers = [line.fileno() for line in theirs]
    program = ("-P", "-m", "bot.desk_process.worker", *map(str, numbers))
    try:
        return await create_subprocess_exec(
            sys.executable, *program, stdin=DEVNULL, pass_fds=numbers
        )
    finally:
        for line in theirs:
            line.close()
