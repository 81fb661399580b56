"""The processes of a measurement of turns, begun and ended together: bots, Teams, who asks."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen
from venv import EnvBuilder

from bench.echo_on_agents import PACKAGES
from bench.municipality import ROOT, exports, imported
from bench.processes import begun, line_from
from bench.turn_desk import ROWS
from bench.turn_load import TEXT, Order, Taken
from bench.turn_login import APP, OWN_TOKEN, TENANT

AGENTS = "microsoft-agents echo"
GIVEN = "the same, token given"
_PEOPLE = 200
_ENTRA = Path(__file__).parents[1] / "tests" / "entra_stand_in.py"
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
        children = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [self.pid, *(int(pid) for of in children for pid in of.read_text("ascii").split())]


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
    own_python = _agents_python(say) if {AGENTS, GIVEN} & set(names) else None
    with ExitStack() as ending:
        where_entra_is = _entra(ending)
        teams = _url(begun(ending, sys.executable, "-m", "bench.turn_servers", "teams"))
        bots = {}
        for name in names:
            command = _command(name, teams, own_python)
            server = begun(ending, *command, **where_entra_is)
            bots[name] = Bot(name, _url(server), server.pid)
        load = begun(ending, sys.executable, "-m", "bench.turn_load")
        yield Place(bots, teams, _read(f"{teams}token"), _people(), load)


def _command(name: str, teams: str, own_python: Path | None) -> tuple[str, ...]:
    if name not in (AGENTS, GIVEN):
        return (sys.executable, "-m", "bench.turn_servers", name, f"{teams}openid")
    script = str(Path(__file__).with_name("echo_on_agents.py"))
    given = (OWN_TOKEN,) if name == GIVEN else ()
    return (str(own_python), script, APP, TENANT, f"{teams}keys", *given)


def _entra(ending: ExitStack) -> Mapping[str, str]:
    """Begin the stand-in for Entra; return the environment in which a bot finds and trusts it."""
    folder = ending.enter_context(TemporaryDirectory())
    port = line_from(begun(ending, sys.executable, str(_ENTRA), folder).stdout)
    (authority,) = Path(folder).glob("*.pem")
    proxy = f"http://127.0.0.1:{int(port)}"
    return {"HTTPS_PROXY": proxy, "https_proxy": proxy, "REQUESTS_CA_BUNDLE": str(authority)}


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


def _url(server: "subprocess.Popen[str]") -> str:
    return f"http://127.0.0.1:{int(line_from(server.stdout))}/"


def _read(url: str) -> str:
    with urlopen(url) as told:  # noqa: S310 — loopback
        read: bytes = told.read()
    return read.decode()


def _told(process: "subprocess.Popen[str]", order: str) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{order}\n")
    process.stdin.flush()
    return line_from(process.stdout)
