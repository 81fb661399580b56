"""One process of the desk from its beginning to its end, watched by the loop.

What goes over a line is small and the other end always reads, so that sending does not wait;
what is heard is being written without a pause, a long answer in several parts. So the loop can do
both itself, without threads, as long as reading waits for the last part: the lines block.
"""

import asyncio
import os
import sys
from asyncio import Future
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from multiprocessing.connection import Pipe
from pickle import HIGHEST_PROTOCOL, dumps, loads
from socket import socket, socketpair
from typing import Self

from bot.desk_process.lending import LINES, AllHangError, Lending
from bot.desk_process.lines import Line
from bot.desk_process.orders import Life, MakesDesk, Order, Outcome
from bot.settings_sources import PREFIX
from digests import events

_END_MAY_LAST_S = 2.0
FREE_WITHIN_S = 60.0
"""Longer than the desk waits for a database: where no answer comes for so long, it has hung."""


class DeskGoneError(Exception):
    """The desk ended before it answered, or failed; what it came from tells where."""


class NotHeardError(Exception):
    """The process had ended before it heard what was asked."""


class RunningDesk:
    """The process and the lines to it, on each of which one question is asked at a time."""

    def __init__(
        self, process: Process, life: Life, lines: Sequence[Line], free_within_s: float
    ) -> None:
        self.is_lost = False
        self._process = process
        self._life = life
        self._lines = lines
        self._lending = Lending(lines, free_within_s)
        self._awaited: dict[Line, Future[Outcome]] = {}
        self._is_silent = True
        loop = asyncio.get_running_loop()
        loop.add_reader(life.fileno(), self._hear_of_life)
        for line in lines:
            loop.add_reader(line.fileno(), partial(self._hear, line))

    @classmethod
    async def begun(cls, make: MakesDesk, free_within_s: float) -> Self:
        """Return a process that begins to open the desk; its lines can be asked on at once."""
        with ExitStack() as our_ends:
            life, its_life = Pipe()
            our_ends.callback(life.close)
            pairs = [socketpair() for _ in range(LINES)]
            lines = [Line(our_ends.enter_context(ours)) for ours, _ in pairs]
            process = await _begun(its_life, [theirs for _, theirs in pairs])
            our_ends.pop_all()  # they stay open as long as it lives
        with suppress(OSError):  # where it has ended already, the first question finds that
            life.send(make)
        return cls(process, life, lines, free_within_s)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def told(self, order: Order) -> Outcome:
        """Return what came of the order; raises NotHeardError and DeskGoneError.

        Where nobody waits for it any more, its line is free again when it has come.
        """
        written = dumps(order, HIGHEST_PROTOCOL)
        line = await self._free_line()
        try:
            line.say(written)
        except OSError:
            self._lose()
            raise NotHeardError from None
        self._awaited[line] = asyncio.get_running_loop().create_future()
        return await self._awaited[line]

    async def end(self) -> None:
        """Let the process end, where it has not already, and see to it that it does."""
        self._is_silent = False
        with suppress(OSError):
            self._life.send(None)
        try:
            async with asyncio.timeout(_END_MAY_LAST_S):
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        self._lose()

    async def _free_line(self) -> Line:
        try:
            line = await self._lending.line()
        except AllHangError:
            self._lose()
            raise NotHeardError from None
        if self.is_lost:
            self._lending.let_go([line])  # to whoever else waits for one
            raise NotHeardError
        return line

    def _hear(self, line: Line) -> None:
        try:
            outcome: Outcome = loads(line.hear())  # noqa: S301 — written by our own code
        except (EOFError, OSError):
            self._lose()
            return
        except Exception as fault:  # nobody's answer can be read from it
            events.fault(fault, "desk_failed")
            self._lose()
            return
        self._lending.answered(line)
        awaited = self._awaited.pop(line)
        if not awaited.done():
            awaited.set_result(outcome)

    def _hear_of_life(self) -> None:
        try:
            self._take_word()
        except (EOFError, OSError):
            self._lose()

    def _take_word(self) -> None:
        """Write down what the process logs; a None tells that the desk is open."""
        told = self._life.recv()
        self._is_silent = False
        if told is not None:
            events.pass_on(*told)

    def _lose(self) -> None:
        """Tell all who wait that nobody answers any more, and let the process see it too."""
        if self.is_lost:
            return
        self.is_lost = True
        with suppress(EOFError, OSError):
            while self._life.poll():  # its last words
                self._take_word()
        if self._is_silent:
            events.fault(DeskGoneError(), "desk_failed")
        ends: list[Life | Line] = [self._life, *self._lines]
        for end in ends:
            asyncio.get_running_loop().remove_reader(end.fileno())
            end.close()
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_exception(DeskGoneError())
        self._awaited.clear()
        self._lending.let_go(self._lines)


async def _begun(its_life: Life, its_lines: Sequence[socket]) -> Process:
    """Return the process, which alone holds its ends of the lines: so each sees the other end."""
    with ExitStack() as its_ends:
        numbers = [its_ends.enter_context(its_life).fileno()]
        numbers += [its_ends.enter_context(line).fileno() for line in its_lines]
        try:
            return await _program(numbers)
        except OSError as fault:
            events.fault(fault, "desk_failed")
            raise DeskGoneError from fault


async def _program(numbers: Sequence[int]) -> Process:
    program = ("-P", "-m", "bot.desk_process.worker", *map(str, numbers))
    # What is set for the service is none of its business; what it needs it is told.
    told = {name: set_to for name, set_to in os.environ.items() if not _is_a_setting(name)}
    # A group of its own: Ctrl-C in a terminal is for the service, which then ends this.
    return await create_subprocess_exec(
        sys.executable, *program, stdin=DEVNULL, pass_fds=numbers, process_group=0, env=told
    )


def _is_a_setting(name: str) -> bool:
    return name.upper().startswith(PREFIX)
