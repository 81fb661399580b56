"""Whoever looks at a database makes nothing in it and changes nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text, update

from rules.facts import Role
from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.inspection import inspected, sqlite_file, try_writing
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import newest_schema_version
from storage.queries.staffing import RoleCount, staff_by_role, unit_keys_in_use
from storage.tables import INVESTIGATION, PLACEMENT, REPORT, SERVICE_TICK, STAFF

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
EXPORTS = Path(__file__).parents[1] / "data" / "exempelkommun"


def code_of(url: str) -> str:
    with pytest.raises(StorageError) as refused, inspected(url):
        pass
    return refused.value.code


def test_a_database_that_is_not_there_is_not_made(unmigrated_url: str, tmp_path: Path) -> None:
    assert code_of(unmigrated_url) in {"database_missing", "schema_old"}
    assert list(tmp_path.iterdir()) == []
    if sqlite_file(unmigrated_url) is None:
        with pytest.raises(StorageError) as refused:
            open_database(unmigrated_url, migrate=False)
        assert refused.value.code == "schema_old"


def test_an_empty_file_is_no_database_and_stays_empty(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    assert code_of(f"sqlite:///{file}") == "database_missing"
    assert file.stat().st_size == 0


@pytest.mark.parametrize(("version", "code"), [("0001", "schema_old"), ("9999", "schema_new")])
def test_another_version_is_told_and_left(
    database: Database, database_url: str, version: str, code: str
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    assert code_of(database_url) == code
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == (
            version
        )


def test_a_current_database_is_given_and_its_tables_are_as_they_were(database_url: str) -> None:
    with inspected(database_url) as database:
        assert "staff" in inspect(database.engine).get_table_names()
        with database.reading() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert found == newest_schema_version()


def test_a_row_is_tried_and_taken_back(database: Database) -> None:
    try_writing(database, NOW)
    try_writing(database, NOW)
    with database.reading() as connection:
        assert connection.execute(SERVICE_TICK.select()).all() == []


def test_a_database_that_takes_no_rows_is_told(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    if sqlite_file(database_url) is None:
        only_reads = f"{database_url}&options=-c%20default_transaction_read_only%3Don"
        with inspected(only_reads) as reading, pytest.raises(StorageError):
            try_writing(reading, NOW)
        return
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.commit()
    with pytest.raises(StorageError):
        try_writing(database, NOW)


def test_a_password_in_an_address_is_in_no_sentence(tmp_path: Path) -> None:
    hidden = "hemligt-4711"
    url = f"postgresql://f:{hidden}@127.0.0.1:1/f?password={hidden}"
    with pytest.raises(StorageError) as refused, inspected(url):
        pass
    assert refused.value.code == "database_unavailable"
    assert hidden not in refused.value.message


@pytest.mark.parametrize("url", ["", "mysql://x/y", "postgresql:/fel"])
def test_an_address_of_no_database_is_told(url: str) -> None:
    assert code_of(url) == "database_url"


def test_staff_are_counted_by_role_and_units_in_use_are_told(database: Database) -> None:
    import_files(database, [EXPORTS], profile=load_profile(None), now=NOW, full=True)
    with database.writing() as connection:
        gone = update(STAFF).where(STAFF.c.role == Role.ADMINISTRATOR.value)
        connection.execute(gone.values(gone_since=NOW))
        some = update(STAFF).where(STAFF.c.role == Role.UNIT_MANAGER.value)
        connection.execute(some.values(entra_object_id=None))
    assert staff_by_role(database) == (
        RoleCount(Role.CASEWORKER, 40, 0),
        RoleCount(Role.UNIT_MANAGER, 5, 5),
        RoleCount(Role.BOARD_SECRETARY, 1, 0),
    )
    in_use = unit_keys_in_use(database, date(2026, 11, 20))
    assert len(in_use) == 5
    with database.writing() as connection:
        connection.execute(update(STAFF).values(gone_since=NOW))
    assert unit_keys_in_use(database, date(2026, 11, 20)) == in_use  # by what is open there
    with database.writing() as connection:
        for rows in (REPORT, INVESTIGATION, PLACEMENT):
            connection.execute(update(rows).values(open_until=date(2026, 11, 20)))
    assert unit_keys_in_use(database, date(2026, 11, 20)) == frozenset()
