"""Looking at a database without making or changing anything in it, for whoever sees to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from storage import messages
from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.tables import SERVICE_TICK

_NEVER_NOTED = "inspection"


class _Undone(Exception):  # noqa: N818 — it is no error
    """Ends a transaction with nothing written."""


@contextmanager
def inspected(url: str) -> Iterator[Database]:
    """Give a database that is there and current; raises StorageError and makes none."""
    _require_file(url)
    database = open_database(url, migrate=False)
    try:
        yield database
    finally:
        database.close()


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite database, None for a server. Raises StorageError."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError("database_url", messages.bad_url()) from None
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(str(parsed.database)) if is_file else None


def try_writing(database: Database, now: datetime) -> None:
    """Write a row and take it back before anybody sees it; raises StorageError."""
    row = {"name": _NEVER_NOTED, "first_at": now, "last_at": now, "owner": _NEVER_NOTED}
    try:
        with database.writing() as connection:
            connection.execute(insert(SERVICE_TICK).values(row))
            raise _Undone
    except _Undone:
        return


def _require_file(url: str) -> None:
    file = sqlite_file(url)
    try:
        is_there = file is None or file.stat().st_size > 0
    except OSError:
        is_there = False
    if not is_there:
        raise StorageError("database_missing", messages.missing(str(file)))
