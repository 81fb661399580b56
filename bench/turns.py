"""A whole turn from a large municipality, beside a bot that only says back what was said.

Both are asked over HTTP by one process and answer to another, as between them and Teams; both
without login. Ours reads who asks, understands, loads, judges, writes the access log and sends
a card; botbuilder's own sample, an echo on the stock CloudAdapter, does none of it.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import IO
from urllib.request import urlopen

from bench.municipality import exports, imported
from bench.ratio import Goal, Pairs, line
from bench.turn_load import Order, Taken
from bench.turn_servers import ROWS

_ROUNDS = 7
_SECONDS = 2.0
_AT_ONCE = (1, 8)
_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """The processes: both bots, their Teams, and who asks."""

    echo: str
    ours: str
    teams: str
    people: list[str]
    load: "subprocess.Popen[str]"

    def ask(self, bot: str, at_once: int, *, in_new_words: bool = False) -> Taken:
        """Return what one sample took."""
        url = f"{bot}api/messages"
        order = Order(url, self.teams, self.people, at_once, _SECONDS, in_new_words)
        return Taken(**json.loads(_told(self.load, json.dumps(asdict(order)))))

    def cards(self) -> int:
        """Return how many cards have reached Teams."""
        with urlopen(f"{self.teams}counted") as told:  # noqa: S310 — loopback
            counts: dict[str, int] = json.load(told)
        return counts["cards"]


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines about turns."""
    imported(ROWS, say).database.close()
    with ExitStack() as ending:
        place = Place(
            echo=_begin(ending, "echo"),
            ours=_begin(ending, "fristvakt"),
            teams=_begin(ending, "teams"),
            people=_people(),
            load=_process(ending, "bench.turn_load"),
        )
        for bot in (place.echo, place.ours):
            place.ask(bot, max(_AT_ONCE))  # to warm up
        for at_once in _AT_ONCE:
            yield from _compared(place, at_once)
        yield from _compared(place, max(_AT_ONCE), in_new_words=True)


def _compared(place: Place, at_once: int, *, in_new_words: bool = False) -> Iterator[str]:
    echo, ours, cards = [], [], place.cards()
    for number in range(_ROUNDS):
        if number % 2:
            ours.append(place.ask(place.ours, at_once, in_new_words=in_new_words))
        echo.append(place.ask(place.echo, at_once))
        if not number % 2:
            ours.append(place.ask(place.ours, at_once, in_new_words=in_new_words))
    assert place.cards() - cards == sum(len(taken.turns) for taken in ours)
    throughput = Pairs(_per_turn_ns(echo), _per_turn_ns(ours))
    how = f"{at_once} at once{', in new words' if in_new_words else ''}"
    goal = Goal(3, at_least=True) if at_once == max(_AT_ONCE) and not in_new_words else None
    yield line(f"turns per second, full answer ÷ stock echo, {how}", throughput, goal)
    half = Pairs(_p50_ns(ours), _p50_ns(echo))
    yield line(f"  p50 of a turn, full answer ÷ stock echo, {how}", half, Goal(0.5))
    yield _absolute("full answer", ours)
    yield _absolute("stock echo", echo)


def _absolute(what: str, samples: list[Taken]) -> str:
    turns = [turn * 1_000 for taken in samples for turn in taken.turns]
    per_second = median(len(taken.turns) / taken.seconds for taken in samples)
    p95 = quantiles(turns, n=20)[-1]
    return f"    {what}: {per_second:.0f} turns/s, p50 {median(turns):.1f} ms, p95 {p95:.1f} ms"


def _per_turn_ns(samples: list[Taken]) -> tuple[float, ...]:
    return tuple(taken.seconds / len(taken.turns) * 1e9 for taken in samples)


def _p50_ns(samples: list[Taken]) -> tuple[float, ...]:
    return tuple(median(taken.turns) * 1e9 for taken in samples)


def _people() -> list[str]:
    """Return the object ids of caseworkers, in the order of the file."""
    with (exports(ROWS) / "personal.csv").open(encoding="utf-8-sig") as file:
        staff = [row for row in csv.DictReader(file, delimiter=";") if row["Objekt-id"]]
    return [row["Objekt-id"] for row in staff if row["Roll"] == "handläggare"][:_PEOPLE]


def _begin(ending: ExitStack, name: str) -> str:
    server = _process(ending, "bench.turn_servers", name)
    return f"http://127.0.0.1:{int(_line(server.stdout))}/"


def _process(ending: ExitStack, module: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", module, *arguments]
    begun = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    ending.enter_context(begun)
    ending.callback(begun.terminate)
    return begun


def _told(process: "subprocess.Popen[str]", order: str) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{order}\n")
    process.stdin.flush()
    return _line(process.stdout)


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    told = stream.readline()
    assert told, "a process ended before it answered"
    return told
