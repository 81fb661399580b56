"""Forgets a person whose identity has become protected (skyddade personuppgifter).

Such a row is deleted and not merely marked: what is gone from the source can still be read in
figures and in the database. The batch itself may hold the number on other rows too.
"""

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select

from storage.intake.staging import StagedKind


def forget_incoming(connection: Connection, kind: StagedKind) -> None:
    """Drop what other rows of the batch say of a protected row, be they accepted or rejected."""
    if not connection.execute(select(exists(select(kind.protected.c.key)))).scalar_one():
        return
    keys = select(kind.protected.c.key)
    connection.execute(delete(kind.staged).where(kind.staged.c[kind.writer.key].in_(keys)))
    left_out = kind.left_out.c.key
    hidden = set(connection.execute(select(left_out).where(left_out.in_(keys))).scalars())
    if hidden:
        for file in kind.files:
            file.rejected = [row for row in file.rejected if kind.key_of(row) not in hidden]


def count_newly_protected(connection: Connection, kind: StagedKind) -> int:
    """How many rows that the source had until now are protected in this batch."""
    still_there = kind.target.c.gone_since.is_(None)
    query = select(func.count()).select_from(kind.target).where(still_there, _is_protected(kind))
    return connection.execute(query).scalar_one()


def forget_stored(connection: Connection, kind: StagedKind) -> None:
    """Delete every earlier version of the protected rows."""
    connection.execute(delete(kind.target).where(_is_protected(kind)))


def _is_protected(kind: StagedKind) -> ColumnElement[bool]:
    return kind.target.c[kind.writer.key].in_(select(kind.protected.c.key))
