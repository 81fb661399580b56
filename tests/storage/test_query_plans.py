"""What a question costs follows the reader's rows, never the municipality's."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from case_lists import (
    INTAKE,
    NOW,
    TODAY,
    caseworker,
    decided,
    investigation,
    load,
    placement,
    report,
)
from sqlalchemy import event, insert, text

from storage.engine import Database
from storage.file_kinds import FileKind
from storage.queries import (
    cases_for_figures,
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    digest_cases,
    last_import,
    unit_case,
    unit_cases,
)
from storage.tables import IMPORT_BATCH, IMPORT_FILE

ASA = caseworker("Åsa Holm")
NAMESAKE = caseworker("Åsa Holm", unit="Barnenheten Norr", email="asa2@exempelkommun.example")
CASE_TABLES = ("report", "investigation", "placement")

QUESTIONS: dict[str, Callable[[Database], object]] = {
    "caseworker_cases": lambda database: caseworker_cases(database, ASA, TODAY),
    "caseworker_cases, shared name": lambda database: caseworker_cases(database, NAMESAKE, TODAY),
    "caseworker_case": lambda database: caseworker_case(database, ASA, "BU-2026-00001"),
    "caseworker_case, bare number": lambda database: caseworker_case(database, ASA, "1"),
    "caseworker_history": lambda database: caseworker_history(database, ASA, TODAY),
    "unit_cases": lambda database: unit_cases(database, INTAKE, TODAY),
    "unit_case": lambda database: unit_case(database, INTAKE, "1"),
    "digest_cases": lambda database: list(digest_cases(database, TODAY, TODAY)),
    "last_import": last_import,
}


@pytest.fixture
def municipality(sqlite_database: Database, tmp_path: Path) -> Database:
    return populated(sqlite_database, tmp_path)


def populated(database: Database, folder: Path) -> Database:
    """Two thousand closed rows of many people, an open one of each, and two namesakes.

    A few of the closed ones lack something.
    """
    people = [ASA.name, *(f"Person {number}" for number in range(20))]
    closed = [
        decided(
            number,
            on=date(2026, 11, 12),
            assessed_on=date(2026, 11, 10) if number % 100 else None,
            caseworker=people[number % 21],
        )
        for number in range(1, 2000)
    ]
    still_open = [report(2000 + number, caseworker=name) for number, name in enumerate(people)]
    others = [investigation(1, closed_on=TODAY), investigation(2), placement(1)]
    load(database, folder, *closed, *still_open, *others, ASA, NAMESAKE)
    return database


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """Collect how SQLite goes about every question that is put to it."""
    asked: list[str] = []
    said: list[str] = []

    def listen(connection: sqlite3.Connection, *_record: object) -> None:
        connection.set_trace_callback(asked.append)  # whoever puts the question, and how

    database.close()
    event.listen(database.engine, "checkout", listen)
    yield said
    event.remove(database.engine, "checkout", listen)
    database.close()
    with database.reading() as connection:
        for statement in asked:
            if statement.startswith("SELECT"):
                rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
                said += [str(row[3]) for row in rows]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_of_a_reader_walks_through_a_case_list(
    municipality: Database, question: str
) -> None:
    with plans(municipality) as steps:
        QUESTIONS[question](municipality)
    assert steps
    walks = [step for step in steps if step.startswith("SCAN")]
    assert [step for step in walks if step.split()[1] in CASE_TABLES] == []


def test_how_old_the_data_is_costs_the_same_after_years_of_imports(database: Database) -> None:
    """Also of a kind that came at first and never again."""
    with database.writing() as connection:
        for number in range(1500):
            batch = connection.execute(
                insert(IMPORT_BATCH).values(imported_at=NOW, is_full=True, forced=False)
            ).inserted_primary_key
            kinds = [kind for kind in FileKind if number < 10 or kind is not FileKind.STAFF]
            rows = [_file(batch[0], kind) for kind in kinds]
            connection.execute(insert(IMPORT_FILE), rows)
        connection.execute(text("ANALYZE"))
    if database.engine.dialect.name == "sqlite":
        with plans(database) as steps:
            last_import(database)
        assert [step for step in steps if step.startswith("SEARCH import_file USING COVERING")]
        assert not [step for step in steps if step.startswith("SCAN import_")]
        return
    (plan,) = postgresql_plans(database, lambda: last_import(database), "import_batch", "ANALYZE")
    removed = re.findall(r"Rows Removed by \w+(?: Filter)?: (\d+)", plan)
    assert sum(map(int, removed)) < 100, plan


def _file(batch: int, kind: FileKind) -> dict[str, object]:
    counts = dict.fromkeys(("rows", "inserted", "updated", "unchanged", "rejected", "gone"), 0)
    told = {"name": "lista.csv", "sha256": "", "modified_at": NOW, "is_full_list": True}
    return {"batch_id": batch, "kind": kind.value, **counts, **told}


def test_open_rows_are_picked_by_reader_and_day_in_the_index(municipality: Database) -> None:
    with plans(municipality) as steps:
        caseworker_cases(municipality, ASA, TODAY)
    for table in CASE_TABLES:
        wanted = (
            f"SEARCH {table} USING INDEX ix_{table}_caseworker_key_open_until "
            "(caseworker_key=? AND open_until>?)"
        )
        assert wanted in steps


def test_a_bare_case_number_is_looked_up_by_the_number(municipality: Database) -> None:
    with plans(municipality) as steps:
        unit_case(municipality, INTAKE, "1")
    assert "SEARCH report USING INDEX ix_report_case_sequence (case_sequence=?)" in steps


def test_closed_rows_with_a_gap_are_picked_by_day_in_an_index_of_no_others(
    municipality: Database,
) -> None:
    with plans(municipality) as steps:
        list(digest_cases(municipality, TODAY, TODAY))
    for table in ("report", "investigation"):
        index = f"ix_{table}_lacking_open_until (open_until>? AND open_until<?)"
        assert f"SEARCH {table} USING INDEX {index}" in steps


def postgresql_plans(
    database: Database, ask: Callable[[], object], about: str, how: str = ""
) -> list[str]:
    """How PostgreSQL goes about each question that `ask` puts to a table; ANALYZE to do it."""
    asked: list[tuple[str, object]] = []

    def listen(*call: object) -> None:
        asked.append((str(call[2]), call[3]))

    event.listen(database.engine, "before_cursor_execute", listen)
    ask()
    event.remove(database.engine, "before_cursor_execute", listen)
    with database.reading() as connection:
        return [
            "".join(connection.exec_driver_sql(f"EXPLAIN {how} {statement}", values).scalars())
            for statement, values in asked
            if about in statement
        ]


def test_postgresql_finds_a_caseworkers_open_rows_by_index(
    database: Database, tmp_path: Path
) -> None:
    if database.engine.dialect.name == "sqlite":
        return
    populated(database, tmp_path)
    (plan,) = postgresql_plans(
        database, lambda: caseworker_cases(database, ASA, TODAY), "FROM report"
    )
    assert "ix_report_caseworker_key_open_until" in plan


def test_postgresql_finds_closed_rows_with_a_gap_by_index(
    database: Database, tmp_path: Path
) -> None:
    if database.engine.dialect.name == "sqlite":
        return
    populated(database, tmp_path)
    found = postgresql_plans(
        database, lambda: list(digest_cases(database, TODAY, TODAY)), "FROM report"
    )
    assert any("ix_report_lacking_open_until" in plan for plan in found)


def test_a_walk_would_be_seen(municipality: Database) -> None:
    with plans(municipality) as steps:
        list(cases_for_figures(municipality, date(2020, 1, 1), TODAY, None))
    assert any(step.startswith("SCAN report") for step in steps)
