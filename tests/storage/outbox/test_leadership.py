"""One process keeps the schedule, and another takes over when it is gone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from worker_processes import worker

from storage.engine import Database
from storage.leadership import SCHEDULE_LOCK, Leadership

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
_WAIT_FOR_LOCK = text(f"SELECT pg_advisory_xact_lock({SCHEDULE_LOCK})")
_END_OTHER_SESSIONS = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = 'fristvakt schedule'"
)


@pytest.fixture
def one(database: Database) -> Iterator[Leadership]:
    leadership = Leadership(database, "one")
    yield leadership
    leadership.let_go()


@pytest.fixture
def two(database: Database) -> Iterator[Leadership]:
    leadership = Leadership(database, "two")
    yield leadership
    leadership.let_go()


@on_postgresql
def test_one_at_a_time_keeps_the_schedule(one: Leadership, two: Leadership) -> None:
    assert [one.is_held(), two.is_held(), one.is_held()] == [True, False, True]


@on_postgresql
def test_what_is_let_go_is_anothers(database: Database, one: Leadership, two: Leadership) -> None:
    assert one.is_held()
    one.let_go()
    wait_until_nobody_has_the_lock(database)
    assert [two.is_held(), one.is_held()] == [True, False]


@on_postgresql
def test_another_takes_over_when_the_process_that_keeps_the_schedule_is_killed(
    database: Database, database_url: str, two: Leadership
) -> None:
    with worker("keep_schedule", database_url) as other:
        assert other.says() == "True"
        assert not two.is_held()
        other.kill()
    wait_until_nobody_has_the_lock(database)
    assert two.is_held()


@on_postgresql
def test_whoever_loses_its_session_knows_it_and_asks_anew(
    database: Database, one: Leadership
) -> None:
    assert one.is_held()
    with database.writing() as connection:
        connection.execute(_END_OTHER_SESSIONS)
    assert [one.is_held(), one.is_held()] == [False, True]


@on_postgresql
def test_a_database_that_is_away_gives_the_schedule_to_nobody(database: Database) -> None:
    nowhere = create_engine(database.engine.url.set(database="nowhere"))
    leadership = Leadership(Database(nowhere), "one")
    assert not leadership.is_held()
    leadership.let_go()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_sqlite_the_only_process_keeps_the_schedule(one: Leadership) -> None:
    assert one.is_held()
    one.let_go()
    assert one.is_held()


def wait_until_nobody_has_the_lock(database: Database) -> None:
    """Wait in line for the lock: PostgreSQL ends a session when it finds its process gone."""
    with database.writing() as connection:
        connection.execute(_WAIT_FOR_LOCK)
