"""Invented municipalities of any size, written and imported once and kept in var/bench/.

An import runs in a process of its own, so that its peak of memory is its own.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from bot.demo.municipality import size_for_rows, write_municipality
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database, open_database
from storage.errors import StorageError

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=SWEDISH_TIME)
ROOT = Path("var/bench")


@dataclass(frozen=True, slots=True)
class Imported:
    """A municipality in a database, and what it took to get it there."""

    rows: int
    database: Database
    peak_kb: int | None
    prepared: str


def forget_everything() -> None:
    """Remove what earlier runs have kept."""
    shutil.rmtree(ROOT, ignore_errors=True)


def exports(rows: int) -> Path:
    """Return the folder with the export files of a municipality of about so many rows."""
    folder = ROOT / f"{rows}-{NOW.date()}"
    if not folder.exists():
        unfinished = ROOT / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        write_municipality(unfinished, NOW.date(), **asdict(size_for_rows(rows)))
        unfinished.rename(folder)
    return folder


def imported(rows: int, say: Callable[[str], None]) -> Imported:
    """Return the municipality in its database, from an earlier run where there is one."""
    folder = exports(rows)
    told = folder.with_suffix(".json")
    database = _kept(_database_file(folder)) if told.exists() else None
    if database is None:
        say(f"preparing {rows:,} rows in {ROOT} (kept for the next run) …")
        _prepare(folder, told)
        database = open_database(_url(_database_file(folder)))
    return Imported(database=database, **json.loads(told.read_text(encoding="utf-8")))


def peak_of_import(folder: Path, file: Path) -> int | None:
    """Import the folder into a fresh database in a process of its own; return its peak in kB."""
    remove(file)
    open_database(_url(file)).close()
    command = [sys.executable, "-m", "bench.imports", str(folder), str(file)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    peak_kb: int | None = json.loads(told)
    return peak_kb


def remove(file: Path) -> None:
    """Remove a SQLite database with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def rows_in(folder: Path) -> int:
    """Return how many rows the export files of matters hold."""
    matters = ("aktualiseringar.csv", "utredningar.csv", "placeringar.csv")
    return sum(_lines(folder / name) - 1 for name in matters)


def _prepare(folder: Path, told: Path) -> None:
    began = perf_counter()
    peak_kb = peak_of_import(folder, _database_file(folder))
    prepared = f"write_municipality, import_files in {perf_counter() - began:.0f} s"
    facts = {"rows": rows_in(folder), "peak_kb": peak_kb, "prepared": prepared}
    told.write_text(json.dumps(facts), encoding="utf-8")


def _kept(file: Path) -> Database | None:
    if file.exists():
        with suppress(StorageError):
            return open_database(_url(file), migrate=False)
    return None


def _database_file(folder: Path) -> Path:
    return folder.with_suffix(".db")


def _url(file: Path) -> str:
    return f"sqlite:///{file}"


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)
