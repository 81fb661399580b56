"""Whether personal.csv holds what the service needs: numbers and units, nobody by name."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, func, select, union

from rules.facts import WORKS_IN_A_UNIT, Role
from storage.engine import Database
from storage.tables import INVESTIGATION, PLACEMENT, REPORT, STAFF

_COUNTED = (
    select(
        STAFF.c.role,
        func.count(),
        func.count().filter(STAFF.c.entra_object_id.is_(None)),
    )
    .where(STAFF.c.gone_since.is_(None))
    .group_by(STAFF.c.role)
)
_IN_USE = union(
    *(
        select(rows.c.unit_key).where(
            rows.c.gone_since.is_(None),
            rows.c.open_until > bindparam("today", type_=Date()),
            rows.c.unit_key != "",
        )
        for rows in (REPORT, INVESTIGATION, PLACEMENT)
    ),
    select(STAFF.c.unit_key).where(
        STAFF.c.gone_since.is_(None),
        STAFF.c.role.in_(sorted(role.value for role in WORKS_IN_A_UNIT)),
        STAFF.c.unit_key != "",
    ),
)


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many have a role, and how many of them have no Entra object id yet."""

    role: Role
    number: int
    without_object_id: int


def staff_by_role(database: Database) -> tuple[RoleCount, ...]:
    """Return the count of every role that somebody in personal.csv has."""
    with database.reading() as connection:
        counted = {row[0]: row for row in connection.execute(_COUNTED)}
    return tuple(
        RoleCount(role, counted[role.value][1], counted[role.value][2])
        for role in Role
        if role.value in counted
    )


def unit_keys_in_use(database: Database, today: date) -> frozenset[str]:
    """Return the keys of the units that have something open, or somebody who works there."""
    with database.reading() as connection:
        return frozenset(connection.execute(_IN_USE, {"today": today}).scalars())
