"""Whose row is whose: the caseworker that an export names, matched to personal.csv.

A name that two members of staff share is told apart by the unit. Where that does not settle
it the row is nobody's: better unseen by its own caseworker than seen by another.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from rules.facts import StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.queries.conditions import in_any_unit, open_on
from storage.queries.gather import Condition, still_there
from storage.rows import CASE_LISTS, CaseList
from storage.tables import STAFF


@dataclass(frozen=True, slots=True)
class HandlerRows:
    """A caseworker as open rows name them (handläggare), and how many such rows a unit has."""

    name: str
    unit: str
    rows: int


def rows_of(database: Database, staff: StaffMember) -> Condition | None:
    """Return what finds this caseworker's rows and nobody else's; None if nothing can."""
    name, unit, email = name_key(staff.name), name_key(staff.unit), name_key(staff.email)
    with database.reading() as connection:
        namesakes = _units_of_namesakes(connection, name, email)
    is_told_apart = not namesakes or (unit != "" and unit not in namesakes)
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


def unknown_handlers(database: Database, today: date) -> tuple[HandlerRows, ...]:
    """Caseworkers on open rows who are not in personal.csv; an empty name is nobody."""
    with database.reading() as connection:
        units = _units_by_key(connection)
        found = _open_rows_by_handler(connection, today)
        return tuple(handler for key, _, handler in found if key not in units)


def ambiguous_handlers(database: Database, today: date) -> tuple[HandlerRows, ...]:
    """Caseworkers on open rows whose name fits several members of staff, so that no one sees."""
    with database.reading() as connection:
        units = _units_by_key(connection)
        found = _open_rows_by_handler(connection, today)
        return tuple(
            handler
            for key, unit, handler in found
            if len(units.get(key, ())) > 1 and (not unit or units[key].count(unit) != 1)
        )


def _units_of_namesakes(connection: Connection, name: str, email: str) -> list[str]:
    others = and_(STAFF.c.name_key == name, STAFF.c.email_key != email)
    query = select(STAFF.c.unit_key).where(others, STAFF.c.gone_since.is_(None))
    return list(connection.execute(query).scalars())


def _units_by_key(connection: Connection) -> dict[str, list[str]]:
    """Map every key that names somebody, by name or e-mail, to the units of those it names."""
    query = select(STAFF.c.name_key, STAFF.c.email_key, STAFF.c.unit_key)
    units: dict[str, list[str]] = {}
    for name, email, unit in connection.execute(query.where(STAFF.c.gone_since.is_(None))):
        for key in {name, email} - {""}:
            units.setdefault(key, []).append(unit)
    return units


def _open_rows_by_handler(
    connection: Connection, today: date
) -> list[tuple[str, str, HandlerRows]]:
    counts: dict[tuple[str, str], tuple[str, str, int]] = {}
    for rows in CASE_LISTS:
        for row in connection.execute(_handlers_of(rows, today)):
            _add(counts, row)
    return [
        (key, unit_key, HandlerRows(name, unit, number))
        for (key, unit_key), (name, unit, number) in sorted(counts.items())
    ]


def _handlers_of(rows: CaseList[Any], today: date) -> Select[Any]:
    columns = rows.table.c
    return (
        select(
            columns.caseworker_key,
            columns.unit_key,
            func.min(columns.caseworker),
            func.min(columns.unit),
            func.count(),
        )
        .where(in_any_unit(rows), open_on(rows, today), still_there(rows))
        .group_by(columns.caseworker_key, columns.unit_key)
    )


def _add(counts: dict[tuple[str, str], tuple[str, str, int]], row: Any) -> None:
    key, unit_key, name, unit, number = row
    known = counts.get((key, unit_key), (name, unit, 0))
    counts[key, unit_key] = (known[0], known[1], known[2] + number)
