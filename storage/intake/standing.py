"""Whether what an import was compared with still is so when it gets to write.

On SQLite the comparing is done before the lock, so that nobody's turn waits for it. What may
change in between is little: an import or a clearing, somebody erased, a cause recorded. All
other writing leaves the lists as they are, so it is asked in two steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from storage.tables import (
    IMPORT_BATCH,
    INVESTIGATION,
    INVESTIGATION_CASEWORKER,
    OVERRUN_CAUSE_RECORD,
    PLACEMENT,
    PURGE_RUN,
    REPORT,
    STAFF,
)

_DELETED_FROM = (REPORT, INVESTIGATION, PLACEMENT, STAFF, INVESTIGATION_CASEWORKER)
_NUMBERED = (IMPORT_BATCH, PURGE_RUN, OVERRUN_CAUSE_RECORD)
_LISTS = select(
    *(select(func.count()).select_from(rows).scalar_subquery() for rows in _DELETED_FROM),
    *(select(func.max(rows.c.id)).scalar_subquery() for rows in _NUMBERED),
)
"""Rows come with an import alone, and a cause is changed only together with its record."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the lists stood at a moment, as one connection to SQLite saw them."""

    version: int
    lists: Sequence[Any]


def standing(connection: Connection) -> Standing:
    """Return how the lists stand in the connection's transaction."""
    return Standing(_version(connection), _lists(connection))


def still_holds(connection: Connection, before: Standing) -> bool:
    """Whether the lists stand as they did: nobody has written at all, or only other things."""
    return _version(connection) == before.version or _lists(connection) == before.lists


def _version(connection: Connection) -> int:
    """Return a number that is another as soon as another connection has written anything."""
    return int(connection.execute(text("PRAGMA data_version")).scalar_one())


def _lists(connection: Connection) -> Sequence[Any]:
    return tuple(connection.execute(_LISTS).one())
