"""A copy of the SQLite database while it is in use, and the way back from it.

PostgreSQL has its own programs for this, `pg_dump` and `pg_restore`; what is said here is how to
call them. A copy holds what was in the database at one moment and is one file, for its owner
only. The way back is all or nothing: a stop at any instant leaves the one or the other whole.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from storage import messages
from storage.engine import migrate
from storage.errors import StorageError
from storage.one_process import only_process
from storage.schema import known_versions
from storage.sqlite_files import opened, remove, remove_journals, write_through
from storage.sqlite_shape import has_views, is_shaped_as_ours

_ONLY_ITS_OWNER = 0o600
_NEVER_IN_USE = "alembic_version"


@dataclass(frozen=True, slots=True)
class BackUp:
    """A copy of the database (säkerhetskopia): its version, and when its newest import was."""

    file: Path
    version: str
    imported_at: datetime | None


def back_up(url: str, out: Path) -> BackUp:
    """Write a copy of the database at `url` to a new file, also while the service writes in it.

    Raises StorageError, with nothing left in the file's place.
    """
    live = _file_of(url)
    if not live.exists():
        raise StorageError("no_database", messages.no_database(str(live)))
    if out.exists():
        raise StorageError("backup_exists", messages.backup_exists(str(out)))
    return _copied(live, out)


def restore(url: str, source: Path, *, force: bool = False) -> BackUp:
    """Put the copy in the place of the database at `url`, and bring its schema up to date.

    Raises StorageError where the service is running, where the copy is none of ours or newer than
    this program, and, without `force`, where the database has rows in it.
    """
    live = _file_of(url)
    told = _told_of(source)
    _make_room_for(live)
    with only_process(url):
        if not force:
            _refuse_if_in_use(live)
        _put_in_place(source, live)
    return told


def _make_room_for(live: Path) -> None:
    try:
        live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        folder = str(live.parent)
        raise StorageError("database_folder", messages.no_folder(folder)) from fault


def _put_in_place(source: Path, live: Path) -> None:
    """Let the copy take the place when it is whole, up to date and built as ours are."""
    beside = live.with_name(f"{live.name}.restoring")
    remove(beside)
    try:
        _copied(source, beside)
        _bring_up_to_date(beside, str(source))
        _clear(live)
        beside.replace(live)
    finally:
        remove(beside)


def _bring_up_to_date(file: Path, named: str) -> None:
    url = URL.create("sqlite", database=str(file))
    try:
        migrate(url.render_as_string())
    except StorageError as fault:
        if fault.code not in ("database_unavailable", "database_fault"):
            raise
        raise StorageError("not_ours", messages.not_ours(named)) from fault  # not what it says
    with opened(file, named) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        if not is_shaped_as_ours(copy):
            raise StorageError("not_ours", messages.not_ours(named))


def _file_of(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StorageError("backup_server", messages.backup_of_server())
    return Path(parsed.database)


def _copied(source: Path, target: Path) -> BackUp:
    """Copy all of one moment; the file gets its name only when it is whole and one of ours."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=_ONLY_ITS_OWNER, exist_ok=False)
        with opened(source) as old, opened(part) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        told = _told_of(part, source)
        write_through(part)
        part.replace(target)
    except OSError as fault:
        raise StorageError("backup_place", messages.no_place(str(target.parent))) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return replace(told, file=target)


def _told_of(file: Path, named: Path | None = None) -> BackUp:
    """Return what the copy says of itself; raises StorageError if it cannot be gone back to.

    In a sentence it is the file `named`, where it was just made from that one.
    """
    name = str(named or file)
    if not file.is_file():
        raise StorageError("no_backup", messages.no_backup(name))
    with opened(file, name) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StorageError("database_damaged", messages.damaged(name))
        if has_views(copy):
            raise StorageError("not_ours", messages.not_ours(name))
        version = _version_in(copy, name)
        return BackUp(file, version, _imported_at(copy, name))


def _imported_at(copy: sqlite3.Connection, name: str) -> datetime | None:
    try:
        newest = copy.execute("SELECT max(imported_at) FROM import_batch").fetchone()[0]
        return newest and datetime.fromisoformat(newest).replace(tzinfo=UTC)
    except (sqlite3.OperationalError, TypeError, ValueError):
        raise StorageError("not_ours", messages.not_ours(name)) from None


def _version_in(copy: sqlite3.Connection, name: str) -> str:
    try:
        (version,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.OperationalError, TypeError):
        raise StorageError("not_ours", messages.not_ours(name)) from None
    if version not in known_versions():
        raise StorageError("schema_new", messages.schema_new(str(version)))
    return str(version)


def _refuse_if_in_use(live: Path) -> None:
    try:
        has_rows = live.exists() and _has_rows(live)
    except StorageError as fault:
        if fault.code != "database_damaged":
            raise
        raise StorageError("database_damaged", messages.damaged_and_there(str(live))) from fault
    if has_rows:
        raise StorageError("database_in_use", messages.database_in_use(str(live)))


def _has_rows(live: Path) -> bool:
    with opened(live) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [name for (name,) in found if name != _NEVER_IN_USE]
        return any(
            database.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 — names of tables that are there
            for name in tables
        )


def _clear(live: Path) -> None:
    """Let the old database have no journal left that could be played into the new one.

    Whoever has it open keeps us from it; a damaged one cannot be opened, and only goes.
    """
    if not live.exists():
        return
    try:
        with opened(live) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    except StorageError as fault:
        if fault.code != "database_damaged":
            raise
    remove_journals(live)
