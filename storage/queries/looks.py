"""Who has looked at rows: every look is written down, and none is ever changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from storage.engine import Database
from storage.keys import name_key
from storage.prepared import Prepared
from storage.tables import ACCESS_LOG


class LookScope(StrEnum):
    """Whose rows somebody looked at, or wanted to."""

    MINE = "mine"  # mina
    UNIT = "unit"  # enhetens
    CASEWORKER = "caseworker"  # en handläggares
    ALL = "all"  # hela kommunens
    NONE = "none"  # inga rader


@dataclass(frozen=True, slots=True)
class Look:
    """A look at rows: the intent, never the text that was written; `at` is aware."""

    at: datetime
    who: str
    intent: str
    scope: LookScope
    rows: int
    denied: bool


@dataclass(frozen=True, slots=True)
class LooksWanted:
    """Which looks to read: `since` is included and `until` is not; None asks for all."""

    since: datetime | None = None
    until: datetime | None = None
    who: str | None = None
    intent: str | None = None
    denied: bool | None = None


_COLUMNS = tuple(ACCESS_LOG.c[name] for name in Look.__match_args__)
_A_LOOK = Prepared(insert(ACCESS_LOG).inline(), Look.__match_args__)  # nobody asks for its id
_LOOKS_AT_A_TIME = 1_000


def record_look(
    database: Database,
    *,
    who: str,
    at: datetime,
    intent: str,
    rows: int,
    scope: LookScope = LookScope.NONE,
    denied: bool = False,
) -> None:
    """Write down a look at rows: the intent, never the text that was written."""
    look = {"at": at, "who": who, "intent": intent, "scope": scope, "rows": rows, "denied": denied}
    with database.writing() as connection:
        _A_LOOK.add(connection, look)


def looks(database: Database, wanted: LooksWanted) -> Iterator[Look]:
    """Yield the looks that are wanted in the order of time, holding few of them at once.

    Looks written after the reading began are not among them.
    """
    in_order = select(*_COLUMNS).order_by(ACCESS_LOG.c.at, ACCESS_LOG.c.id)
    few = {"yield_per": _LOOKS_AT_A_TIME}
    with database.reading() as connection:
        query = in_order.where(*_conditions(connection, wanted))
        yield from map(_look, connection.execute(query, execution_options=few))


def number_of_looks(database: Database, wanted: LooksWanted) -> int:
    """Return how many looks are wanted."""
    count = select(func.count()).select_from(ACCESS_LOG)
    with database.reading() as connection:
        query = count.where(*_conditions(connection, wanted))
        return connection.execute(query).scalar_one()


def _conditions(connection: Connection, wanted: LooksWanted) -> list[ColumnElement[bool]]:
    columns = ACCESS_LOG.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(columns.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(columns.at < wanted.until)
    if wanted.who is not None:
        conditions.append(columns.who.in_(_spellings(connection, wanted.who)))
    if wanted.intent is not None:
        conditions.append(columns.intent == wanted.intent)
    if wanted.denied is not None:
        conditions.append(columns.denied.is_(wanted.denied))
    return conditions


def _spellings(connection: Connection, who: str) -> list[str]:
    """Return every way in which the log writes this person.

    Compared here, since no database folds Å and å as `name_key` does: SQLite knows ASCII only,
    and PostgreSQL what its locale knows.
    """
    everybody = connection.execute(select(ACCESS_LOG.c.who).distinct()).scalars()
    return [each for each in everybody if name_key(each) == name_key(who)]


def _look(row: Any) -> Look:
    at, who, intent, scope, rows, denied = row
    return Look(at, who, intent, LookScope(scope), rows, bool(denied))
