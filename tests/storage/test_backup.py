"""A copy of the database is whole whenever it is taken, and the way back loses nothing unasked."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from earlier_databases import earlier_database, rows_in

from storage.backup import back_up, restore
from storage.engine import open_database
from storage.errors import StorageError
from storage.one_process import only_process
from storage.schema import known_versions

WRITER = Path(__file__).with_name("backup_writer.py")
RESTORER = Path(__file__).with_name("restoring_program.py")
A_DAY_AGO = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def address(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def in_use(sqlite_url: str, tmp_path: Path) -> Path:
    """A database with rows of every table."""
    (tmp_path / "fristvakt.db").unlink()
    earlier_database(sqlite_url, known_versions()[-1])
    return tmp_path / "fristvakt.db"


@pytest.fixture
def copy(in_use: Path, tmp_path: Path) -> Path:
    back_up(address(in_use), tmp_path / "copy.db")
    return tmp_path / "copy.db"


def empty(file: Path) -> None:
    """Put an empty database in the place of the file."""
    file.unlink()
    open_database(address(file)).close()


def refused(live: Path, source: Path, *, force: bool = False) -> StorageError:
    """Return why the copy is not put back; the database must be untouched by the attempt."""
    before = live.read_bytes()
    with pytest.raises(StorageError) as refusal:
        restore(address(live), source, force=force)
    assert live.read_bytes() == before
    assert not list(live.parent.glob("*.restoring*"))
    return refusal.value


def test_a_copy_has_every_row_and_is_one_file_for_its_owner_only(
    in_use: Path, tmp_path: Path
) -> None:
    out = tmp_path / "copies" / "copy.db"
    out.parent.mkdir()
    told = back_up(address(in_use), out)
    assert rows_in(address(out)) == rows_in(address(in_use))
    assert (told.version, told.imported_at) == (known_versions()[-1], A_DAY_AGO)
    assert [file.name for file in out.parent.iterdir()] == ["copy.db"]
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def writing(sqlite_url: str) -> Iterator[None]:
    """Somebody writes in the database all the time."""
    command = [sys.executable, str(WRITER), sqlite_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        yield
        assert writer.poll() is None  # the copies did not stop it
        writer.kill()


@pytest.mark.usefixtures("writing")
def test_a_copy_is_of_one_moment_while_somebody_writes(sqlite_url: str, tmp_path: Path) -> None:
    for number in range(10):
        out = tmp_path / f"{number}.db"
        back_up(sqlite_url, out)
        with closing(sqlite3.connect(out)) as copied:
            (rows,) = copied.execute("SELECT count(*) FROM unit").fetchone()
        assert rows > 0
        assert rows % 2 == 0


def test_a_copy_replaces_no_file(in_use: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mitt")
    with pytest.raises(StorageError, match="finns redan"):
        back_up(address(in_use), kept)
    assert kept.read_text() == "mitt"


def test_a_place_that_cannot_be_written_in_is_named_and_nothing_is_left(in_use: Path) -> None:
    nowhere = in_use.parent / "nowhere"
    with pytest.raises(StorageError, match="Det går inte att skriva i") as refusal:
        back_up(address(in_use), nowhere / "copy.db")
    assert str(nowhere) in refusal.value.message


def test_a_damaged_database_gives_no_copy(in_use: Path, tmp_path: Path) -> None:
    with in_use.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    with pytest.raises(StorageError, match="skadad") as refusal:
        back_up(address(in_use), tmp_path / "copy.db")
    assert str(in_use) in refusal.value.message
    assert not list(tmp_path.glob("copy*"))


def test_a_database_that_is_not_there_is_not_made_by_copying_it(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="ingen databas"):
        back_up(address(tmp_path / "none.db"), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_what_was_lost_is_back(in_use: Path, copy: Path) -> None:
    rows = rows_in(address(copy))
    empty(in_use)
    told = restore(address(in_use), copy)
    assert told.imported_at == A_DAY_AGO
    assert rows_in(address(in_use)) == rows
    assert in_use.stat().st_mode & 0o777 == 0o600


def test_a_database_that_is_gone_is_made_anew_from_the_copy(in_use: Path, copy: Path) -> None:
    in_use.unlink()
    restore(address(in_use), copy)
    assert rows_in(address(in_use)) == rows_in(address(copy))


def test_a_database_with_rows_is_replaced_only_by_force(in_use: Path, copy: Path) -> None:
    with closing(sqlite3.connect(in_use)) as live:
        live.execute("UPDATE unit SET name = 'Nytt namn'")
        live.commit()
    assert "--force" in refused(in_use, copy).message
    restore(address(in_use), copy, force=True)
    assert rows_in(address(in_use)) == rows_in(address(copy))


def test_an_old_copy_is_brought_up_to_date(sqlite_url: str, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    earlier_database(address(old), "0001")
    told = restore(sqlite_url, old)
    assert told.version == "0001"
    rows = rows_in(sqlite_url)
    assert rows["alembic_version"] == [{"version_num": known_versions()[-1]}]
    assert [row["number"] for row in rows["investigation"]] == ["UTR-2026-00001"]


def test_a_damaged_database_gives_way_by_force_with_its_journal(in_use: Path, copy: Path) -> None:
    in_use.write_bytes(b"not a database" * 1000)
    for journal in ("-wal", "-shm"):
        in_use.with_name(in_use.name + journal).write_bytes(b"left behind")
    assert "--force" in refused(in_use, copy).message
    restore(address(in_use), copy, force=True)
    assert rows_in(address(in_use)) == rows_in(address(copy))


def test_one_killed_on_the_way_back_leaves_the_database_as_it_was(in_use: Path, copy: Path) -> None:
    with closing(sqlite3.connect(in_use)) as live:
        live.execute("UPDATE unit SET name = 'Nytt namn'")
        live.commit()
    before = rows_in(address(in_use))
    command = [sys.executable, str(RESTORER), address(in_use), str(copy)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as restorer:
        assert restorer.stdout is not None
        assert restorer.stdout.readline() == b"standing still\n"
        restorer.kill()
        assert restorer.wait() == -9
    assert rows_in(address(in_use)) == before
    restore(address(in_use), copy, force=True)
    assert rows_in(address(in_use)) == rows_in(address(copy))
    assert not list(in_use.parent.glob("*.restoring*"))


def test_nothing_is_put_back_while_the_service_is_running(in_use: Path, copy: Path) -> None:
    with only_process(address(in_use)):
        assert refused(in_use, copy, force=True).code == "already_serving"


def test_nothing_is_put_back_over_what_somebody_has_open(
    in_use: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite_files.WAIT_S", 0)
    with closing(sqlite3.connect(in_use, isolation_level=None)) as somebody:
        somebody.execute("PRAGMA journal_mode = WAL")
        somebody.execute("BEGIN")
        somebody.execute("SELECT count(*) FROM unit")
        assert refused(in_use, copy, force=True).code == "database_busy"
        somebody.execute("COMMIT")


def test_what_is_no_copy_of_ours_is_refused(in_use: Path, tmp_path: Path) -> None:
    text, other, damaged = (tmp_path / name for name in ("a.txt", "other.db", "damaged.db"))
    text.write_text("Ärendenr;Inkom datum\n" * 100)
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE unit (key TEXT)")
    shutil.copy(in_use, damaged)
    with damaged.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    codes = [refused(in_use, source, force=True).code for source in (text, other, damaged)]
    assert codes == ["database_damaged", "not_ours", "database_damaged"]
    assert refused(in_use, tmp_path / "none.db", force=True).code == "no_backup"


@pytest.mark.parametrize(
    "changed",
    [
        "CREATE TRIGGER more AFTER INSERT ON unit BEGIN DELETE FROM staff; END",
        "DROP TRIGGER access_log_refuses_delete",
        "DROP TABLE staff",
        "CREATE TABLE more (key TEXT)",
        "CREATE VIEW more AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x FROM n",
        "UPDATE alembic_version SET version_num = '0001'",
        "UPDATE import_batch SET imported_at = 'en dag'",
    ],
)
def test_a_copy_that_is_built_otherwise_than_ours_is_refused(
    in_use: Path, copy: Path, changed: str
) -> None:
    with closing(sqlite3.connect(copy)) as other:
        other.execute(changed)
        other.commit()
    assert refused(in_use, copy, force=True).code == "not_ours"


def test_what_an_attempt_that_was_cut_off_left_behind_is_not_played_into_the_copy(
    in_use: Path, copy: Path
) -> None:
    beside = in_use.with_name(f"{in_use.name}.restoring-wal")
    shutil.copy(in_use, beside)
    restore(address(in_use), copy, force=True)
    assert rows_in(address(in_use)) == rows_in(address(copy))
    assert not beside.exists()


def test_a_copy_by_a_newer_program_is_refused(in_use: Path, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    refusal = refused(in_use, copy, force=True)
    assert (refusal.code, "9999" in refusal.message) == ("schema_new", True)


@pytest.mark.parametrize("do", [back_up, restore])
def test_a_server_has_its_own_programs_for_it(do: object, tmp_path: Path) -> None:
    assert callable(do)
    with pytest.raises(StorageError, match=r"pg_dump och pg_restore"):
        do("postgresql://someone@server/fristvakt", tmp_path / "copy.db")
