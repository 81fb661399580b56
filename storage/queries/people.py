"""Who works where: members of staff and units, as personal.csv and the rows name them."""

from sqlalchemy import Connection, bindparam, literal, select, union, update

from rules.facts import WORKS_IN_A_UNIT, Role, StaffMember, Unit
from storage.engine import Database
from storage.keys import name_key
from storage.prepared import Prepared
from storage.rows import STAFF_LIST
from storage.tables import STAFF, UNIT

_IN_ORDER = select(*STAFF_LIST.columns).order_by(STAFF.c.name_key, STAFF.c.email_key)
_ALL_STAFF = _IN_ORDER.where(STAFF.c.gone_since.is_(None))
_UNITS = Prepared(select(UNIT.c.key, UNIT.c.name))
_EVERYBODY = Prepared(_ALL_STAFF)
_WHO_LEFT = Prepared(_IN_ORDER.where(STAFF.c.gone_since.is_not(None)))
_BY_EMAIL = Prepared(_ALL_STAFF.where(STAFF.c.email_key == bindparam("key")))
_BY_OBJECT_ID = Prepared(_ALL_STAFF.where(STAFF.c.entra_object_id == bindparam("key")))


def staff_by_email(database: Database, email: str) -> StaffMember | None:
    """Return the member of staff with this e-mail address."""
    return _only(database, _BY_EMAIL, email)


def staff_by_object_id(database: Database, object_id: str) -> StaffMember | None:
    """Return the member of staff with this Entra object id; nobody if two share it."""
    return _only(database, _BY_OBJECT_ID, object_id)


def all_staff(database: Database) -> tuple[StaffMember, ...]:
    """Return everybody in personal.csv, by name."""
    with database.reading() as connection:
        return _staff(connection, _EVERYBODY)


def staff_who_left(database: Database) -> tuple[StaffMember, ...]:
    """Return whom personal.csv no longer has but rows may still name, by name."""
    with database.reading() as connection:
        return _staff(connection, _WHO_LEFT)


def units(database: Database) -> tuple[Unit, ...]:
    """Return every unit that a row or a member of staff belongs to, with its managers."""
    with database.reading() as connection:
        staff = _staff(connection, _EVERYBODY)
        names = _spellings(connection)
    for member in staff:
        if member.unit and member.role in WORKS_IN_A_UNIT:
            names.setdefault(name_key(member.unit), member.unit)
    return tuple(Unit(names[key], _managers(staff, key)) for key in sorted(names) if key)


def unit_spellings(database: Database) -> dict[str, str]:
    """Return how the unit of each key is written, of those that any row belongs to."""
    with database.reading() as connection:
        return _spellings(connection)


def unit_keys_within(database: Database, asked: str) -> tuple[str, ...]:
    """Return the keys of the units whose names stand anywhere in the text.

    The database looks through the names, so that nothing but what is found is read.
    """
    text = literal(asked)
    of_rows = select(UNIT.c.key).where(UNIT.c.key != "", text.contains(UNIT.c.key))
    of_staff = select(STAFF.c.unit_key).where(
        STAFF.c.unit_key != "", text.contains(STAFF.c.unit_key)
    )
    with database.reading() as connection:
        return tuple(connection.execute(union(of_rows, of_staff)).scalars())


def pin_object_id(database: Database, staff: StaffMember, object_id: str) -> bool:
    """Tie the member of staff to an Entra object id; False if another one is already tied."""
    pinned = name_key(object_id)
    theirs = STAFF.c.email_key == name_key(staff.email)
    with database.writing() as connection:
        connection.execute(
            update(STAFF)
            .where(theirs, STAFF.c.entra_object_id.is_(None))
            .values(entra_object_id=pinned)
        )
        query = select(STAFF.c.entra_object_id).where(theirs)
        return bool(pinned) and connection.execute(query).scalar() == pinned


def _spellings(connection: Connection) -> dict[str, str]:
    return {row[0]: row[1] for row in _UNITS.rows(connection)}


def _managers(staff: tuple[StaffMember, ...], unit: str) -> tuple[StaffMember, ...]:
    managers = (member for member in staff if member.role is Role.UNIT_MANAGER)
    return tuple(member for member in managers if name_key(member.unit) == unit)


def _only(database: Database, query: Prepared, said: str) -> StaffMember | None:
    """Return whom the query finds by the key of what was said; nobody if it finds several."""
    with database.reading() as connection:
        found = _staff(connection, query, key=name_key(said))
    return found[0] if len(found) == 1 else None


def _staff(connection: Connection, query: Prepared, **given: str) -> tuple[StaffMember, ...]:
    return tuple(map(STAFF_LIST.fact, query.rows(connection, given)))
