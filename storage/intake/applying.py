"""From the waiting room to the tables, by whole sets of rows: only those that change something.

Everything here runs inside the batch's one transaction, under its lock.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    insert,
    literal,
    or_,
    select,
    update,
)

from storage.intake.comparing import REWRITTEN, Verdict, its_change, new_value, same_row
from storage.intake.waiting_room import StagedKind


def apply_rows(connection: Connection, kind: StagedKind, batch: int, now: datetime) -> None:
    """Insert what is new and rewrite what has changed or come back."""
    _rewrite(connection, kind, batch, now)
    staged, names = kind.staged, kind.writer.columns
    rows = (
        select(*(staged.c[name] for name in names), literal(batch), literal(batch))
        .where(its_change(kind), kind.changes.c.verdict == Verdict.NEW)
        .order_by(kind.changes.c.place)
    )
    into = [*names, "first_batch_id", "changed_batch_id"]
    connection.execute(insert(kind.target).from_select(into, rows))


def mark_gone(connection: Connection, kind: StagedKind, batch: int, now: datetime) -> int:
    """Mark the rows that were found missing; return how many."""
    target = kind.target
    gone = target.c[kind.writer.key].in_(select(kind.missing.c.key))
    marked = update(target).values(gone_since=now, changed_batch_id=batch).where(gone)
    return connection.execute(marked).rowcount


def _rewrite(connection: Connection, kind: StagedKind, batch: int, now: datetime) -> None:
    target, changes = kind.target, kind.changes
    names = kind.writer.columns
    values = {name: new_value(kind, name) for name in names if name != kind.writer.key}
    if "post_since" in target.c:
        values["post_since"] = _post_since(kind, now)
    connection.execute(
        update(target)
        .values(**values, gone_since=None, changed_batch_id=batch)
        .where(
            same_row(kind),
            its_change(kind),
            changes.c.verdict.in_(REWRITTEN),
        )
    )


def _post_since(kind: StagedKind, now: datetime) -> ColumnElement[Any]:
    """Since when the person has the role and unit they have; coming back to them is no change."""
    staged, target = kind.staged.c, kind.target.c
    is_new = or_(staged.role != target.role, staged.unit_key != target.unit_key)
    return case((is_new, literal(now, target.post_since.type)), else_=target.post_since)
