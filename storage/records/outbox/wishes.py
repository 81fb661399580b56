"""When people want what is sent, and who gets it while they are away.

Both are kept by e-mail address, as personal.csv tells people apart.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, or_, select

from storage.engine import Database
from storage.keys import name_key
from storage.records.putting import put
from storage.tables import ABSENCE, DELIVERY_WISH, STAFF


@dataclass(frozen=True, slots=True)
class DeliveryWish:
    """A person's own time (önskad tid); what is None is as for everybody.

    Weekday 0 is Monday. Nothing is sent from the hour `quiet_from` until `quiet_until`, which
    may be on the next day.
    """

    weekday: int | None = None
    hour: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person's digests go to a deputy (ställföreträdare); `until_on` is the last.

    Both are named by their e-mail addresses.
    """

    email: str
    deputy: str
    from_on: date
    until_on: date

    def covers(self, day: date) -> bool:
        """Whether the person is away on the day."""
        return self.from_on <= day <= self.until_on


WISH_COLUMNS = tuple(DELIVERY_WISH.c[name] for name in DeliveryWish.__match_args__)
_WISH_OF = select(*WISH_COLUMNS).where(DELIVERY_WISH.c.email_key == bindparam("key"))
_NO_WISH = delete(DELIVERY_WISH).where(DELIVERY_WISH.c.email_key == bindparam("key"))
_WISHES = select(DELIVERY_WISH.c.email_key, *WISH_COLUMNS).order_by(DELIVERY_WISH.c.email_key)
_NO_ABSENCE = delete(ABSENCE).where(ABSENCE.c.email_key == bindparam("key"))
_WHO_IT_IS = select(STAFF.c.name_key, STAFF.c.unit_key).where(STAFF.c.email_key == bindparam("key"))
IS_OF_THE_SAME = and_(
    ABSENCE.c.email_key == STAFF.c.email_key,
    or_(
        ABSENCE.c.name_key.is_(None),
        and_(ABSENCE.c.name_key == STAFF.c.name_key, ABSENCE.c.unit_key == STAFF.c.unit_key),
    ),
)
"""Whether an absence is of whoever has the address now, in the unit where they were then."""

_ABSENCES = (
    select(
        ABSENCE.c.email_key,
        ABSENCE.c.deputy_key,
        ABSENCE.c.from_on,
        ABSENCE.c.until_on,
    )
    .where(or_(ABSENCE.c.name_key.is_(None), exists().where(IS_OF_THE_SAME)))
    .order_by(ABSENCE.c.from_on, ABSENCE.c.email_key)
)


def wish_of(database: Database, email: str) -> DeliveryWish:
    """Return the person's wish, which says nothing where they have none."""
    with database.reading() as connection:
        row = connection.execute(_WISH_OF, {"key": name_key(email)}).one_or_none()
    return DeliveryWish() if row is None else DeliveryWish(*row)


def set_wish(database: Database, email: str, wish: DeliveryWish, at: datetime) -> None:
    """Keep the wish in place of an earlier one; one that says nothing ends it."""
    key = name_key(email)
    row: dict[str, Any] = {"email_key": key, "changed_at": at}
    row |= {name: getattr(wish, name) for name in DeliveryWish.__match_args__}
    with database.writing() as connection:
        if wish == DeliveryWish():
            connection.execute(_NO_WISH, {"key": key})
        else:
            put(connection, DELIVERY_WISH, row, key=("email_key",))


def wishes(database: Database) -> tuple[tuple[str, DeliveryWish], ...]:
    """Return whoever has a wish, by e-mail address, and the wish."""
    with database.reading() as connection:
        rows = connection.execute(_WISHES).all()
    return tuple((email, DeliveryWish(*said)) for email, *said in rows)


def set_absence(database: Database, absence: Absence, at: datetime) -> None:
    """Keep the absence in place of an earlier one of the same person, as they are now."""
    key = name_key(absence.email)
    row: dict[str, Any] = {
        "email_key": key,
        "deputy_key": name_key(absence.deputy),
        "from_on": absence.from_on,
        "until_on": absence.until_on,
        "set_at": at,
    }
    with database.writing() as connection:
        who = connection.execute(_WHO_IT_IS, {"key": key}).one_or_none() or (None, None)
        row |= dict(zip(("name_key", "unit_key"), who, strict=True))
        put(connection, ABSENCE, row, key=("email_key",))


def end_absence(database: Database, email: str) -> bool:
    """Delete the person's absence; False if there was none."""
    with database.writing() as connection:
        return connection.execute(_NO_ABSENCE, {"key": name_key(email)}).rowcount > 0


def absences(database: Database) -> tuple[Absence, ...]:
    """Return every absence, past ones too, in the order in which they begin."""
    with database.reading() as connection:
        return tuple(Absence(*row) for row in connection.execute(_ABSENCES))
