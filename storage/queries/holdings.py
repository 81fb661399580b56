"""What the database holds, in numbers, for whoever watches the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Select, func, select, text

from storage.engine import Database
from storage.schema import known_versions
from storage.tables import IMPORT_FILE, INVESTIGATION, PLACEMENT, REPORT, STAFF

_LISTS = {
    "reports": REPORT,
    "investigations": INVESTIGATION,
    "placements": PLACEMENT,
    "staff": STAFF,
}
_VERSION = text("SELECT version_num FROM alembic_version")
_BYTES = {
    "postgresql": text("SELECT pg_database_size(current_database())"),
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many rows are held of each kind of list, what the last list of each was, the size.

    `read` and `rejected` are rows of the last list that came in; what has never come in is not
    there.
    """

    held: Mapping[str, int]
    read: Mapping[str, int]
    rejected: Mapping[str, int]
    size_bytes: int


def _of_last_lists() -> Select[str, int, int]:
    of_kind = func.max(IMPORT_FILE.c.batch_id).label("batch_id")
    latest = select(IMPORT_FILE.c.kind, of_kind).group_by(IMPORT_FILE.c.kind).subquery()
    is_latest = (IMPORT_FILE.c.kind == latest.c.kind) & (
        IMPORT_FILE.c.batch_id == latest.c.batch_id
    )
    rows, rejected = func.sum(IMPORT_FILE.c.rows), func.sum(IMPORT_FILE.c.rejected)
    return (
        select(IMPORT_FILE.c.kind, rows, rejected)
        .join(latest, is_latest)
        .group_by(IMPORT_FILE.c.kind)
    )


_LAST_LISTS = _of_last_lists()
_HELD = {kind: select(func.count()).select_from(table) for kind, table in _LISTS.items()}


def holdings(database: Database) -> Holdings:
    """Return what the database holds just now."""
    with database.reading() as connection:
        lists = connection.execute(_LAST_LISTS).all()
        return Holdings(
            held={kind: _number(connection, query) for kind, query in _HELD.items()},
            read={kind: int(rows) for kind, rows, _ in lists},
            rejected={kind: int(rejected) for kind, _, rejected in lists},
            size_bytes=int(connection.execute(_BYTES[connection.dialect.name]).scalar_one()),
        )


def schema_version(database: Database) -> str:
    """Return the version that the schema in use has."""
    with database.reading() as connection:
        return str(connection.execute(_VERSION).scalar())


def newest_schema_version() -> str:
    """Return the version that this program works with."""
    return known_versions()[-1]


def folder_of(database: Database) -> Path | None:
    """Return the folder that the database's file is in; None where a server keeps it."""
    url = database.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(url.database).resolve().parent


def _number(connection: Connection, query: Select[int]) -> int:
    return int(connection.execute(query).scalar_one())
