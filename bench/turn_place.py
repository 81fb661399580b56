"""The processes of a measurement of turns, begun and ended together: bots, Teams, who asks."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO
from urllib.request import urlopen
from venv import EnvBuilder

from bench.echo_on_agents import PACKAGES
from bench.municipality import ROOT, exports, imported
from bench.turn_desk import ROWS
from bench.turn_load import TEXT, Order, Taken
from bench.turn_login import APP, OWN_TOKEN, TENANT

AGENTS = "microsoft-agents echo"
_PEOPLE = 200
_TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0


@dataclass(frozen=True, slots=True)
class Sample:
    """What one sample gave, and the processor time that the bot's own process spent on it."""

    seconds: float
    turns: tuple[float, ...]
    spent_s: float

    @property
    def per_turn_ns(self) -> float:
        return self.seconds / len(self.turns) * 1e9

    @property
    def spent_per_turn_ns(self) -> float:
        return self.spent_s / len(self.turns) * 1e9


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that serves: its name, address and process; a process that it begins is part of it."""

    name: str
    url: str
    pid: int

    @property
    def spent_s(self) -> float:
        """Processor time so far, all threads together."""
        return sum(map(_spent_by, self._pids()))

    @property
    def memory_mb(self) -> float:
        """What the processes hold of the machine's memory; what they share is counted twice."""
        return sum(map(_memory_of, self._pids()))

    def _pids(self) -> list[int]:
        begun = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [self.pid, *(int(pid) for of in begun for pid in of.read_text("ascii").split())]


def _spent_by(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS_PER_S


def _memory_of(pid: int) -> float:
    told = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(told[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True, slots=True)
class Place:
    """The bots by their names, their Teams, and who asks."""

    bots: dict[str, Bot]
    teams: str
    token: str
    people: list[str]
    load: "subprocess.Popen[str]"

    def ask(
        self,
        bot: Bot,
        at_once: int,
        seconds: float,
        *,
        in_new_words: bool = False,
        texts: tuple[str, ...] = (TEXT,),
    ) -> Sample:
        """Return what one sample took."""
        url = f"{bot.url}api/messages"
        order = Order(
            url, self.teams, self.token, self.people, at_once, seconds, in_new_words, texts
        )
        spent_s = bot.spent_s
        taken = Taken(**json.loads(_told(self.load, json.dumps(asdict(order)))))
        return Sample(taken.seconds, tuple(taken.turns), bot.spent_s - spent_s)

    def cards(self) -> int:
        """Return how many cards have reached Teams."""
        counts: dict[str, int] = json.loads(_read(f"{self.teams}counted"))
        return counts["cards"]

    def warm_up(self, bot: Bot, at_once: int) -> None:
        """Ask until everybody has asked: a bot looks up each person once."""
        turns = 0
        while turns < 2 * len(self.people):
            turns += len(self.ask(bot, at_once, 1).turns)


@contextmanager
def place_with(names: tuple[str, ...], say: Callable[[str], None]) -> Iterator[Place]:
    """Give the place with these bots, and end its processes afterwards."""
    imported(ROWS, say).database.close()
    agents = _agents_python(say) if AGENTS in names else None
    with ExitStack() as ending:
        teams = _url(_process(ending, sys.executable, "-m", "bench.turn_servers", "teams"))
        bots = {}
        for name in names:
            begun = _agents_echo(ending, agents, teams) if name == AGENTS else None
            begun = begun or _bot(ending, name, teams)
            bots[name] = Bot(name, _url(begun), begun.pid)
        load = _process(ending, sys.executable, "-m", "bench.turn_load")
        yield Place(bots, teams, _read(f"{teams}token"), _people(), load)


def _bot(ending: ExitStack, name: str, teams: str) -> "subprocess.Popen[str]":
    command = (sys.executable, "-m", "bench.turn_servers", name, f"{teams}openid")
    return _process(ending, *command)


def _agents_echo(ending: ExitStack, python: Path | None, teams: str) -> "subprocess.Popen[str]":
    script = str(Path(__file__).with_name("echo_on_agents.py"))
    return _process(ending, str(python), script, APP, TENANT, OWN_TOKEN, f"{teams}keys")


def _agents_python(say: Callable[[str], None]) -> Path:
    """Return the Python of the successor's own environment, made where there is none."""
    folder = ROOT / "agents"
    python = folder / "bin" / "python"
    if not (folder / "made").exists():
        say(f"preparing {', '.join(PACKAGES)} in {folder} (kept for the next run) …")
        EnvBuilder(clear=True, with_pip=True).create(folder)
        install = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(install, check=True, capture_output=True)
        (folder / "made").touch()
    return python


def _people() -> list[str]:
    """Return the object ids of caseworkers, in the order of the file."""
    with (exports(ROWS) / "personal.csv").open(encoding="utf-8-sig") as file:
        staff = [row for row in csv.DictReader(file, delimiter=";") if row["Objekt-id"]]
    return [row["Objekt-id"] for row in staff if row["Roll"] == "handläggare"][:_PEOPLE]


def _process(ending: ExitStack, *command: str) -> "subprocess.Popen[str]":
    begun = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    ending.enter_context(begun)
    ending.callback(begun.terminate)
    return begun


def _url(server: "subprocess.Popen[str]") -> str:
    return f"http://127.0.0.1:{int(_line(server.stdout))}/"


def _read(url: str) -> str:
    with urlopen(url) as told:  # noqa: S310 — loopback
        read: bytes = told.read()
    return read.decode()


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
