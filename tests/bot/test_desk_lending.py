"""Who is lent a line of the desk, and when: on a loop whose time stands still until it is moved."""

import asyncio
from asyncio import Task
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, cast

import pytest

from bot.desk_process.lending import Lending, NotHeardError
from bot.desk_process.lines import Line

LINES = [cast("Line", name) for name in "abcd"]
FREE_WITHIN_S = 60.0


class StillLoop(asyncio.SelectorEventLoop):
    now = 0.0

    def time(self) -> float:
        return self.now


def on_a_still_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        with asyncio.Runner(loop_factory=StillLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run


async def later(seconds: float = 0.0) -> None:
    """Let the time pass, in steps of a hundredth, and let everybody do what they then do."""
    loop = cast("StillLoop", asyncio.get_running_loop())
    for _ in range(round(seconds * 100)):
        loop.now += 0.01
        await _settled()
    await _settled()


async def _settled() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


class Desk:
    """Lines that are lent to who asks, until somebody answers."""

    def __init__(self) -> None:
        self.has_hung = False
        self.lending = Lending(LINES, FREE_WITHIN_S, self._hang)
        self.at_work: dict[int, Line] = {}
        self.served: list[int] = []

    def ask(self, number: int) -> "Task[None]":
        return asyncio.create_task(self._ask(number))

    def answer(self, number: int) -> None:
        self.lending.answered(self.at_work.pop(number))

    async def _ask(self, number: int) -> None:
        self.at_work[number] = await self.lending.line()
        self.served.append(number)

    def _hang(self) -> None:
        self.has_hung = True
        self.lending.close()


@on_a_still_loop
async def test_two_are_at_work_and_the_next_when_one_is_answered() -> None:
    desk = Desk()
    asking = [desk.ask(number) for number in range(4)]
    await later(0.05)
    assert desk.served == [0, 1]
    desk.answer(1)
    await later()
    assert desk.served == [0, 1, 2]
    assert not asking[3].done()
    asking[3].cancel()
    await later()


@on_a_still_loop
async def test_those_that_think_long_hold_up_nobody_though_others_are_answered() -> None:
    desk = Desk()
    for number in range(2):
        desk.ask(number)
    await later(0.05)
    for number in range(2, 30):
        desk.ask(number)
    await later(0.2)
    assert desk.served == [0, 1, 2, 3]
    for number in range(2, 28):
        desk.answer(number)
        await later()
    assert desk.served == list(range(30))
    assert set(desk.at_work) == {0, 1, 28, 29}


@on_a_still_loop
async def test_who_has_waited_longest_comes_first_however_long_it_takes() -> None:
    desk = Desk()
    for number in range(40):
        desk.ask(number)
        await later(0.07)
        if number > 2:
            desk.answer(min(desk.at_work))
            await later()
    assert desk.served == sorted(desk.served)
    assert len(desk.served) > 30


@on_a_still_loop
async def test_a_busy_desk_works_at_two_at_once_and_has_not_hung() -> None:
    desk = Desk()
    for number in range(5_000):
        desk.ask(number)
    await later()
    for number in range(4_000):
        assert set(desk.at_work) == {number, number + 1}
        desk.answer(number)
        await later(0.02)
    assert not desk.has_hung
    desk.lending.close()
    await later()


@on_a_still_loop
async def test_where_nothing_is_answered_for_long_it_has_hung_and_all_are_told() -> None:
    desk = Desk()
    asking = [desk.ask(number) for number in range(7)]
    await later(FREE_WITHIN_S - 1)
    assert (desk.has_hung, desk.served) == (False, [0, 1, 2, 3])
    await later(2)
    assert desk.has_hung
    told = await asyncio.gather(*asking[4:], return_exceptions=True)
    assert {type(each) for each in told} == {NotHeardError}
    with pytest.raises(NotHeardError):
        await desk.lending.line()


@on_a_still_loop
async def test_a_desk_that_nobody_has_asked_for_long_has_not_hung() -> None:
    desk = Desk()
    await later(2 * FREE_WITHIN_S)
    asking = [desk.ask(number) for number in range(5)]
    await later(1)
    assert not desk.has_hung
    desk.answer(0)
    await later(FREE_WITHIN_S - 2)
    assert not desk.has_hung
    assert asking[4].done()


@pytest.mark.parametrize("is_handed_over", [True, False])
@on_a_still_loop
async def test_who_stops_waiting_takes_no_line_and_no_place(is_handed_over: bool) -> None:
    desk = Desk()
    asking = [desk.ask(number) for number in range(4)]
    await later()
    if is_handed_over:
        desk.answer(0)  # the third has a line, and has not heard of it yet
    asking[2].cancel()
    if not is_handed_over:
        desk.answer(0)
    await later()
    assert desk.served == [0, 1, 3]
    desk.answer(1)
    desk.answer(3)
    await later()
    for number in range(5, 9):
        desk.ask(number)
    await later(0.3)
    assert desk.served == [0, 1, 3, 5, 6, 7, 8]
    assert set(desk.at_work.values()) == set(LINES)
