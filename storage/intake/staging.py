"""The waiting room of an import: rows are read into temporary tables before anything changes.

Reading a large file takes seconds; the staging tables belong to the importing connection
alone, so nobody waits for them and a killed import leaves nothing behind. Memory follows
the size of a chunk, not of the file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, insert, text

from storage.intake.kinds import FileKind
from storage.intake.rejection import AcceptedRow, ProtectedRow, ReadRow, RejectedRow
from storage.intake.source import SourceFile
from storage.keys import name_key
from storage.row_values import (
    INVESTIGATION_ROWS,
    PLACEMENT_ROWS,
    REPORT_ROWS,
    STAFF_ROWS,
    RowWriter,
    Values,
)
from storage.tables import IDENTIFIER

Progress = Callable[[SourceFile, int], None]
"""Told, now and then, how many rows of a file have been read so far."""

Reader = Callable[[SourceFile], Iterator[ReadRow]]

_ROWS_AT_A_TIME = 5_000
_WRITERS = {
    FileKind.REPORTS: REPORT_ROWS,
    FileKind.INVESTIGATIONS: INVESTIGATION_ROWS,
    FileKind.PLACEMENTS: PLACEMENT_ROWS,
    FileKind.STAFF: STAFF_ROWS,
}
_EVENTS = {
    FileKind.REPORTS: ("received_on", "assessed_on", "decided_on"),
    FileKind.INVESTIGATIONS: (
        *("opened_on", "closed_on", "extension_decided_on", "intervention_began_on"),
    ),
    FileKind.PLACEMENTS: ("started_on", "ended_on", "last_considered_on"),
    FileKind.STAFF: (),
}


@dataclass(slots=True)
class StagedFile:
    """A file of the batch, and its rows that are rejected by the reader or as contradictory."""

    place: int
    source: SourceFile
    rejected: list[RejectedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StagedKind:
    """All files of one kind: accepted rows in `staged`, the others by key.

    `left_out` has whom the rejected rows are about, `protected` whom to forget.
    """

    kind: FileKind
    writer: RowWriter
    staged: Table
    left_out: Table
    protected: Table
    files: tuple[StagedFile, ...]

    @property
    def target(self) -> Table:
        return self.writer.shape.table

    @property
    def events(self) -> tuple[str, ...]:
        """The columns with the day of something that has happened."""
        return _EVENTS[self.kind]

    @property
    def rejected(self) -> list[RejectedRow]:
        return [row for file in self.files for row in file.rejected]

    def key_of(self, rejected: RejectedRow) -> str | None:
        """The key under which an earlier version of a rejected row is stored."""
        return None if rejected.number is None else self.key(rejected.number)

    def key(self, number: str) -> str:
        """The key under which the row with that number is stored."""
        return name_key(number) if self.kind is FileKind.STAFF else number


def stage(
    connection: Connection, files: Sequence[StagedFile], read: Reader, progress: Progress
) -> tuple[StagedKind, ...]:
    """Read every file into its kind's staging tables."""
    kinds = tuple(_waiting_room(kind, files) for kind in FileKind if _has(files, kind))
    for each in kinds:
        each.staged.create(connection)
        each.left_out.create(connection)
        each.protected.create(connection)
        for file in each.files:
            _fill(connection, each, file, read(file.source), progress)
        _look_up_by_key(connection, each)
        leave_out(connection, each, each.rejected)
    return kinds


def leave_out(connection: Connection, kind: StagedKind, rejected: Sequence[RejectedRow]) -> None:
    """Note whom the rejected rows are about: their earlier versions stay as they are."""
    known = {(kind.key_of(row), name_key(row.person) or None) for row in rejected}
    known.discard((None, None))
    if known:
        about = [{"key": key, "name_key": name} for key, name in known]
        connection.execute(insert(kind.left_out), about)


def _note_protected(
    connection: Connection, kind: StagedKind, protected: Sequence[ProtectedRow]
) -> None:
    known = {(kind.key(row.number) or None, row.case) for row in protected}
    if known:
        whom = [{"key": key, "case_number": case} for key, case in known]
        connection.execute(insert(kind.protected), whom)


def _has(files: Sequence[StagedFile], kind: FileKind) -> bool:
    return any(file.source.kind is kind for file in files)


def _waiting_room(kind: FileKind, files: Sequence[StagedFile]) -> StagedKind:
    writer, only_here = _WRITERS[kind], MetaData()
    target = writer.shape.table
    columns = [Column(name, target.c[name].type) for name in writer.columns]
    staged = Table(
        f"staged_{target.name}",
        only_here,
        Column("place", Integer, primary_key=True),
        Column("file_place", Integer),
        Column("line", Integer),
        *columns,
        prefixes=["TEMPORARY"],
    )
    left_out = _list_of_keys(f"left_out_{target.name}", only_here, "key", "name_key")
    protected = _list_of_keys(f"protected_{target.name}", only_here, "key", "case_number")
    ours = tuple(file for file in files if file.source.kind is kind)
    return StagedKind(kind, writer, staged, left_out, protected, ours)


def _list_of_keys(name: str, only_here: MetaData, *columns: str) -> Table:
    keys = (Column(column, IDENTIFIER) for column in columns)
    return Table(name, only_here, *keys, prefixes=["TEMPORARY"])


def _fill(
    connection: Connection,
    kind: StagedKind,
    file: StagedFile,
    rows: Iterator[ReadRow],
    progress: Progress,
) -> None:
    into, values_of = _insertion(connection, kind), kind.writer.values
    place = file.place
    read = 0
    while some := list(islice(rows, _ROWS_AT_A_TIME)):
        accepted: list[Values] = [
            (place, row.line, *values_of(row.said)) for row in some if isinstance(row, AcceptedRow)
        ]
        if accepted:
            connection.exec_driver_sql(into, accepted)
        file.rejected += [row for row in some if isinstance(row, RejectedRow)]
        _note_protected(connection, kind, [row for row in some if isinstance(row, ProtectedRow)])
        read += len(some)
        progress(file.source, read)


def _insertion(connection: Connection, kind: StagedKind) -> str:
    """The statement in the driver's own words: text goes in, the columns have their types."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns = [column.name for column in kind.staged.columns if column.name != "place"]
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(mark for _ in columns)
    return f"INSERT INTO {kind.staged.name} ({names}) VALUES ({marks})"  # noqa: S608 — our own names


def _look_up_by_key(connection: Connection, kind: StagedKind) -> None:
    Index(f"ix_{kind.staged.name}", kind.staged.c[kind.writer.key]).create(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ANALYZE {kind.staged.name}"))
