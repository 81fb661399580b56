"""Which rows a full export no longer has, so that they are marked as gone."""

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, true

from storage.intake.comparing import Verdict, same_row
from storage.intake.protecting import stays
from storage.intake.waiting_room import StagedKind


def find_missing(connection: Connection, kind: StagedKind) -> None:
    """Note the stored rows that are neither in the export nor rejected there."""
    if _all_are_here(connection, kind):
        return
    target, key = kind.target, kind.target.c[kind.writer.key]
    left_out = select(kind.left_out.c.key).where(kind.left_out.c.key.is_not(None))
    kept = stays(connection, kind, target)
    gone = select(key).where(
        target.c.gone_since.is_(None),
        kept,
        ~exists().where(same_row(kind)),
        key.not_in(left_out),
        _is_not_named(connection, kind),
    )
    connection.execute(insert(kind.missing).from_select(["key"], gone))


def forget_missing(connection: Connection, kind: StagedKind) -> None:
    """Note of no row that it is missing."""
    connection.execute(delete(kind.missing))


def _is_not_named(connection: Connection, kind: StagedKind) -> ColumnElement[bool]:
    """Not the one missing person whose name stands on a rejected row without an address."""
    if "name_key" not in kind.target.c:
        return true()
    person, staged, named = kind.target.alias(), kind.staged.c, kind.left_out.c.name_key
    is_listed = exists().where(staged[kind.writer.key] == person.c[kind.writer.key])
    is_kept = stays(connection, kind, person)
    by_name = person.c.name_key.in_(select(named).where(named.is_not(None)))
    missing = select(person.c.name_key).where(
        person.c.gone_since.is_(None), is_kept, ~is_listed, by_name
    )
    only_one = missing.group_by(person.c.name_key).having(func.count() == 1)
    return kind.target.c.name_key.not_in(only_one)


def _all_are_here(connection: Connection, kind: StagedKind) -> bool:
    """Whether every current row is one of those that were read, told by counting alone."""
    is_current = kind.target.c.gone_since.is_(None)
    kept = stays(connection, kind, kind.target)
    current = select(func.count()).select_from(kind.target).where(is_current, kept)
    read = select(func.count()).select_from(kind.staged)
    others = select(func.count()).where(kind.changes.c.verdict != Verdict.CHANGED)
    here = connection.execute(read).scalar_one() - connection.execute(others).scalar_one()
    return connection.execute(current).scalar_one() == here
