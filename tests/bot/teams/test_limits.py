"""Teams' limits hold in every second, wherever it begins, at the one exit to it.

The loop's own clock is turned on whenever nothing is left to do, so nobody waits for anything.
"""

import asyncio
import selectors
from collections.abc import Coroutine, Iterable
from typing import Any

import pytest

from bot.teams.limits import Limiter, NoRoomError, TeamsLimits
from bot.teams.retry_after import seconds_to_wait

CHAT = "https://smba.trafficmanager.net/emea/v3/conversations/{}/activities"
MEMBER = "https://smba.trafficmanager.net/emea/v3/conversations/a:1/members/29:x"


_TICK_S = 1e-6


class _Turning(selectors.SelectSelector):
    """Finds nothing to do and turns the clock on instead of waiting."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += max(timeout or 0.0, _TICK_S)
        return super().select(0)


class _TurnedByHand(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._turning = _Turning()
        super().__init__(self._turning)

    def time(self) -> float:
        return self._turning.now


def on_a_turned_clock(work: Coroutine[Any, Any, Any]) -> Any:
    loop = _TurnedByHand()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


async def admitted(limiter: Limiter, urls: Iterable[str]) -> list[tuple[float, str]]:
    """Return when each was let out, in the order in which they were."""
    out: list[tuple[float, str]] = []

    async def ask(url: str) -> None:
        await limiter.admit(url)
        out.append((asyncio.get_running_loop().time(), url))

    await asyncio.gather(*(ask(url) for url in urls))
    return out


def most_in_a_second(out: Iterable[tuple[float, str]]) -> int:
    times = [at for at, _ in out]
    return max(sum(1 for each in times if first <= each < first + 1) for first in times)


def to(number: int) -> str:
    return CHAT.format(f"a:{number}")


@pytest.mark.parametrize(("replicas", "most"), [(1, 50), (3, 16), (10, 5), (25, 2)])
def test_no_second_holds_more_than_the_tenants_share(replicas: int, most: int) -> None:
    limiter = Limiter(TeamsLimits(replicas=replicas, room_within_s=1e6))
    out = on_a_turned_clock(admitted(limiter, (to(number) for number in range(300))))
    assert most_in_a_second(out) <= most
    assert len(out) / (out[-1][0] - out[0][0]) > most * 0.45  # and not idle for nothing


def test_no_second_holds_more_than_a_conversation_takes() -> None:
    limiter = Limiter(TeamsLimits(room_within_s=1e6))
    out = on_a_turned_clock(admitted(limiter, [to(1)] * 60))
    assert most_in_a_second(out) <= 7


def test_a_crowded_conversation_takes_no_room_from_another() -> None:
    limiter = Limiter(TeamsLimits(room_within_s=1e6))
    urls = [*([to(1)] * 40), *(to(number) for number in range(2, 12))]
    out = on_a_turned_clock(admitted(limiter, urls))
    assert all(at < 0.001 for at, url in out if url != to(1))


def test_who_asked_first_is_let_out_first() -> None:
    limiter = Limiter(TeamsLimits(room_within_s=1e6))
    urls = [to(number) for number in range(100)]
    assert [url for _, url in on_a_turned_clock(admitted(limiter, urls))] == urls


def test_what_is_asked_about_a_conversation_counts_for_the_tenant_alone() -> None:
    out = on_a_turned_clock(admitted(Limiter(TeamsLimits()), [MEMBER] * 16))
    assert all(at < 0.001 for at, _ in out)
    out = on_a_turned_clock(admitted(Limiter(TeamsLimits(room_within_s=1e6)), [MEMBER] * 200))
    assert most_in_a_second(out) <= 50


def test_where_there_is_room_nothing_is_waited_for() -> None:
    async def without_a_pause() -> bool:
        admitting = Limiter(TeamsLimits()).admit(to(1))
        try:
            admitting.send(None)
        except StopIteration:
            return True
        return False

    assert on_a_turned_clock(without_a_pause())


def test_where_there_is_no_room_in_time_it_is_said() -> None:
    async def crowd(limiter: Limiter) -> list[BaseException | None]:
        asked = (limiter.admit(to(1)) for _ in range(60))
        return await asyncio.gather(*asked, return_exceptions=True)

    told = on_a_turned_clock(crowd(Limiter(TeamsLimits(room_within_s=2))))
    refused = [each for each in told if isinstance(each, NoRoomError)]
    assert told.count(None) + len(refused) == 60
    assert 7 <= told.count(None) <= 21


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0.25"}, 0.25),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "999999999"}, 86_400.0),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Mon, 23 Nov 2026 06:00:30 GMT"}, None),
        (
            {
                "Retry-After": "Mon, 23 Nov 2026 06:00:30 GMT",
                "Date": "Mon, 23 Nov 2026 06:00:00 GMT",
            },
            30.0,
        ),
        (
            {
                "Retry-After": "Mon, 23 Nov 2026 05:00:30 GMT",
                "Date": "Mon, 23 Nov 2026 06:00:00 GMT",
            },
            0.0,
        ),
        ({"Retry-After": "Mon, 23 Nov 2026 06:00:30", "Date": "yesterday"}, None),
    ],
)
def test_how_long_teams_wants_to_be_left_alone(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert seconds_to_wait(headers) == seconds
