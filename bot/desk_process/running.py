"""One process of the desk from its beginning to its end, watched by the loop.

What goes over a line is short (a question is cut before it comes here) and there is room for it
also while nobody reads yet, so that sending does not wait; what is heard is being written without
a pause, a long answer in several parts. So the loop can do both itself, without threads, as long
as reading waits for the last part: the lines block.
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
from socket import socketpair
from typing import Self

from bot.desk_process.lending import LINES, Lending, NotHeardError
from bot.desk_process.lines import Line
from bot.desk_process.orders import Life, MakesDesk, Order, Outcome
from bot.settings_sources import PREFIX
from digests import events

_END_MAY_LAST_S = 2.0
FREE_WITHIN_S = 60.0
"""Longer than the desk waits for a database: where no answer comes for so long, it has hung."""


class DeskGoneError(Exception):
    """The desk ended before it answered, or failed; what it came from tells where."""


class RunningDesk:
    """The process and the lines to it, on each of which one question is asked at a time."""

    def __init__(
        self, process: Process, life: Life, lines: Sequence[Line], free_within_s: float
    ) -> None:
        self.is_lost = False
        self._process = process
        self._life = life
        self._lines = lines
        self._lending = Lending(lines, free_within_s, self._lose)
        self._awaited: dict[Line, Future[Outcome]] = {}
        self._is_silent = True
        loop = asyncio.get_running_loop()
        loop.add_reader(life.fileno(), self._hear_of_life)
        for line in lines:
            loop.add_reader(line.fileno(), partial(self._hear, line))

    @classmethod
    async def begun(cls, make: MakesDesk, free_within_s: float) -> Self:
        """Return a process that begins to open the desk; its lines can be asked on at once."""
        try:
            process, life, lines = await _with_lines()
        except OSError as fault:
            events.fault(fault, "desk_failed")
            raise DeskGoneError from fault
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
        line = await self._lending.line()
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

    def _hear(self, line: Line) -> None:
        try:
            outcome: Outcome = loads(line.hear())  # noqa: S301 — written by our own code
            awaited = self._awaited.pop(line)
        except (EOFError, OSError):
            self._lose()
            return
        except Exception as fault:  # nobody's answer, or nobody can read it
            events.fault(fault, "desk_failed")
            self._lose()
            return
        self._lending.answered(line)
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
        self._lending.close()


async def _with_lines() -> tuple[Process, Life, list[Line]]:
    """Return a process, and our ends of the lines to it; raises OSError.

    It alone holds its ends, so that each side sees when the other has ended.
    """
    with ExitStack() as ours, ExitStack() as its:
        life, its_life = Pipe()
        ours.callback(life.close)
        numbers = [its.enter_context(its_life).fileno()]
        lines = []
        for _ in range(LINES):
            end, its_end = socketpair()
            lines.append(Line(ours.enter_context(end)))
            numbers.append(its.enter_context(its_end).fileno())
        process = await _program(numbers)
        ours.pop_all()  # they stay open for as long as it lives
        return process, life, lines


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
