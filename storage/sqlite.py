"""What SQLite has to be told before it does as PostgreSQL does by itself."""

from typing import Any

from sqlalchemy import Connection, Engine, FromClause, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

_WAIT_FOR_LOCK_MS = 30_000
_CACHE_KB = 16_000

NEXT_BEGIN = "next_begin"
"""Under which name a connection knows how its next transaction is to begin."""


def prepare(engine: Engine) -> None:
    """Make every connection of the engine wait for locks, and begin when it is told to."""
    engine.dialect.statement_compiler = _ObedientCompiler
    engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign]  # the one way
    event.listen(engine, "connect", _prepare_connection)


def begin_as_writer(connection: Connection) -> None:
    """Let the connection's next transaction be the only one that writes, from its beginning."""
    connection.info[NEXT_BEGIN] = "IMMEDIATE"


class _ObedientCompiler(SQLiteCompiler):
    """Writes out the hints of a query, such as INDEXED BY, which SQLAlchemy leaves out."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002 — inherited
        return text


def _prepare_connection(connection: Any, _record: object) -> None:
    # Without this, sqlite3 begins transactions on its own: too late for a reader's
    # snapshot, and never around the creation of tables.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_WAIT_FOR_LOCK_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes past the triggers
        f"cache_size = -{_CACHE_KB}",
        f"temp.cache_size = -{_CACHE_KB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    # Not by the event "begin", which makes every statement wait for listeners, nor through
    # SQLAlchemy, to which a BEGIN is as much work as a question.
    mode = connection.info.pop(NEXT_BEGIN, "DEFERRED")
    connection.dbapi_connection.execute(f"BEGIN {mode}")
