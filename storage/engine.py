"""Opening the database: the embedded SQLite file by default, PostgreSQL by its address.

The rest of the house sees `Database` and `StorageError`, never SQLAlchemy. All that is read in
one `reading()` is one snapshot; a writer gets everything or nothing.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage import messages, sqlite
from storage.case_labels import NUMBERS, CaseLabels
from storage.errors import StorageError
from storage.faults import as_sentence
from storage.moment import Moment, Told, snapshot
from storage.schema import bring_up_to_date, require_current

# Any number will do, as long as every program that imports to this database takes the same.
IMPORT_LOCK = 7_205_002
"""What only one import, or clearing of what imports have brought, holds at a time."""

_ONLY_ITS_OWNER = 0o600
_WAIT_FOR_SERVER_S = 10


@dataclass(frozen=True, slots=True)
class Database:
    """An open database."""

    engine: Engine
    _moment: Moment | None = None
    labels: CaseLabels = NUMBERS

    @contextmanager
    def one_moment(self) -> Iterator["Database"]:
        """Give this database to one thread, with all its readings of one snapshot.

        What is read after something was written is read anew, and so sees what was written.
        """
        moment = Moment(self.engine)
        try:
            yield Database(self.engine, moment, self.labels)
        finally:
            moment.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which every question sees the same moment."""
        with self._calm_faults(), self._one_snapshot() as connection:
            yield connection

    def once_a_moment(self, question: Hashable, ask: Callable[[Connection], Told]) -> Told:
        """Return what is told on a connection; within one moment the question is put once."""
        if self._moment is None:
            with self.reading() as connection:
                return ask(connection)
        with self._calm_faults():
            return self._moment.once(question, ask)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes all land when the block ends, or none of them."""
        with self._calm_faults(), self._writer() as connection, alone(connection):
            yield connection

    @contextmanager
    def private_connection(self) -> Iterator[Connection]:
        """Give a connection that nobody else gets; its temporary tables end with it."""
        with self._calm_faults(), self.engine.connect() as connection:
            connection.detach()
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _one_snapshot(self) -> AbstractContextManager[Connection]:
        return self._moment.reading() if self._moment else snapshot(self.engine)

    def _writer(self) -> AbstractContextManager[Connection]:
        return self._moment.writing() if self._moment else self.engine.connect()

    @contextmanager
    def _calm_faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fault:
            # PostgreSQL writes the failing row into its message, which must reach no log.
            sentence = as_sentence(fault, self.engine.url)
            raise sentence.with_traceback(fault.__traceback__) from None


@contextmanager
def alone(connection: Connection, lock: int | None = None) -> Iterator[None]:
    """Run one transaction that no other writer, or on PostgreSQL holder of `lock`, runs beside."""
    sqlite.begin_as_writer(connection)
    with connection.begin():
        if lock is not None and connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
        yield


def refresh_statistics(connection: Connection) -> None:
    """Let PostgreSQL know at once how its tables are filled; SQLite is told which index to use."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


def open_database(url: str, *, migrate: bool = True, labels: CaseLabels = NUMBERS) -> Database:
    """Return the database at `url`, created and migrated when that is needed and wanted."""
    parsed = _parse(url)
    _make_room_for(parsed)
    database = Database(_engine(parsed), labels=labels)
    try:
        with database._calm_faults():
            bring_up_to_date(database.engine) if migrate else require_current(database.engine)
    except BaseException:
        database.close()
        raise
    return database


def database_in_use(url: str, labels: CaseLabels = NUMBERS) -> Database:
    """Return the database at `url` as another process of ours has opened it: nothing is looked at.

    So it can be had where the database is out of reach just now; each question tells that.
    """
    return Database(_engine(_parse(url)), labels=labels)


def migrate(url: str) -> str:
    """Bring the schema at `url` up to date and return the version it then has."""
    database = open_database(url)
    try:
        return require_current(database.engine)
    finally:
        database.close()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise _bad_url() from fault
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"} or _is_in_memory(parsed):
        raise _bad_url()
    return parsed


def _is_in_memory(url: URL) -> bool:
    """Whether each process, and each connection, would have a database of its own."""
    in_memory = url.database in {None, "", ":memory:"} or url.query.get("mode") == "memory"
    return in_memory and url.get_backend_name() == "sqlite"


def _bad_url() -> StorageError:
    return StorageError("database_url", messages.bad_url())


def _make_room_for(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    file = Path(url.database)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=_ONLY_ITS_OWNER)  # SQLite gives its journals the same mode
    except OSError as fault:
        raise StorageError("database_folder", messages.no_folder(str(file.parent))) from fault


def _engine(url: URL) -> Engine:
    """Create the engine; exceptions never show the values of a row."""
    try:
        if url.get_backend_name() == "sqlite":
            # The connection used last remembers pages; one that has lain idle forgets them all
            # as soon as another has written.
            engine = create_engine(url, hide_parameters=True, pool_use_lifo=True)
            sqlite.prepare(engine)
            return engine
        wait = {} if "connect_timeout" in url.query else {"connect_timeout": _WAIT_FOR_SERVER_S}
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=wait)
    except (ArgumentError, NoSuchModuleError, ImportError) as fault:
        raise _bad_url() from fault
