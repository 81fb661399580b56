"""From the waiting room to the tables, by whole sets of rows.

Everything here runs inside the batch's one transaction, under its lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    union,
    update,
)

from storage.intake import batch_messages
from storage.intake.kinds import LAYOUTS
from storage.intake.rejection import RejectedRow
from storage.intake.staging import StagedKind, leave_out
from storage.tables import UNIT

# A cause that is recorded is not lost because the cell is empty; nor is an object id that is
# pinned, as long as it is the same person: an address may be given to somebody new.
_KEPT_WHEN_EMPTY = frozenset({"entra_object_id", "overrun_cause"})


@dataclass(frozen=True, slots=True)
class Counts:
    """What one file's accepted rows did."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def accepted(self) -> int:
        return self.inserted + self.updated + self.unchanged


def settle_repeats(connection: Connection, kind: StagedKind) -> None:
    """Keep one of identical rows; reject all rows of a number that says different things."""
    if not _has_repeats(connection, kind):
        return
    staged, key = kind.staged, kind.staged.c[kind.writer.key]
    disputed = key.in_(union(_differing_repeats(kind), select(kind.left_out.c.key)))
    shown = staged.c[LAYOUTS[kind.kind].key]
    query = select(staged.c.file_place, staged.c.line, shown).where(disputed)
    found = connection.execute(query.order_by(staged.c.place)).all()
    if found:
        connection.execute(delete(staged).where(disputed))
        _reject(connection, kind, found)
    first: Select[Any] = select(func.min(staged.c.place)).group_by(key)
    connection.execute(delete(staged).where(staged.c.place.not_in(first)))


def _differing_repeats(kind: StagedKind) -> Select[Any]:
    """The numbers of which some row does not say what the first one says."""
    row, first, name = kind.staged.alias(), kind.staged.alias(), kind.writer.key
    key, place = row.c[name], func.min(row.c.place).label("place")
    repeated = select(key, place).group_by(key).having(func.count() > 1).subquery()
    is_repeat = and_(key == repeated.c[name], first.c.place == repeated.c.place)
    says_other = (row.c[said].is_distinct_from(first.c[said]) for said in kind.writer.columns)
    return select(key).where(is_repeat, or_(*says_other))


def count_by_file(
    connection: Connection, kind: StagedKind, closed: Mapping[int, int]
) -> dict[int, Counts]:
    """What applying each file's rows will do, by the file's place in the batch.

    What was left out as `closed` changes nothing either.
    """
    place, known = kind.staged.c.file_place, func.count(kind.target.c[kind.writer.key])
    both = kind.staged.outerjoin(kind.target, _same_row(kind))
    every = select(place, func.count(), known).select_from(both).group_by(place)
    changed = select(place, func.count()).where(_same_row(kind), _differs(kind)).group_by(place)
    updated: dict[int, int] = dict(connection.execute(changed).all())
    counts = {
        file: Counts(rows - old, updated.get(file, 0), old - updated.get(file, 0))
        for file, rows, old in connection.execute(every)
    }
    for file, left_out in closed.items():
        did = counts.get(file, Counts())
        counts[file] = replace(did, unchanged=did.unchanged + left_out)
    return counts


def apply_rows(connection: Connection, kind: StagedKind, batch: int, now: datetime) -> None:
    """Insert what is new and rewrite what has changed or come back."""
    staged, target = kind.staged, kind.target
    names = kind.writer.columns
    changes = {name: _new_value(kind, name) for name in names if name != kind.writer.key}
    if "post_since" in target.c:
        changes["post_since"] = _post_since(kind, now)
    connection.execute(
        update(target)
        .values(**changes, gone_since=None, changed_batch_id=batch)
        .where(_same_row(kind), _differs(kind))
    )
    rows = (
        select(*(staged.c[name] for name in names), literal(batch), literal(batch))
        .where(~exists().where(_same_row(kind)))
        .order_by(staged.c.place)
    )
    into = [*names, "first_batch_id", "changed_batch_id"]
    connection.execute(insert(target).from_select(into, rows))
    _note_units(connection, kind)


