"""Whether a SQLite file has the tables and triggers that our migrations make, and no others.

A copy to go back to comes from a disk that many may have had in their hands. A trigger of
somebody else's would run with every import, and a view can stand where a table should.
"""

import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.engine import migrate
from storage.sqlite_files import opened

_ALL = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@'"
_VIEWS = "SELECT count(*) FROM sqlite_master WHERE type = 'view'"

Shape = frozenset[tuple[str, str, str]]


def has_views(connection: sqlite3.Connection) -> bool:
    """Whether anything in the file is worked out when it is read; we make nothing such."""
    return bool(connection.execute(_VIEWS).fetchone()[0])


def is_shaped_as_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is built as a new database of this program's version is."""
    return _shape_of(connection) == _our_shape()


@cache
def _our_shape() -> Shape:
    with TemporaryDirectory(prefix="fristvakt-") as folder:
        file = Path(folder) / "new.db"
        migrate(f"sqlite:///{file}")
        with opened(file) as new:
            return _shape_of(new)


def _shape_of(connection: sqlite3.Connection) -> Shape:
    """Return what there is by kind and name; of a trigger, which runs by itself, what it does."""
    return frozenset(
        (kind, name, " ".join(sql.split()) if kind == "trigger" else "")
        for kind, name, sql in connection.execute(_ALL)
    )
