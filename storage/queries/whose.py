"""Whose row is whose: the caseworker that an export names, matched to personal.csv.

A name that two members of staff share is told apart by the unit. Where that does not settle
it the row is nobody's: better unseen by its own caseworker than seen by another. Who has left
another unit may still be named on its rows, so a namesake of theirs is held to the own unit. A
row that names no unit is the unit's where everybody of its caseworker's name works, as in the
digests; who has left another unit is somebody of that name too.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, not_, or_, select

from rules.facts import WORKS_IN_A_UNIT, StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.prepared import Prepared
from storage.queries.conditions import OPEN_BY_CASEWORKER, Choice
from storage.rows import CaseList
from storage.tables import STAFF

_IS_ANOTHER_PERSON = or_(
    STAFF.c.entra_object_id.is_(None), STAFF.c.entra_object_id != bindparam("object_id")
)
_HAS_LEFT_ANOTHER_UNIT = and_(STAFF.c.unit_key != bindparam("unit"), _IS_ANOTHER_PERSON)
_UNITS_OF_NAMESAKES = Prepared(
    select(STAFF.c.unit_key).where(
        STAFF.c.name_key == bindparam("name"),
        STAFF.c.email_key != bindparam("email"),
        or_(STAFF.c.gone_since.is_(None), _HAS_LEFT_ANOTHER_UNIT),
    )
)
_WORKS_IN_UNIT = and_(
    STAFF.c.unit_key == bindparam("unit"), STAFF.c.role.in_(sorted(WORKS_IN_A_UNIT))
)
_NAMES: BindParameter[str] = bindparam("names", expanding=True)
_IS_LISTED = STAFF.c.gone_since.is_(None)
_PEOPLE = select(STAFF.c.entra_object_id, STAFF.c.name_key, STAFF.c.email_key)
_PEOPLE_OF_UNIT = _PEOPLE.where(_IS_LISTED, _WORKS_IN_UNIT)
_SAME_NAMES = _PEOPLE.where(or_(STAFF.c.name_key.in_(_NAMES), STAFF.c.email_key.in_(_NAMES)))
_SAME_NAMES_ELSEWHERE = _SAME_NAMES.where(_IS_LISTED, not_(_WORKS_IN_UNIT))
_SAME_NAMES_LEFT = _SAME_NAMES.where(not_(_IS_LISTED), STAFF.c.unit_key != bindparam("unit"))


def rows_of(database: Database, staff: StaffMember) -> Choice | None:
    """Return what finds this caseworker's rows and nobody else's; None if nothing can."""
    name, unit, email = name_key(staff.name), name_key(staff.unit), name_key(staff.email)
    namesakes = _units_of_namesakes(database, staff)
    is_told_apart = _is_told_apart(unit, namesakes)
    keys = [key for key in (name if is_told_apart else "", email) if key]
    if not keys:
        return None
    given = {"known_as": keys[0], "or_as": keys[-1]}
    if not namesakes:
        return Choice(_named, OPEN_BY_CASEWORKER, given)
    told_apart = {**given, "unit": unit, "email": email}
    return Choice(_named_and_told_apart, OPEN_BY_CASEWORKER, told_apart)


def _named(rows: CaseList[Any]) -> ColumnElement[bool]:
    return rows.table.c.caseworker_key.in_([bindparam("known_as"), bindparam("or_as")])


def _named_and_told_apart(rows: CaseList[Any]) -> ColumnElement[bool]:
    columns = rows.table.c
    by_unit, by_address = columns.unit_key == bindparam("unit"), columns.caseworker_key
    return and_(_named(rows), or_(by_unit, by_address == bindparam("email")))


def rows_without_unit(database: Database, unit: str) -> Choice | None:
    """Return what finds the rows that name no unit but are of this one; None if nothing can."""
    with database.reading() as connection:
        names = _names_found_only_in(connection, name_key(unit))
    if not names:
        return None
    return Choice(_named_without_unit, OPEN_BY_CASEWORKER, {"names": sorted(names)})


def _named_without_unit(rows: CaseList[Any]) -> ColumnElement[bool]:
    return and_(rows.table.c.caseworker_key.in_(_NAMES), rows.table.c.unit_key == "")


def _names_found_only_in(connection: Connection, unit: str) -> set[str]:
    """Return the names and addresses of the unit's people that nobody else has, or left with."""
    if not unit:
        return set()
    here = _names_and_ids(connection.execute(_PEOPLE_OF_UNIT, {"unit": unit}))
    names = {name for name, _ in here}
    given = {"unit": unit, "names": list(names)}
    elsewhere = _names_and_ids(connection.execute(_SAME_NAMES_ELSEWHERE, given))
    left = _names_and_ids(connection.execute(_SAME_NAMES_LEFT, given))
    same_people = {(name, object_id) for name, object_id in here if object_id}
    return names - {name for name, _ in elsewhere | (left - same_people)}


def _names_and_ids(people: Iterable[Any]) -> set[tuple[str, str | None]]:
    """Return each name and each address with its person's object id."""
    return {(name, object_id) for object_id, *names in people for name in names if name}


def has_a_namesake_beside(database: Database, staff: StaffMember) -> bool:
    """Whether somebody has the same name in the same unit, so that rows by name are nobody's."""
    return not _is_told_apart(name_key(staff.unit), _units_of_namesakes(database, staff))


def _is_told_apart(unit: str, namesakes: list[str]) -> bool:
    return not namesakes or (unit != "" and unit not in namesakes)


def _units_of_namesakes(database: Database, staff: StaffMember) -> list[str]:
    """Return where others of the name work, or worked until they left another unit."""
    given = {
        "name": name_key(staff.name),
        "unit": name_key(staff.unit),
        "email": name_key(staff.email),
        "object_id": staff.entra_object_id or "",
    }

    def ask(connection: Connection) -> list[str]:
        return [unit for (unit,) in _UNITS_OF_NAMESAKES.rows(connection, given)]

    return database.once_a_moment((_units_of_namesakes, staff), ask)