def mark_gone(connection: Connection, kind: StagedKind, batch: int, now: datetime) -> int:
    """Mark the rows that a full export no longer has; return how many."""
    if _all_are_here(connection, kind):
        return 0
    target, key = kind.target, kind.target.c[kind.writer.key]
    left_out = select(kind.left_out.c.key).where(kind.left_out.c.key.is_not(None))
    gone = and_(
        target.c.gone_since.is_(None),
        ~exists().where(_same_row(kind)),
        key.not_in(left_out),
        _is_not_named(kind),
    )
    marked = update(target).values(gone_since=now, changed_batch_id=batch).where(gone)
    return connection.execute(marked).rowcount


def _is_not_named(kind: StagedKind) -> ColumnElement[bool]:
    """Not the one missing person whose name stands on a rejected row without an address."""
    if "name_key" not in kind.target.c:
        return true()
    person, staged, named = kind.target.alias(), kind.staged.c, kind.left_out.c.name_key
    is_listed = exists().where(staged[kind.writer.key] == person.c[kind.writer.key])
    missing = and_(person.c.gone_since.is_(None), ~is_listed)
    by_name = person.c.name_key.in_(select(named).where(named.is_not(None)))
    only_one = select(person.c.name_key).where(missing, by_name).group_by(person.c.name_key)
    return kind.target.c.name_key.not_in(only_one.having(func.count() == 1))


def _all_are_here(connection: Connection, kind: StagedKind) -> bool:
    """Whether every current row is one of those just applied, told by counting alone."""
    still_there = kind.target.c.gone_since.is_(None)
    current = select(func.count()).select_from(kind.target).where(still_there)
    here = select(func.count()).select_from(kind.staged)
    return connection.execute(current).scalar_one() == connection.execute(here).scalar_one()


def _same_row(kind: StagedKind) -> ColumnElement[bool]:
    key = kind.writer.key
    return kind.staged.c[key] == kind.target.c[key]


def _differs(kind: StagedKind) -> ColumnElement[bool]:
    target, names = kind.target.c, kind.writer.columns
    changed = (target[name].is_distinct_from(_new_value(kind, name)) for name in names)
    return or_(target.gone_since.is_not(None), *changed)


def _new_value(kind: StagedKind, name: str) -> ColumnElement[Any]:
    said: ColumnElement[Any] = kind.staged.c[name]
    if name not in _KEPT_WHEN_EMPTY:
        return said
    known: ColumnElement[Any] = kind.target.c[name]
    if name == "entra_object_id":
        known = case((_is_same_person(kind), known), else_=None)
    return func.coalesce(said, known)


def _post_since(kind: StagedKind, now: datetime) -> ColumnElement[Any]:
    """Since when the person has the role and unit they have; coming back to them is no change."""
    staged, target = kind.staged.c, kind.target.c
    is_new = or_(staged.role != target.role, staged.unit_key != target.unit_key)
    return case((is_new, literal(now, target.post_since.type)), else_=target.post_since)


def _is_same_person(kind: StagedKind) -> ColumnElement[bool]:
    """Whether the address is still with whoever had it, as far as the staff list tells."""
    staged, target = kind.staged.c, kind.target.c
    return and_(target.gone_since.is_(None), target.name_key == staged.name_key)


def _reject(connection: Connection, kind: StagedKind, found: Any) -> None:
    files = {file.place: file for file in kind.files}
    for place, line, number in found:
        file = files[place]
        file.rejected.append(
            RejectedRow(
                path=file.source.shown_path,
                line=line,
                column=None,
                code="contradictory_rows",
                message=batch_messages.contradictory_rows(),
                number=number,
            )
        )
    leave_out(connection, kind, kind.rejected)


def _has_repeats(connection: Connection, kind: StagedKind) -> bool:
    key = kind.staged.c[kind.writer.key]
    counted = select(func.count(), func.count(key.distinct())).select_from(kind.staged)
    rows, numbers = connection.execute(counted).one()
    return rows != numbers or any(row.number is not None for row in kind.rejected)


def _note_units(connection: Connection, kind: StagedKind) -> None:
    """Keep the list of units complete; a new one keeps the spelling it first had."""
    staged = kind.staged.c
    if "caseworker" not in staged:
        return
    named = select(staged.unit_key, staged.unit).distinct().subquery()
    key, known = named.c.unit_key, exists().where(UNIT.c.key == named.c.unit_key)
    new = select(key, func.min(named.c.unit)).where(~known).group_by(key)
    connection.execute(insert(UNIT).from_select(["key", "name"], new))
