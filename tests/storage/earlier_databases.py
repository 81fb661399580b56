"""Databases of every earlier version, with rows in them that were written by plain SQL.

Each file in `earlier_versions` holds what became possible to write in its version; a database of
a version holds what that file and those before it say. Nothing here knows today's tables.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

from storage.schema import MIGRATIONS

WRITTEN = Path(__file__).with_name("earlier_versions")
Rows = dict[str, list[dict[str, object]]]


def earlier_database(url: str, version: str) -> Rows:
    """Make a database as that version did, fill it, and return every row of every table."""
    engine = plain_engine(url)
    try:
        with engine.begin() as connection:
            _migrate(connection, version)
            for file in sorted(WRITTEN.glob("*.sql")):
                if file.stem <= version:
                    _write(connection, file)
        return all_rows(engine)
    finally:
        engine.dispose()


def rows_in(url: str) -> Rows:
    engine = plain_engine(url)
    try:
        return all_rows(engine)
    finally:
        engine.dispose()


def plain_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        Path(parsed.database or "").parent.mkdir(exist_ok=True)
        return create_engine(parsed)
    options = {"connect_args": {"options": "-c timezone=UTC"}}
    return create_engine(parsed.set(drivername="postgresql+psycopg"), **options)


def all_rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {table: _rows(connection, table) for table in sorted(tables)}


def _rows(connection: Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 — our own names
    return sorted((dict(row) for row in found.mappings()), key=lambda row: str(row.values()))


def _migrate(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _write(connection: Connection, file: Path) -> None:
    said = file.read_text(encoding="utf-8")
    lines = [line for line in said.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
