"""The tables of an import that nobody else sees: what was read, and what it will change.

They belong to the importing connection alone, so nobody waits for them and a killed import
leaves nothing behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert

from storage.file_kinds import FileKind
from storage.intake.rejection import RejectedRow
from storage.intake.source import SourceFile
from storage.keys import name_key
from storage.row_values import (
    INVESTIGATION_ROWS,
    PLACEMENT_ROWS,
    REPORT_ROWS,
    STAFF_ROWS,
    RowWriter,
)
from storage.tables import IDENTIFIER

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

    `left_out` has whom the rejected rows are about, `protected` whom to forget. What the rows
    will change is in `changes`, which has none for a row that changes nothing, and in `missing`.
    """

    kind: FileKind
    writer: RowWriter
    staged: Table
    left_out: Table
    protected: Table
    changes: Table
    missing: Table
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


def leave_out(connection: Connection, kind: StagedKind, rejected: Sequence[RejectedRow]) -> None:
    """Note whom the rejected rows are about: their earlier versions stay as they are."""
    known = {(kind.key_of(row), name_key(row.person) or None) for row in rejected}
    known.discard((None, None))
    if known:
        about = [{"key": key, "name_key": name} for key, name in known]
        connection.execute(insert(kind.left_out), about)


def waiting_room(kind: FileKind, files: Sequence[StagedFile]) -> StagedKind:
    """Return the tables of a kind of list, which are not made yet."""
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
    changes = Table(
        f"change_{target.name}",
        only_here,
        Column("place", Integer, primary_key=True),
        Column("file_place", Integer),
        Column("verdict", String),
        prefixes=["TEMPORARY"],
    )
    missing = _list_of_keys(f"missing_{target.name}", only_here, "key")
    ours = tuple(file for file in files if file.source.kind is kind)
    return StagedKind(kind, writer, staged, left_out, protected, changes, missing, ours)


def _list_of_keys(name: str, only_here: MetaData, *columns: str) -> Table:
    keys = (Column(column, IDENTIFIER) for column in columns)
    return Table(name, only_here, *keys, prefixes=["TEMPORARY"])
