"""Reads the rows into the import's own tables before anything changes.

Reading a large file takes seconds, and nobody waits for it. Memory follows the size of a chunk,
not of the file.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, Index, insert, text

from storage.file_kinds import FileKind
from storage.intake.rejection import AcceptedRow, ProtectedRow, ReadRow, RejectedRow
from storage.intake.source import SourceFile
from storage.intake.waiting_room import StagedFile, StagedKind, leave_out, waiting_room
from storage.row_values import Values

Progress = Callable[[SourceFile, int], None]
"""Told, now and then, how many rows of a file have been read so far."""

Reader = Callable[[SourceFile], Iterator[ReadRow]]

_ROWS_AT_A_TIME = 5_000


def stage(
    connection: Connection, files: Sequence[StagedFile], read: Reader, progress: Progress
) -> tuple[StagedKind, ...]:
    """Read every file into its kind's staging tables."""
    kinds = tuple(waiting_room(kind, files) for kind in FileKind if _has(files, kind))
    for each in kinds:
        for table in (each.staged, each.left_out, each.protected, each.changes, each.missing):
            table.create(connection)
        for file in each.files:
            _fill(connection, each, file, read(file.source), progress)
        _look_up_by_key(connection, each)
        leave_out(connection, each, each.rejected)
    return kinds


def _note_protected(
    connection: Connection, kind: StagedKind, protected: Sequence[ProtectedRow]
) -> None:
    known = {(kind.key(row.number) or None, row.case) for row in protected}
    if known:
        whom = [{"key": key, "case_number": case} for key, case in known]
        connection.execute(insert(kind.protected), whom)


def _has(files: Sequence[StagedFile], kind: FileKind) -> bool:
    return any(file.source.kind is kind for file in files)


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
