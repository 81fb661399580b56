"""One step of a large municipality's work, in a process of its own so that its peak is its own.

`python -m bench.stockholm_steps STEP URL FOLDER WHO` does the step and prints what it took as
JSON; `… neighbour` writes a row like a turn's, again and again until its input ends, and prints
how long it had to wait.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from select import select
from statistics import median
from time import perf_counter, process_time

from bench.municipality import NOW
from digests.periods import month_of, week_of
from rules.policy import DEFAULT_POLICY
from storage.engine import Database, open_database
from storage.errors import StorageError

NEIGHBOUR = "neighbour"
_NIGHT = NOW + timedelta(hours=8)
_TODAY = NOW.date()
_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Order:
    """What a step is done with: the database, the folder to read or write, and who asks."""

    database: Database
    folder: Path
    who: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step took; `number` is of what it made, and the memory also of its start."""

    number: int
    wall_s: float
    cpu_s: float
    start_kb: int
    peak_kb: int


@dataclass(frozen=True, slots=True)
class Waited:
    """How long a neighbour's small writes took while a step ran, and how many were refused."""

    writes: int
    median_s: float
    longest_s: float
    refused: int


def _import(order: Order, now: datetime) -> Callable[[], int]:
    from storage.intake import load_profile
    from storage.intake.batch import import_files

    def run() -> int:
        profile = load_profile(None)
        report = import_files(order.database, [order.folder], profile=profile, now=now, full=True)
        return sum(file.rows for file in report.files)

    return run


def _weekly(order: Order) -> Callable[[], int]:
    from digests.weekly.service import weekly_digests
    from digests.writing import write_weekly

    def run() -> int:
        week = week_of(_TODAY)
        digests = weekly_digests(
            order.database, week=week, today=_TODAY, now=NOW, policy=DEFAULT_POLICY
        )
        write_weekly(order.folder, digests)
        return len(digests)

    return run


def _monthly(order: Order) -> Callable[[], int]:
    from digests.monthly.service import monthly_summary
    from digests.writing import SummaryFormat, write_monthly

    def run() -> int:
        month = month_of(_TODAY).previous
        summary = monthly_summary(
            order.database, month=month, today=_TODAY, now=NOW, policy=DEFAULT_POLICY
        )
        return len(write_monthly(order.folder, summary, SummaryFormat))

    return run


def _questions(order: Order, times: int) -> Callable[[], int]:
    from bot.conversation import Asker, Audience, Question
    from bot.turns import Desk

    desk = Desk(order.database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    text, asker = "mina ärenden nära deadline", Asker(email=order.who)

    def run() -> int:
        for _ in range(times):
            answer = desk.answer(Question(text, asker, Audience.PERSONAL, NOW))
            assert answer.duties
        return times

    return run


def _clearing(order: Order) -> Callable[[], int]:
    from digests.schedule.choices import KeepingChoices
    from digests.schedule.keeping import terms_at
    from storage.records.clearing import clear

    def run() -> int:
        terms = terms_at(KeepingChoices(), _NIGHT)
        return sum(each.rows for each in clear(order.database, terms, who="bench", at=_NIGHT))

    return run


STEPS: dict[str, Callable[[Order], Callable[[], int]]] = {
    "first import": partial(_import, now=NOW - timedelta(days=1)),
    "night's import": partial(_import, now=NOW),
    "weekly digests": _weekly,
    "monthly summary": _monthly,
    "first question": partial(_questions, times=1),
    "questions": partial(_questions, times=100),
    "clearing": _clearing,
}


def _taken(run: Callable[[], int]) -> Taken:
    start_kb, began, began_cpu = _peak_kb(), perf_counter(), process_time()
    number = run()
    wall_s, cpu_s = perf_counter() - began, process_time() - began_cpu
    return Taken(number, wall_s, cpu_s, start_kb, _peak_kb())


def _peak_kb() -> int:
    """The most memory this process has held; `getrusage` would tell of its parent's too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return getrusage(RUSAGE_SELF).ru_maxrss
    told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(told["VmHWM"].split()[0])


def _waited(database: Database) -> Waited:
    """Write a row as a turn does, twenty times a second, until the input ends."""
    from storage.queries import record_look

    waits, refused = [], 0
    while not select([sys.stdin], [], [], _EVERY_S)[0]:
        began = perf_counter()
        try:
            record_look(database, who="bench", at=NOW, intent=NEIGHBOUR, rows=0)
        except StorageError:
            refused += 1
        waits.append(perf_counter() - began)
    return Waited(len(waits), median(waits or [0.0]), max(waits, default=0.0), refused)


def _main(step: str, url: str, folder: str, who: str) -> None:
    database = open_database(url, migrate=False)
    try:
        order = Order(database, Path(folder), who)
        told = _waited(database) if step == NEIGHBOUR else _taken(STEPS[step](order))
    finally:
        database.close()
    with suppress(BrokenPipeError):
        print(json.dumps(asdict(told)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
