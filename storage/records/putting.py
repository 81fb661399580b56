"""One row per person or thing: added the first time, changed after that, in one statement."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

May: TypeAlias = Callable[[Any, Any], ColumnElement[bool]]
"""Whether the row there is may be changed, given its columns and those of the new row."""


def put(
    connection: Connection,
    table: Table,
    row: Mapping[str, Any],
    *,
    key: Sequence[str],
    may: May | None = None,
) -> bool:
    """Add the row, or give the one with the same key its values; return whether anything was."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).values(**row)
    changes = {name: new.excluded[name] for name in row if name not in key}
    where = None if may is None else may(table.c, new.excluded)
    added = new.on_conflict_do_update(index_elements=list(key), set_=changes, where=where)
    return connection.execute(added.returning(table.c[key[0]])).first() is not None
