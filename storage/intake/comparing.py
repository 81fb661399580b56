"""What each row that was read will change, told by setting it beside the row that is stored.

The rows that say what is already known are most of a night's export; they are written nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)

from storage.intake.protecting import stays
from storage.intake.waiting_room import StagedKind

# A cause that is recorded is not lost because the cell is empty; nor is an object id that is
# pinned, as long as it is the same person: an address may be given to somebody new.
_KEPT_WHEN_EMPTY = frozenset({"entra_object_id", "overrun_cause"})


class Verdict(StrEnum):
    """What is to be done with a row that changes something, or would have."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"  # marked as gone until now
    CLOSED = "closed"  # new, but of a matter that a clearing has taken


REWRITTEN = (Verdict.CHANGED, Verdict.BACK)


@dataclass(frozen=True, slots=True)
class Counts:
    """What one file's accepted rows do."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def accepted(self) -> int:
        return self.inserted + self.updated + self.unchanged


def compare(connection: Connection, kind: StagedKind) -> None:
    """Note of each row that it is new, changed or back; of the others nothing."""
    staged, target, changes = kind.staged, kind.target, kind.changes
    connection.execute(delete(changes))
    is_new = target.c[kind.writer.key].is_(None)
    verdict = case(
        (is_new, Verdict.NEW.value),
        (target.c.gone_since.is_not(None), Verdict.BACK.value),
        else_=Verdict.CHANGED.value,
    )
    stored = and_(same_row(kind), stays(connection, kind, target))
    rows = (
        select(staged.c.place, staged.c.file_place, verdict)
        .select_from(staged.outerjoin(target, stored))
        .where(or_(is_new, _differs(kind)))
        .order_by(staged.c.place)
    )
    connection.execute(insert(changes).from_select(["place", "file_place", "verdict"], rows))
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ANALYZE {changes.name}"))


def count_by_file(connection: Connection, kind: StagedKind) -> dict[int, Counts]:
    """What applying each file's rows will do, by the file's place in the batch."""
    place, rows = kind.staged.c.file_place, func.count()
    every: dict[int, int] = dict(connection.execute(select(place, rows).group_by(place)).all())
    did: dict[int, dict[str, int]] = {}
    of, verdict = kind.changes.c.file_place, kind.changes.c.verdict
    for file, said, number in connection.execute(select(of, verdict, rows).group_by(of, verdict)):
        did.setdefault(file, {})[said] = number
    return {file: _counts(total, did.get(file, {})) for file, total in every.items()}


def same_row(kind: StagedKind) -> ColumnElement[bool]:
    """Whether a row that was read and one that is stored are about the same."""
    key = kind.writer.key
    return kind.staged.c[key] == kind.target.c[key]


def its_change(kind: StagedKind) -> ColumnElement[bool]:
    """Whether a change is that of a row that was read.

    Said so that SQLite, which does not know how few the changes are, goes from them to the rows.
    """
    return kind.staged.c.place == kind.changes.c.place + 0


def new_value(kind: StagedKind, name: str) -> ColumnElement[Any]:
    """What a stored row is to have in the column."""
    said: ColumnElement[Any] = kind.staged.c[name]
    if name not in _KEPT_WHEN_EMPTY:
        return said
    known: ColumnElement[Any] = kind.target.c[name]
    if name == "entra_object_id":
        known = case((_is_same_person(kind), known), else_=None)
    return func.coalesce(said, known)


def _counts(total: int, did: Mapping[str, int]) -> Counts:
    new, rewritten = did.get(Verdict.NEW, 0), sum(did.get(each, 0) for each in REWRITTEN)
    return Counts(new, rewritten, total - new - rewritten)


def _differs(kind: StagedKind) -> ColumnElement[bool]:
    target, names = kind.target.c, kind.writer.columns
    changed = (target[name].is_distinct_from(new_value(kind, name)) for name in names)
    return or_(target.gone_since.is_not(None), *changed)


def _is_same_person(kind: StagedKind) -> ColumnElement[bool]:
    """Whether the address is still with whoever had it, as far as the staff list tells."""
    staged, target = kind.staged.c, kind.target.c
    return and_(target.gone_since.is_(None), target.name_key == staged.name_key)
