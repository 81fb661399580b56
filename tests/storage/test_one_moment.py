"""A turn reads one snapshot, on one connection, until it has written something itself."""

import sqlite3
from collections.abc import Callable

import pytest
from case_lists import INTAKE, NORTH, TODAY, caseworker, report
from sqlalchemy import Connection, text

from storage.engine import Database, alone
from storage.errors import StorageError
from storage.intake.batch import ImportReport
from storage.queries import (
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    staff_by_email,
    unit_case,
    unit_cases,
    unit_history,
)
from storage.queries.gather import query_for

Import = Callable[..., ImportReport]


def units_in(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT key FROM unit ORDER BY key")).scalars())


def add(database: Database, unit: str) -> None:
    with database.writing() as connection:
        connection.execute(
            text("INSERT INTO unit (key, name) VALUES (:unit, :unit)"), {"unit": unit}
        )


def connections_in_use(database: Database) -> int:
    return int(database.engine.pool.checkedout())  # type: ignore[attr-defined]  # of every pool we use


def test_all_readings_of_a_moment_see_the_same_even_when_others_write_between(
    database: Database,
) -> None:
    with database.one_moment() as moment:
        assert units_in(moment) == []
        add(database, "a")
        assert units_in(moment) == []
    assert units_in(database) == ["a"]


def test_what_is_read_after_a_write_of_its_own_sees_that_write_and_those_before_it(
    database: Database,
) -> None:
    with database.one_moment() as moment:
        assert units_in(moment) == []
        add(database, "a")
        add(moment, "b")
        assert units_in(moment) == ["a", "b"]


def test_a_reading_that_goes_on_over_a_write_still_sees_one_moment(database: Database) -> None:
    count = text("SELECT count(*) FROM unit")
    with database.one_moment() as moment:
        with moment.reading() as connection:
            assert connection.execute(count).scalar() == 0
            add(moment, "a")
            assert connection.execute(count).scalar() == 0
            assert units_in(moment) == []
        assert units_in(moment) == ["a"]


def test_a_moment_holds_one_connection_and_none_when_it_is_over(database: Database) -> None:
    with database.one_moment() as moment:
        assert connections_in_use(database) == 0
        units_in(moment)
        assert connections_in_use(database) == 1
        with moment.writing():
            assert connections_in_use(database) == 1
        units_in(moment)
        assert connections_in_use(database) == 1
    assert connections_in_use(database) == 0


def test_a_question_is_put_once_a_moment_and_anew_after_a_write_of_its_own(
    database: Database,
) -> None:
    asked: list[int | None] = []

    def ask(connection: Connection) -> int | None:
        asked.append(connection.execute(text("SELECT count(*) FROM unit")).scalar())
        return asked[-1]

    with database.one_moment() as moment:
        assert [moment.once_a_moment("units", ask) for _ in range(2)] == [0, 0]
        assert asked == [0]
        add(moment, "a")
        assert moment.once_a_moment("units", ask) == 1
    add(database, "b")
    assert [database.once_a_moment("units", ask) for _ in range(2)] == [2, 2]
    assert asked == [0, 1, 2, 2]


def test_a_fault_in_a_moment_is_told_calmly_and_does_not_stop_the_next_reading(
    database: Database,
) -> None:
    with database.one_moment() as moment:
        with pytest.raises(StorageError), moment.reading() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))
        assert units_in(moment) == []
    assert connections_in_use(database) == 0


def test_a_writer_on_a_private_connection_is_alone_from_its_beginning(
    sqlite_database: Database,
) -> None:
    file = sqlite_database.engine.url.database
    other = sqlite3.connect(str(file), timeout=0, isolation_level=None)
    with sqlite_database.private_connection() as connection:
        with connection.begin():
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with alone(connection), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        with connection.begin():
            other.execute("BEGIN IMMEDIATE")
    other.close()


def test_the_next_readers_questions_are_not_put_together_anew(
    database: Database, imported: Import
) -> None:
    first, second = caseworker("Åsa Holm"), caseworker("Bo Alm", unit=NORTH)
    imported(report(1, caseworker=first.name), report(2, caseworker=second.name), first, second)

    def ask(email: str, unit: str, case: str) -> None:
        staff = staff_by_email(database, email)
        assert staff is not None
        for cases in (caseworker_cases, caseworker_history):
            cases(database, staff, TODAY)
        for of_unit in (unit_cases, unit_history):
            of_unit(database, unit, TODAY)
        caseworker_case(database, staff, case)
        unit_case(database, unit, case)

    ask(first.email, INTAKE, "1")
    known = query_for.cache_info().currsize
    ask(second.email, NORTH, "BU-2026-00002")
    assert query_for.cache_info().currsize == known
