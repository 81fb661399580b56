"""The other end of the measurement of turns: people who ask, in a process of their own.

Reads one order as JSON a line, and answers each with the seconds that its turns took.
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from itertools import count, cycle
from random import Random
from time import perf_counter
from typing import Any

from aiohttp import ClientSession

TEXT = "mina ärenden nära deadline"
_NO_WORDS = str.maketrans("01", ".;")  # to end a sentence with, differently each time


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to ask, where the answers go, who asks, how many at once and for how long.

    `in_new_words` asks so that no sentence is the same as one that is still remembered.
    """

    bot: str
    teams: str
    people: list[str]
    at_once: int
    seconds: float
    in_new_words: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """How long the whole took, and each turn from question to the end of its request."""

    seconds: float
    turns: list[float]


async def ask(order: Order, ids: Any) -> Taken:
    """Put questions until the time is up; each of those at once waits for its answer."""
    people = cycle(order.people)
    turns: list[float] = []
    async with ClientSession() as session:
        began = perf_counter()

        async def one_after_another() -> None:
            while (asked := perf_counter()) - began < order.seconds:
                number = next(ids)
                end = f"{number:b}".translate(_NO_WORDS) if order.in_new_words else ""
                body = _message(order.teams, next(people), number, f"{TEXT}{end}")
                async with session.post(order.bot, json=body) as response:
                    assert response.status == 201, response.status
                turns.append(perf_counter() - asked)

        await asyncio.gather(*(one_after_another() for _ in range(order.at_once)))
        return Taken(perf_counter() - began, turns)


def _message(teams: str, person: str, number: int, text: str) -> dict[str, Any]:
    return {
        "type": "message",
        "id": str(number),
        "timestamp": "2026-11-20T19:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": teams,
        "from": {"id": f"29:{person}", "name": "Någon", "aadObjectId": person},
        "recipient": {"id": "28:bot", "name": "Fristvakt"},
        "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": "t"},
        "channelData": {"tenant": {"id": "t"}},
        "entities": [{"type": "clientInfo", "locale": "sv-SE", "platform": "Windows"}],
        "text": text,
    }


async def _obey() -> None:
    ids = count()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        Random(1).shuffle(order.people)
        print(json.dumps(asdict(await ask(order, ids))), flush=True)


if __name__ == "__main__":
    asyncio.run(_obey())
