"""Leaves out of an import what a clearing has taken: closed matters that the exports still list.

Without it every night would bring back what every night clears. It goes by the latest clearing,
so that a database in which nothing was ever cleared takes in matters of any age.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    and_,
    delete,
    insert,
    select,
    union,
    update,
)

from storage.closed_matters import is_live
from storage.intake.comparing import Verdict
from storage.intake.waiting_room import StagedKind
from storage.tables import IDENTIFIER, INVESTIGATION, PLACEMENT, REPORT

CLOSED_CASES = Table(
    "closed_case",
    MetaData(),
    Column("case_number", IDENTIFIER, primary_key=True),
    prefixes=["TEMPORARY"],
)


def find_closed(connection: Connection, kinds: Sequence[StagedKind], since: date | None) -> None:
    """Note which cases were over before the day, by what is stored and what comes now."""
    connection.execute(delete(CLOSED_CASES))
    lists = [each.staged for each in kinds if "case_number" in each.staged.c]
    if since is None or not lists:
        return
    openings = [each for each in lists if "opened_on" in each.c] + [INVESTIGATION]
    new = (
        select(each.staged.c.case_number).where(_is_new(each))
        for each in kinds
        if "case_number" in each.staged.c
    )
    connection.execute(insert(CLOSED_CASES).from_select(["case_number"], union(*new)))
    for rows in lists:
        _strike(connection, rows, is_live(rows, since, openings))
    for rows in (REPORT, INVESTIGATION, PLACEMENT):
        still_there = rows.c.gone_since.is_(None)
        _strike(connection, rows, and_(still_there, is_live(rows, since, openings)))


def leave_out_closed(connection: Connection, kind: StagedKind) -> int:
    """Let nothing land that the batch says of closed cases that are not kept; return how much."""
    staged, changes = kind.staged, kind.changes
    if "case_number" not in staged.c:
        return 0
    closed = staged.c.case_number.in_(select(CLOSED_CASES.c.case_number))
    of_closed = and_(
        changes.c.verdict == Verdict.NEW,
        changes.c.place.in_(select(staged.c.place).where(closed)),
    )
    return connection.execute(
        update(changes).values(verdict=Verdict.CLOSED).where(of_closed)
    ).rowcount


def _strike(connection: Connection, rows: Table, live: ColumnElement[bool]) -> None:
    theirs = rows.c.case_number.in_(select(CLOSED_CASES.c.case_number))
    alive = select(rows.c.case_number).where(theirs, live)
    connection.execute(delete(CLOSED_CASES).where(CLOSED_CASES.c.case_number.in_(alive)))


def _is_new(kind: StagedKind) -> ColumnElement[bool]:
    key = kind.writer.key
    return kind.staged.c[key].not_in(select(kind.target.c[key]))
