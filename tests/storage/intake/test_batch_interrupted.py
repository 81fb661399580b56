"""What happens to an import when the world ends in the middle of it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from case_lists import (
    NOW,
    PROFILE,
    caseworker,
    investigation,
    load,
    placement,
    report,
    rows_in,
    write_lists,
)
from sqlalchemy import Connection, Engine, event, text

from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.intake.batch import ImportReport, import_files
from storage.sqlite import NEXT_BEGIN

Import = Callable[..., ImportReport]

HERE = Path(__file__).parent
TABLES = (
    *("report", "investigation", "placement", "staff", "unit"),
    *("import_batch", "import_file", "rejected_row"),
)
BEFORE = [report(1), report(2), investigation(1), placement(1), caseworker("Åsa Holm")]
AFTER = [report(1, caseworker="Eva Ek"), report(3), report(4), investigation(1), investigation(2)]
PAST_READING = ("SELECT pg_advisory_xact_lock", "INSERT INTO import_batch")
STEPS = [
    "INSERT INTO staged_report",
    "INSERT INTO change_report",
    "INSERT INTO import_batch",
    "UPDATE report SET case_number",
    "INSERT INTO report",
    "UPDATE report SET gone_since",
    "INSERT INTO investigation",
    "INSERT INTO import_file",
    "COMMIT",
]


@contextmanager
def import_stopped_after(statement: str, url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run an import in another process up to the statement."""
    paths = os.pathsep.join([str(HERE.parent), *sys.path])
    program = subprocess.Popen(
        [sys.executable, str(HERE / "importing_program.py"), url, str(folder), statement],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "waiting\n"
        yield program
        program.kill()


@pytest.mark.parametrize("statement", STEPS)
def test_an_import_that_is_killed_leaves_the_database_as_it_was_and_can_be_run_again(
    database: Database, database_url: str, imported: Import, tmp_path: Path, statement: str
) -> None:
    imported(*BEFORE)
    before = rows_in(database, TABLES)
    folder = write_lists(tmp_path / "next", *AFTER)

    with import_stopped_after(statement, database_url, folder) as program:
        program.send_signal(signal.SIGKILL)
    assert program.returncode == -signal.SIGKILL
    assert rows_in(database, TABLES) == before

    told = import_files(database, [folder], profile=PROFILE, now=NOW, full=True)
    assert sum(file.inserted for file in told.files) == 3
    assert sum(file.gone for file in told.files) == 1


def test_two_imports_at_the_same_time_come_one_after_the_other(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    first = write_lists(tmp_path / "first", *AFTER)
    second = write_lists(tmp_path / "second", *AFTER)
    told: list[ImportReport] = []
    at_the_lock = threading.Event()

    def import_second() -> None:
        other = open_database(database_url)
        _tell_when_waiting(other.engine, at_the_lock)
        try:
            told.append(import_files(other, [second], profile=PROFILE, now=NOW, full=True))
        finally:
            other.close()
            at_the_lock.set()

    with import_stopped_after("INSERT INTO report", database_url, first) as program:
        waiting = threading.Thread(target=import_second)
        waiting.start()
        at_the_lock.wait()
        assert told == []
        said, _ = program.communicate("\n" * len(STEPS))
    waiting.join()

    assert said.endswith("done\n")
    assert [(file.inserted, file.unchanged) for file in told[0].files] == [(0, 3), (0, 2)]
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM import_batch")).scalar() == 2


def test_readers_are_not_stopped_by_an_import(
    database: Database, database_url: str, imported: Import, tmp_path: Path
) -> None:
    imported(*BEFORE)
    before = rows_in(database, TABLES)
    folder = write_lists(tmp_path / "next", *AFTER)
    with import_stopped_after("INSERT INTO investigation", database_url, folder):
        assert rows_in(database, TABLES) == before


def test_a_full_disk_leaves_the_database_as_it_was(
    sqlite_database: Database, tmp_path: Path
) -> None:
    load(sqlite_database, tmp_path / "first", *BEFORE)
    before = rows_in(sqlite_database, TABLES)
    with sqlite_database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    sqlite_database.close()
    event.listen(
        sqlite_database.engine,
        "connect",
        lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages + 2}"),
    )
    with pytest.raises(StorageError) as refused:
        load(sqlite_database, tmp_path / "next", *(report(number) for number in range(1, 500)))
    assert refused.value.code == "database_full"
    assert rows_in(sqlite_database, TABLES) == before


def _tell_when_waiting(engine: Engine, at_the_lock: threading.Event) -> None:
    def tell(*said: object) -> None:
        if str(said[2]).startswith(PAST_READING):
            at_the_lock.set()

    def tell_of_writer(connection: Connection) -> None:
        if NEXT_BEGIN in connection.info:
            at_the_lock.set()

    event.listen(engine, "before_cursor_execute", tell)
    event.listen(engine, "begin", tell_of_writer)
