"""What people have told goes with them to a new e-mail address (ny e-postadress).

It is kept by address, and personal.csv may give a person another one. The Entra object id tells
that it is the same person: where one person in the list has the id of an address that the list
has no longer, what was told there becomes theirs. Where ids differ or are missing, or two in the
list share one, nothing moves; and what the new address has already stays as it is. A list that
is kept by hand may give an old row to somebody new and leave the id there: so what opens other
rights, a calendar's address and standing in for somebody, goes along only where the name is the
same too.
"""

from typing import Any

from sqlalchemy import Connection, Select, Table, case, exists, or_, select, update

from storage.engine import Database
from storage.keys import name_key
from storage.tables import (
    ABSENCE,
    CALENDAR_SUBSCRIPTION,
    DELIVERY_WISH,
    DIGEST_PAUSE,
    REMINDER,
    STAFF,
)

_OLD, _NEW, _OTHER = STAFF.alias("old"), STAFF.alias("new"), STAFF.alias("other")
_IS_SHARED = exists().where(
    _OTHER.c.entra_object_id == _NEW.c.entra_object_id,
    _OTHER.c.email_key != _NEW.c.email_key,
    _OTHER.c.gone_since.is_(None),
)
_HAS_TOLD = or_(
    *(
        exists().where(told == _OLD.c.email_key)
        for told in (
            *(DIGEST_PAUSE.c.email_key, DELIVERY_WISH.c.email_key, REMINDER.c.email_key),
            *(ABSENCE.c.email_key, ABSENCE.c.deputy_key, CALENDAR_SUBSCRIPTION.c.email_key),
        )
    )
)
_MOVED = (
    select(
        _OLD.c.email_key.label("old"),
        _OLD.c.name_key.label("old_name"),
        _NEW.c.email_key.label("new"),
        _NEW.c.name_key.label("new_name"),
        _NEW.c.entra_object_id.label("object_id"),
    )
    .join(_NEW, _NEW.c.entra_object_id == _OLD.c.entra_object_id)
    .where(_OLD.c.gone_since.is_not(None), _NEW.c.gone_since.is_(None), ~_IS_SHARED)
    .where(_NEW.c.entra_object_id != "", _HAS_TOLD)
    .order_by(_OLD.c.gone_since.desc(), _OLD.c.email_key)
)


def carry_over_at_contact(database: Database, email: str) -> None:
    """Do what `carry_over` does, for the one whose first contact has just told who they are."""
    with database.writing() as connection:
        _carry(connection, _MOVED.where(_NEW.c.email_key == name_key(email)))


def carry_over(connection: Connection) -> None:
    """Give whoever has a new address what they told under the one before, the latest first."""
    _carry(connection, _MOVED)


def _carry(connection: Connection, who: Select[Any]) -> None:
    for moved in connection.execute(who).all():
        _carry_own(connection, DIGEST_PAUSE, moved)
        _carry_own(connection, DELIVERY_WISH, moved)
        _carry_absences(connection, moved)
        _carry_reminders(connection, moved)
        _carry_calendar(connection, moved)


def _carry_own(connection: Connection, table: Table, moved: Any, **values: Any) -> None:
    """Carry what a person has one of."""
    known = table.alias()
    has_one = exists().where(known.c.email_key == moved.new)
    theirs = update(table).where(table.c.email_key == moved.old, ~has_one)
    connection.execute(theirs.values(email_key=moved.new, **values))


def _carry_absences(connection: Connection, moved: Any) -> None:
    """Carry the person's absence, which is of the name they had, and those they stand in for."""
    name = ABSENCE.c.name_key
    renamed = case((name == moved.old_name, moved.new_name), else_=name)
    _carry_own(connection, ABSENCE, moved, name_key=renamed)
    if moved.old_name == moved.new_name:
        deputises = update(ABSENCE).where(ABSENCE.c.deputy_key == moved.old)
        connection.execute(deputises.values(deputy_key=moved.new))


def _carry_reminders(connection: Connection, moved: Any) -> None:
    of, known = REMINDER.c, REMINDER.alias()
    has_the_same = exists().where(
        known.c.email_key == moved.new,
        known.c.case_number == of.case_number,
        known.c.remind_on == of.remind_on,
    )
    is_theirs = or_(of.object_id.is_(None), of.object_id == moved.object_id)
    theirs = update(REMINDER).where(of.email_key == moved.old, is_theirs, ~has_the_same)
    connection.execute(theirs.values(email_key=moved.new, object_id=moved.object_id))


def _carry_calendar(connection: Connection, moved: Any) -> None:
    """Carry the secret address, which opens without signing in, to the same name alone."""
    if moved.old_name != moved.new_name:
        return
    of, known = CALENDAR_SUBSCRIPTION.c, CALENDAR_SUBSCRIPTION.alias()
    has_one = exists().where(known.c.email_key == moved.new, known.c.revoked_at.is_(None))
    theirs = update(CALENDAR_SUBSCRIPTION).where(
        of.email_key == moved.old,
        of.object_id == moved.object_id,
        of.revoked_at.is_(None),
        ~has_one,
    )
    connection.execute(theirs.values(email_key=moved.new))
