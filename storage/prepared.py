"""Statements that every turn puts, in the words that SQLAlchemy makes of them once and for all.

To SQLAlchemy a short question is several times the work that it is to SQLite, in the same
process: here all of that but the conversion of values is done when it is first put. PostgreSQL
is asked through SQLAlchemy as ever: there the way to the server takes the time, and what happens
on that way is SQLAlchemy's to notice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError

Rows = Sequence[Sequence[Any]]
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement as SQLite reads it, and how values are converted on the way in and out."""

    sql: str
    places: tuple[tuple[str, _Convert | None], ...]
    fixed: Mapping[str, Any]
    conversions: tuple[tuple[int, _Convert], ...]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """Return a value for each place; raises KeyError where none is given."""
        named = {**self.fixed, **given} if self.fixed else given
        return [
            named[name] if convert is None else convert(named[name])
            for name, convert in self.places
        ]

    def converted(self, rows: list[tuple[Any, ...]]) -> Rows:
        """Return the rows as Python's values, a column at a time."""
        if not rows or not self.conversions:
            return rows
        columns: list[Any] = list(zip(*rows, strict=True))
        for number, convert in self.conversions:
            columns[number] = map(convert, columns[number])
        return list(zip(*columns, strict=True))


class Prepared:
    """A statement that is put again and again; safe to use from several threads."""

    def __init__(self, statement: Select[Any] | Insert, columns: Sequence[str] = ()) -> None:
        self._statement = statement
        self._columns = columns  # those that an insert gives a value
        self._words: tuple[_Words | None] | None = None

    def rows(self, connection: Connection, given: Mapping[str, Any] | None = None) -> Rows:
        """Return what is found, each row as its values in the order of the question."""
        words = self._words_for(connection)
        if words is None:
            return connection.execute(self._statement, given).all()
        return words.converted(_put(connection, words, given or {}))

    def add(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Put in the row."""
        words = self._words_for(connection)
        if words is None:
            connection.execute(self._statement, row)
        else:
            _put(connection, words, row)

    def _words_for(self, connection: Connection) -> _Words | None:
        """Return the words, None where the statement is put through SQLAlchemy."""
        if connection.dialect.name != "sqlite":
            return None
        if self._words is None:
            self._words = (_worded(self._statement, connection.dialect, self._columns),)
        return self._words[0]


def _put(connection: Connection, words: _Words, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return what SQLite answers, within the transaction of the connection."""
    if not connection.in_transaction():
        connection.begin()
    dbapi: Any = connection.dialect.loaded_dbapi
    database: Any = connection.connection.dbapi_connection
    try:
        found: list[tuple[Any, ...]] = database.execute(words.sql, words.values(given)).fetchall()
    except dbapi.Error as fault:
        raise DBAPIError.instance(None, None, fault, dbapi.Error, hide_parameters=True) from None
    return found


def _worded(
    statement: Select[Any] | Insert, dialect: Dialect, columns: Sequence[str]
) -> _Words | None:
    """Return the words; None where they differ with how many values are given."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    names = compiled.positiontup or []
    binds = compiled.binds
    told = statement.selected_columns if isinstance(statement, Select) else ()
    written = [binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    read = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in told]
    return _Words(
        sql=str(compiled),
        places=tuple(zip(names, written, strict=True)),
        fixed={name: binds[name].value for name in names if not binds[name].required},
        conversions=tuple((number, each) for number, each in enumerate(read) if each is not None),
    )
