"""The import with all its checks, beside a program that copies the same rows unread.

The copy: csv.reader into one table a file, by executemany, in one transaction; without any
index unless the line says so. Making the empty databases is timed on neither side.
"""

import csv
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import municipality
from bench.ratio import Goal, Way, compare, line
from storage.engine import open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

_ROWS = 100_000
_SIZES = (10_000, _ROWS)
_LARGE = 1_000_000


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines about the import."""
    folder = municipality.exports(_ROWS)
    ours, theirs = municipality.ROOT / "ours.db", municipality.ROOT / "theirs.db"
    whole = Way(partial(import_folder, folder, ours), before=partial(_fresh, ours))
    forget = partial(municipality.remove, theirs)
    plain = compare(whole, Way(partial(_copy, folder, theirs, ""), forget), rounds=5)
    rows = municipality.rows_in(folder)
    yield line(f"import of {rows:,} rows ÷ csv.reader + executemany", plain, Goal(6))
    keyed = compare(whole, Way(partial(_copy, folder, theirs, "PRIMARY KEY"), forget), rounds=5)
    yield line("  the same, the number a primary key in both", keyed)
    yield from _peaks(ours, say)
    municipality.remove(ours)
    municipality.remove(theirs)


def import_folder(folder: Path, file: Path) -> None:
    """Import the folder's files into a database that is there and empty."""
    database = open_database(f"sqlite:///{file}", migrate=False)
    try:
        profile = load_profile(None)
        import_files(database, [folder], profile=profile, now=municipality.NOW, full=True)
    finally:
        database.close()


def _fresh(file: Path) -> None:
    municipality.remove(file)
    open_database(f"sqlite:///{file}").close()


def _copy(folder: Path, file: Path, first_column_is: str) -> None:
    connection = sqlite3.connect(file)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter=";")
            header = next(rows)
            first, *rest = (f'"{name}"' for name in header)
            columns = ", ".join([f"{first} {first_column_is}", *rest])
            marks = ", ".join("?" * len(header))
            connection.execute(f'CREATE TABLE "{path.stem}" ({columns})')
            connection.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', rows)  # noqa: S608 — our own names
    connection.commit()
    connection.close()


def _peaks(file: Path, say: Callable[[str], None]) -> Iterator[str]:
    peaks = [municipality.peak_of_import(municipality.exports(rows), file) for rows in _SIZES]
    large = municipality.imported(_LARGE, say)
    large.database.close()
    for rows, peak_kb in zip((*_SIZES, _LARGE), (*peaks, large.peak_kb), strict=True):
        if peak_kb is not None:
            what = f"  peak memory of an import of about {rows:,} rows"
            yield f"{what:<66} {peak_kb / 1024:>7.0f} MB"


def _peak_kb() -> int | None:
    """The most memory this process has held; only Linux tells it without its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(told["VmHWM"].split()[0])


if __name__ == "__main__":
    import_folder(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps(_peak_kb()))
