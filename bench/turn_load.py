"""The other end of the measurement of turns: people who ask, in a process of their own.

Reads one order as JSON a line, and answers each with the seconds that its turns took. It speaks
the least HTTP that will do: the machine's time is for the bots.
"""

import asyncio
import json
import re
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count, cycle
from random import Random
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

TEXT = "mina ärenden nära deadline"
_NO_WORDS = str.maketrans("01", ".;")  # to end a sentence with, differently each time
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to ask, where the answers go, who asks what, how many at once and for how long.

    `in_new_words` asks so that no sentence is the same as one that is still remembered.
    """

    bot: str
    teams: str
    token: str
    people: list[str]
    at_once: int
    seconds: float
    in_new_words: bool = False
    texts: tuple[str, ...] = (TEXT,)


@dataclass(frozen=True, slots=True)
class Taken:
    """How long the whole took, and each turn from question to the end of its request."""

    seconds: float
    turns: list[float]


async def ask(order: Order, ids: Iterator[int]) -> Taken:
    """Put questions until the time is up; each of those at once waits for its answer."""
    messages = _messages(order, ids)
    turns: list[float] = []
    began = perf_counter()

    async def one_after_another() -> None:
        where = urlsplit(order.bot)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        while (asked := perf_counter()) - began < order.seconds:
            writer.write(next(messages))
            await _answered(reader)
            turns.append(perf_counter() - asked)
        await _closed(writer)

    await asyncio.gather(*(one_after_another() for _ in range(order.at_once)))
    return Taken(perf_counter() - began, turns)


async def _answered(reader: StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    assert length is not None, head
    assert head[9:10] == b"2", head
    await reader.readexactly(int(length[1]))


async def _closed(writer: StreamWriter) -> None:
    writer.close()
    await writer.wait_closed()


def _messages(order: Order, ids: Iterator[int]) -> Iterator[bytes]:
    """Yield requests without end, each from the next person with the next question."""
    where = urlsplit(order.bot)
    head = (
        f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\n"
        f"Authorization: Bearer {order.token}\r\nContent-Type: application/json\r\n"
    )
    for number, person, text in zip(ids, cycle(order.people), cycle(order.texts), strict=False):
        end = f"{number:b}".translate(_NO_WORDS) if order.in_new_words else ""
        body = json.dumps(_message(order.teams, person, number, f"{text}{end}")).encode()
        yield f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


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
