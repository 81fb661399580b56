"""Forgets a person whose identity has become protected (skyddade personuppgifter).

Such a row is deleted and not merely marked: what is gone from the source can still be read in
figures and in the database. So is all else of its case, in whichever list it stands, and what
anybody has told of it. The batch itself may hold the number on other rows too.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    union,
)

from storage.file_kinds import FileKind
from storage.intake.waiting_room import StagedKind
from storage.records.erasing import erase_person
from storage.records.purging import clear_stray_causes
from storage.tables import IDENTIFIER, INVESTIGATION, PLACEMENT, REMINDER, REPORT

PROTECTED_CASES = Table(
    "protected_case",
    MetaData(),
    Column("case_number", IDENTIFIER, primary_key=True),
    prefixes=["TEMPORARY"],
)
_WHO = "import"


def find_protected_cases(connection: Connection, kinds: Sequence[StagedKind]) -> None:
    """Note which cases are protected, by what the batch says and what is stored of its rows.

    A case that has once been found stays so, even where its rows have been deleted since.
    """
    found = [query for kind in kinds if _has_cases(kind) for query in _cases_of(kind)]
    if found:
        case = union(*found).subquery().c.case_number
        new = select(case).where(case.not_in(select(PROTECTED_CASES.c.case_number)))
        connection.execute(insert(PROTECTED_CASES).from_select(["case_number"], new))


def forget_incoming(connection: Connection, kind: StagedKind) -> None:
    """Drop what other rows of the batch say of a protected row, be they accepted or rejected."""
    if not _anything_protected(connection, kind):
        return
    connection.execute(delete(kind.staged).where(_is_protected(kind, kind.staged)))
    left_out = kind.left_out.c.key
    hidden = set(
        connection.execute(select(left_out).where(left_out.in_(_keys(kind)))).scalars().all()
    )
    if hidden:
        for file in kind.files:
            file.rejected = [row for row in file.rejected if kind.key_of(row) not in hidden]


def count_newly_protected(connection: Connection, kind: StagedKind) -> int:
    """How many rows that the source had until now are protected in this batch."""
    still_there = kind.target.c.gone_since.is_(None)
    protected = _is_protected(kind, kind.target)
    query = select(func.count()).select_from(kind.target).where(still_there, protected)
    return connection.execute(query).scalar_one()


def stays(connection: Connection, kind: StagedKind, rows: FromClause) -> ColumnElement[bool]:
    """Whether a stored row is none of those that `forget_stored` deletes."""
    return ~_is_protected(kind, rows) if _anything_protected(connection, kind) else true()


def forget_stored(connection: Connection, kind: StagedKind) -> None:
    """Delete every earlier version of the protected rows; of a person, all they have told."""
    if kind.kind is FileKind.STAFF:
        people: list[Any] = list(connection.execute(_keys(kind).distinct()).scalars())
        for email_key in people:
            erase_person(connection, email_key)
    elif _anything_protected(connection, kind):
        connection.execute(delete(kind.target).where(_is_protected(kind, kind.target)))


def forget_the_rest(connection: Connection, now: datetime) -> None:
    """Delete what the lists that did not come, and what people have told, hold of the cases."""
    cases = select(PROTECTED_CASES.c.case_number)
    if not connection.execute(select(exists(cases))).scalar_one():
        return
    for rows in (REPORT, INVESTIGATION, PLACEMENT, REMINDER):
        connection.execute(delete(rows).where(rows.c.case_number.in_(cases)))
    clear_stray_causes(connection, _WHO, now)


def _cases_of(kind: StagedKind) -> tuple[Select[tuple[str]], ...]:
    said, target = kind.protected.c.case_number, kind.target.c
    is_one = target[kind.writer.key].in_(_keys(kind))
    return select(said).where(said.is_not(None)), select(target.case_number).where(is_one)


def _anything_protected(connection: Connection, kind: StagedKind) -> bool:
    anything = [exists(select(kind.protected.c.key))]
    if _has_cases(kind):
        anything.append(exists(select(PROTECTED_CASES.c.case_number)))
    return bool(connection.execute(select(or_(*anything))).scalar_one())


def _is_protected(kind: StagedKind, rows: FromClause) -> ColumnElement[bool]:
    is_one = rows.c[kind.writer.key].in_(_keys(kind))
    if not _has_cases(kind):
        return is_one
    return or_(is_one, rows.c.case_number.in_(select(PROTECTED_CASES.c.case_number)))


def _has_cases(kind: StagedKind) -> bool:
    return kind.kind is not FileKind.STAFF


def _keys(kind: StagedKind) -> Select[tuple[str]]:
    key = kind.protected.c.key
    return select(key).where(key.is_not(None))
