"""Whose row is whose: the caseworker that an export names, matched to personal.csv.

A name that two members of staff share is told apart by the unit. Where that does not settle
it the row is nobody's: better unseen by its own caseworker than seen by another.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from rules.facts import StaffMember
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
