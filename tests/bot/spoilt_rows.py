"""A database in which something is broken for a while: the fault quotes what stands there."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.engine import Database

CHILD = "Kalle Barnsson"


@contextmanager
def broken_role(database: Database) -> Iterator[None]:
    """Let everybody have a role that there is not: the fault quotes it."""
    with _spoilt(database, "staff", "role"):
        yield


@contextmanager
def broken_rows(database: Database) -> Iterator[None]:
    """Let every investigation have a reason that there is not."""
    with _spoilt(database, "investigation", "reason"):
        yield


@contextmanager
def no_table(database: Database) -> Iterator[None]:
    away = "ALTER TABLE {} RENAME TO {}"
    with _meanwhile(database, away.format("staff", "gone"), away.format("gone", "staff")):
        yield


@contextmanager
def _spoilt(database: Database, table: str, column: str) -> Iterator[None]:
    spoil = f"UPDATE {table} SET {column} = '{CHILD}' || {column}"  # noqa: S608 — our own words
    mend = f"UPDATE {table} SET {column} = replace({column}, '{CHILD}', '')"  # noqa: S608 — ours
    with _meanwhile(database, spoil, mend):
        yield


@contextmanager
def _meanwhile(database: Database, before: str, after: str) -> Iterator[None]:
    with database.writing() as connection:
        connection.exec_driver_sql(before)
    yield
    with database.writing() as connection:
        connection.exec_driver_sql(after)
