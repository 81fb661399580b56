"""An import writes what has changed and nothing else, and lets others write until it does."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_lists import (
    NOW,
    PROFILE,
    caseworker,
    decided,
    investigation,
    load,
    placement,
    report,
    rows_in,
    write_lists,
)
from clearing_town import terms
from sqlalchemy import Connection, event, text

from rules.facts import OverrunCause
from storage.engine import Database, open_database
from storage.intake.batch import ImportReport, import_files
from storage.queries import record_look
from storage.records import record_overrun_cause
from storage.records.clearing import clear
from storage.records.erasing import erase_staff
from storage.sqlite import NEXT_BEGIN

Import = Callable[..., ImportReport]
Writer = Callable[[Database, Path], object]

LISTS = ("report", "investigation", "placement", "staff")
TABLES = (
    *(*LISTS, "unit", "investigation_caseworker", "overrun_cause_record"),
    *("import_batch", "import_file", "rejected_row"),
)
ASA, ERIK = caseworker("Åsa Holm"), caseworker("Erik Lund")
LONG_OVER = decided(7, date(2021, 3, 10), received_on=date(2021, 3, 1))
OVERRUN = {"opened_on": date(2026, 3, 1), "overrun_cause": OverrunCause.COMPLEX}
BEFORE = [report(1), report(2), LONG_OVER, investigation(1, **OVERRUN), placement(1), ASA, ERIK]
AFTER = [report(1, caseworker="Eva Ek"), *BEFORE[1:], report(3)]
COMPARES = "INSERT INTO change_report"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(*heard: Any) -> None:
        said.append(heard[2])

    event.listen(database.engine, "before_cursor_execute", hear)
    yield said
    event.remove(database.engine, "before_cursor_execute", hear)


@contextmanager
def just_before_the_lock(database: Database, write: Callable[[], object]) -> Iterator[None]:
    """Let somebody write when all is compared and the writer not yet taken."""

    def now(connection: Connection) -> None:
        if NEXT_BEGIN in connection.info:
            write()

    event.listen(database.engine, "begin", now)
    yield
    event.remove(database.engine, "begin", now)


def test_rows_that_say_what_is_known_are_not_written(
    sqlite_database: Database, tmp_path: Path
) -> None:
    load(sqlite_database, tmp_path / "first", *BEFORE, full=True)
    with sqlite_database.writing() as connection:
        connection.execute(text("CREATE TABLE written (name TEXT, what TEXT)"))
        for table in LISTS:
            for what in ("INSERT", "UPDATE", "DELETE"):
                note = f"BEGIN INSERT INTO written VALUES ('{table}', '{what}'); END"  # noqa: S608 — our own names
                name = f"{table}_{what}"
                connection.execute(text(f"CREATE TRIGGER {name} AFTER {what} ON {table} {note}"))

    load(sqlite_database, tmp_path / "second", *BEFORE, full=True)
    assert written(sqlite_database) == []
    load(sqlite_database, tmp_path / "third", *AFTER[:-3], ASA, report(3), full=True, force=True)
    assert written(sqlite_database) == [
        ("report", "INSERT"),
        ("report", "UPDATE"),
        ("staff", "UPDATE"),
    ]


def written(database: Database) -> list[tuple[str, str]]:
    with database.reading() as connection:
        rows = connection.execute(text("SELECT name, what FROM written ORDER BY name, what"))
        return [(name, what) for name, what in rows]


def test_a_row_that_says_what_is_known_stays_with_the_import_that_changed_it(
    database: Database, imported: Import
) -> None:
    first = imported(*BEFORE, full=True).batch
    second = imported(*AFTER, full=True).batch
    with database.reading() as connection:
        changed = text("SELECT number, changed_batch_id FROM report ORDER BY number")
        rows = [tuple(row) for row in connection.execute(changed)]
    assert [batch for _, batch in rows] == [second, first, second, first]


def test_others_write_while_an_import_compares(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    load(sqlite_database, tmp_path / "first", *BEFORE, full=True)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    wrote: list[str] = []

    def write(*heard: Any) -> None:
        if heard[2].startswith("INSERT INTO change_"):
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
            wrote.append(heard[2].split()[2])

    event.listen(sqlite_database.engine, "after_cursor_execute", write)
    load(sqlite_database, tmp_path / "second", *AFTER, full=True)
    other.close()
    assert sorted(wrote) == [f"change_{name}" for name in sorted(LISTS)]


def test_a_look_is_no_reason_to_compare_anew(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    load(sqlite_database, tmp_path / "first", *BEFORE, full=True)
    other = open_database(sqlite_url)

    def look() -> None:
        record_look(other, who="asa", at=NOW, intent="own_cases", rows=1)

    with just_before_the_lock(sqlite_database, look), statements(sqlite_database) as said:
        load(sqlite_database, tmp_path / "second", *AFTER, full=True)
    other.close()
    assert sum(each.startswith(COMPARES) for each in said) == 1


def _imports(database: Database, folder: Path) -> object:
    late = NOW - timedelta(hours=1)
    rows = [report(2, caseworker="Eva Ek"), report(3), report(1), ASA]
    return load(database, folder, *rows, now=late, full=True, force=True)


def _clears(database: Database, _: Path) -> object:
    return clear(database, terms(), who="natten", at=NOW)


def _erases(database: Database, _: Path) -> object:
    return erase_staff(database, ERIK.email)


def _records_a_cause(database: Database, _: Path) -> object:
    other = OverrunCause.EXTERNAL
    return record_overrun_cause(database, "UTR-2026-00001", other, ASA, NOW)


@pytest.mark.parametrize("write", [_imports, _clears, _erases, _records_a_cause])
def test_what_is_written_between_comparing_and_the_lock_comes_before_the_import(
    sqlite_url: str, sqlite_template: Path, tmp_path: Path, write: Writer
) -> None:
    told, found = [], []
    for name in ("after it", "beside it"):
        file = tmp_path / f"{name}.db"
        file.write_bytes(sqlite_template.read_bytes())
        database, other = (open_database(f"sqlite:///{file}") for _ in range(2))
        load(database, tmp_path / "first", *BEFORE, full=True)
        exported = write_lists(tmp_path / "next", *AFTER)

        def between(other: Database = other) -> object:
            return write(other, tmp_path / "between")

        if name == "after it":
            between()
            told.append(import_files(database, [exported], profile=PROFILE, now=NOW, full=True))
        else:
            with just_before_the_lock(database, between):
                told.append(import_files(database, [exported], profile=PROFILE, now=NOW, full=True))
        found.append(rows_in(database, TABLES))
        other.close()
        database.close()
    assert told[0] == told[1]
    assert found[0] == found[1]


def test_a_cause_that_is_recorded_during_the_comparing_is_not_lost(
    database: Database, database_url: str, imported: Import
) -> None:
    imported(investigation(1, opened_on=date(2026, 3, 1)), ASA)
    other = open_database(database_url)
    first = iter([True])

    def record(*heard: Any) -> None:
        if heard[2].startswith("INSERT INTO change_investigation") and next(first, False):
            record_overrun_cause(other, "UTR-2026-00001", OverrunCause.EXTERNAL, ASA, NOW)

    event.listen(database.engine, "after_cursor_execute", record)
    imported(investigation(1, opened_on=date(2026, 3, 1), caseworker="Eva Ek"), ASA)
    other.close()
    with database.reading() as connection:
        row = connection.execute(text("SELECT caseworker, overrun_cause FROM investigation")).one()
    assert tuple(row) == ("Eva Ek", OverrunCause.EXTERNAL)


def test_rewriting_goes_from_the_changes_to_the_rows(
    sqlite_database: Database, tmp_path: Path
) -> None:
    load(sqlite_database, tmp_path / "first", *BEFORE, full=True)
    plans: list[str] = []

    def explain(*heard: Any) -> None:
        _, cursor, statement, values = heard[:4]
        if statement.startswith("UPDATE") and "change_" in statement.partition("FROM")[2]:
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            plans.append(plan[0][3])

    event.listen(sqlite_database.engine, "after_cursor_execute", explain)
    load(sqlite_database, tmp_path / "second", *AFTER, full=True)
    assert sorted(plans) == [f"SCAN change_{name}" for name in sorted(LISTS)]
