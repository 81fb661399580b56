"""Whose row is whose: the caseworker that an export names, matched to personal.csv.

A name that two members of staff share is told apart by the unit. Where that does not settle
it the row is nobody's: better unseen by its own caseworker than seen by another. A row that
names no unit is the unit's where everybody of its caseworker's name works, as in the digests.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select

from rules.facts import WORKS_IN_A_UNIT, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.gather import Condition
from storage.rows import CaseList
from storage.tables import STAFF


def rows_of(database: Database, staff: StaffMember) -> Condition | None:
    """Return what finds this caseworker's rows and nobody else's; None if nothing can."""
    name, unit, email = name_key(staff.name), name_key(staff.unit), name_key(staff.email)
    with database.reading() as connection:
        namesakes = _units_of_namesakes(connection, name, email)
    is_told_apart = _is_told_apart(unit, namesakes)
    keys = [key for key in (name if is_told_apart else "", email) if key]
    if not keys:
        return None

    def theirs(rows: CaseList[Any]) -> ColumnElement[bool]:
        columns = rows.table.c
        named = columns.caseworker_key.in_(keys)
        if not namesakes:
            return named
        return and_(named, or_(columns.unit_key == unit, columns.caseworker_key == email))

    return theirs


def rows_without_unit(database: Database, unit: str) -> Condition | None:
    """Return what finds the rows that name no unit but are of this one; None if nothing can."""
    with database.reading() as connection:
        names = _names_found_only_in(connection, name_key(unit))
    if not names:
        return None

    def theirs(rows: CaseList[Any]) -> ColumnElement[bool]:
        columns = rows.table.c
        return and_(columns.caseworker_key.in_(sorted(names)), columns.unit_key == "")

    return theirs


def _names_found_only_in(connection: Connection, unit: str) -> set[str]:
    """Return the names and addresses of the unit's people that nobody outside it has."""
    if not unit:
        return set()
    works_here = and_(STAFF.c.unit_key == unit, STAFF.c.role.in_(sorted(WORKS_IN_A_UNIT)))
    query = select(STAFF.c.name_key, STAFF.c.email_key).where(STAFF.c.gone_since.is_(None))
    names = {key for row in connection.execute(query.where(works_here)) for key in row if key}
    same = or_(STAFF.c.name_key.in_(names), STAFF.c.email_key.in_(names))
    elsewhere = connection.execute(query.where(same, not_(works_here)))
    return names - {key for row in elsewhere for key in row}


def has_a_namesake_beside(database: Database, staff: StaffMember) -> bool:
    """Whether somebody has the same name in the same unit, so that rows by name are nobody's."""
    name, unit, email = name_key(staff.name), name_key(staff.unit), name_key(staff.email)
    with database.reading() as connection:
        return not _is_told_apart(unit, _units_of_namesakes(connection, name, email))


def _is_told_apart(unit: str, namesakes: list[str]) -> bool:
    return not namesakes or (unit != "" and unit not in namesakes)


def _units_of_namesakes(connection: Connection, name: str, email: str) -> list[str]:
    others = and_(STAFF.c.name_key == name, STAFF.c.email_key != email)
    query = select(STAFF.c.unit_key).where(others, STAFF.c.gone_since.is_(None))
    return list(connection.execute(query).scalars())
