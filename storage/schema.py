"""Which version the schema has, and bringing it up to the one this program knows.

Asking costs one query. Alembic is imported only when there is something to migrate.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from storage import messages, sqlite
from storage.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"

# Any number will do, as long as every program that migrates this database takes the same.
_MIGRATION_LOCK = 7_205_001


@cache
def known_versions() -> tuple[str, ...]:
    """The versions this program knows, oldest first; a migration's file begins with its own."""
    files = (MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def bring_up_to_date(engine: Engine) -> None:
    """Migrate the schema unless it already is what this program knows."""
    if _check(_version(engine)) != known_versions()[-1]:
        with engine.connect() as connection:
            sqlite.begin_as_writer(connection)
            with connection.begin():
                _wait_for_others(connection)
                _upgrade(connection)


def require_current(engine: Engine) -> str:
    """Return the schema's version, which is the newest one this program knows."""
    version = _check(_version(engine))
    if version != known_versions()[-1]:
        raise StorageError("schema_old", messages.schema_old())
    return version


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except (OperationalError, ProgrammingError):
            connection.rollback()
            if inspect(connection).has_table("alembic_version"):
                raise
            return None


def _check(version: str | None) -> str | None:
    if version is None or version in known_versions():
        return version
    raise StorageError("schema_new", messages.schema_new(version))


def _wait_for_others(connection: Connection) -> None:
    """Let only one program at a time migrate; the next one finds the work done."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
