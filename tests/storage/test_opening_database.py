"""Opening a database, whatever state it is in."""

import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from sqlalchemy import event, text

from storage.engine import Database, migrate, open_database
from storage.errors import StorageError
from storage.schema import bring_up_to_date, known_versions


def test_a_new_database_is_created_and_migrated_on_first_use(unmigrated_url: str) -> None:
    database = open_database(unmigrated_url)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM report")).scalar() == 0
    database.close()


def test_migrating_again_changes_nothing(database_url: str) -> None:
    assert migrate(database_url) == known_versions()[-1]
    assert migrate(database_url) == known_versions()[-1]


def test_opening_a_migrated_database_does_not_load_alembic(sqlite_url: str) -> None:
    script = (
        "import sys; from storage.engine import open_database; open_database(sys.argv[1]).close();"
        "print([name for name in sys.modules if name.split('.')[0] == 'alembic'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, sqlite_url], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"


def test_a_database_that_must_not_be_migrated_says_which_command_does_it(
    unmigrated_url: str, tmp_path: Path
) -> None:
    (tmp_path / "var").mkdir()
    with pytest.raises(StorageError) as refused:
        open_database(unmigrated_url, migrate=False)
    assert refused.value.code == "schema_old"
    assert "fristvakt migrate" in refused.value.message


def test_a_schema_newer_than_the_program_is_refused(database: Database, database_url: str) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError) as refused:
        open_database(database_url)
    assert refused.value.code == "schema_new"
    assert "9999" in refused.value.message


def test_sqlite_is_opened_with_write_ahead_log_and_foreign_keys(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    database.close()
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "busy_timeout": 30_000,
    }


def test_a_folder_that_cannot_be_created_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="går inte att skapa") as refused:
        open_database(f"sqlite:///{tmp_path / 'file' / 'var' / 'fristvakt.db'}")
    assert str(tmp_path / "file" / "var") in refused.value.message


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fristvakt.db").write_text("Ärendenr;Inkom datum\n" * 100)
    with pytest.raises(StorageError) as refused:
        open_database(f"sqlite:///{tmp_path / 'fristvakt.db'}")
    assert refused.value.code == "database_damaged"


@pytest.mark.parametrize("url", ["fristvakt.db", "mysql://server/fristvakt", "postgresql+x://s/d"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(StorageError) as refused:
        open_database(url)
    assert refused.value.code == "database_url"


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        open_database(f"postgresql://someone:secret@/fristvakt?host={tmp_path}")
    assert refused.value.code == "database_unavailable"
    assert "secret" not in refused.value.message


def test_a_fault_in_a_write_never_shows_the_values(database: Database) -> None:
    row = {"key": None, "name": "Barnenheten"}
    with pytest.raises(StorageError) as refused, database.writing() as connection:
        connection.execute(text("INSERT INTO unit (key, name) VALUES (:key, :name)"), row)
    assert refused.value.code == "database_fault"
    assert "Barnenheten" not in "".join(traceback.format_exception(refused.value))


def test_a_write_that_fails_half_way_leaves_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO unit (key, name) VALUES ('a', 'A')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM unit")).scalar() == 0


def test_a_reader_sees_one_moment_even_when_somebody_writes_meanwhile(database: Database) -> None:
    count = text("SELECT count(*) FROM unit")
    with database.reading() as reader:
        before = reader.execute(count).scalar()
        with database.writing() as writer:
            writer.execute(text("INSERT INTO unit (key, name) VALUES ('a', 'A')"))
        assert reader.execute(count).scalar() == before == 0


def test_opening_a_migrated_database_asks_one_question(sqlite_url: str) -> None:
    asked: list[str] = []
    database = open_database(sqlite_url)
    event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    bring_up_to_date(database.engine)
    database.close()
    assert asked == ["SELECT version_num FROM alembic_version"]


def test_the_copy_of_the_rows_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o755)
    open_database(f"sqlite:///{tmp_path / 'var' / 'new.db'}").close()
    assert (tmp_path / "var" / "new.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"]
)
def test_a_database_in_memory_is_refused_since_each_process_would_have_its_own(url: str) -> None:
    with pytest.raises(StorageError) as refused:
        open_database(url)
    assert refused.value.code == "database_url"
    assert "sqlite:///var/fristvakt.db" in refused.value.message


def test_sqlite_readings_one_after_another_are_on_the_connection_used_last(
    sqlite_url: str,
) -> None:
    database = open_database(sqlite_url)
    with database.reading() as one, database.reading() as another:
        there_are = {id(each.connection.dbapi_connection) for each in (one, another)}
    assert len(there_are) == 2  # to choose from
    used = []
    for _ in range(3):
        with database.reading() as connection:
            used.append(connection.connection.dbapi_connection)
    assert len(set(map(id, used))) == 1
    database.close()
