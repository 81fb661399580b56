"""Several readings of one snapshot: a connection that is kept from one to the next."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

Told = TypeVar("Told")


def snapshot(engine: Engine) -> Connection:
    """Return a connection on which every question sees the same moment."""
    connection = engine.connect()
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


class Moment:
    """What one thread reads between two changes of its own, all of it as it was at one time.

    The connection is taken when something is read, and given back before something is written,
    so that nobody ever waits for a second connection with the first in hand. SQLite's is kept:
    there a reader becomes a writer by ending its snapshot, and nothing else tells them apart.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_kept = engine.dialect.name == "sqlite"
        self._connection: Connection | None = None
        self._told: dict[Hashable, Any] = {}
        self._readings = 0
        self._is_over = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection of this moment."""
        connection = self._connection = self._connection or snapshot(self._engine)
        self._readings += 1
        try:
            yield connection
        except DBAPIError:
            self._is_over = True
            raise
        finally:
            self._readings -= 1
            if self._is_over:
                self.end()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write on; what is read after it is read anew."""
        self.end()
        try:
            if self._connection is not None and not self._readings:
                yield self._connection
            else:
                with self._engine.connect() as another:
                    yield another
        finally:
            self.end()

    def once(self, question: Hashable, ask: Callable[[Connection], Told]) -> Told:
        """Return what the question is answered in this moment, asked the first time only."""
        with self.reading() as connection:
            if question not in self._told:
                self._told[question] = ask(connection)
            told: Told = self._told[question]
            return told

    def end(self) -> None:
        """Let what is read next be read anew, as soon as nothing of this moment is being read."""
        self._is_over = self._readings > 0
        if self._is_over:
            return
        if self._is_kept and self._connection is not None:
            self._told.clear()
            self._connection.rollback()
        else:
            self.close()

    def close(self) -> None:
        """Give the connection back, and forget what was told on it."""
        self._told.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
