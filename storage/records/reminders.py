"""Reminders: the day on which somebody wants to hear of a case again.

A reminder holds a case number and nothing else of the case; whether its person may still see
the case is asked when it is delivered. It belongs to the Entra object id that its person had
when it was set; whoever has the e-mail address later, with another account, has it not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select, update

from rules.facts import StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.records.putting import put
from storage.tables import REMINDER, STAFF


class ReminderState(StrEnum):
    """What has become of a reminder."""

    WAITING = "waiting"  # väntar
    CLAIMED = "claimed"  # väntar också: så skrev tidigare versioner den som var på väg ut
    SENT = "sent"  # skickad
    DROPPED = "dropped"  # behövdes inte, eller rätten att se ärendet är borta
    CANCELLED = "cancelled"  # borttagen av personen själv


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder (påminnelse): whose, of which case, on which day."""

    id: int
    email_key: str
    case: str
    on: date
    state: ReminderState
    object_id: str | None = None

    def was_set_by(self, staff: StaffMember) -> bool:
        """Whether it is this person's, and not that of another account with the same address."""
        return self.object_id in (None, name_key(staff.entra_object_id))


_COLUMNS = tuple(
    REMINDER.c[name]
    for name in ("id", "email_key", "case_number", "remind_on", "state", "object_id")
)
_TO_COME = (ReminderState.WAITING, ReminderState.CLAIMED)
_OVER = (ReminderState.DROPPED, ReminderState.CANCELLED)


def set_reminder(database: Database, staff: StaffMember, case: str, on: date, at: datetime) -> bool:
    """Keep a reminder of the case for the day; False if that very reminder already waited."""
    row = {
        "email_key": name_key(staff.email),
        "case_number": case,
        "remind_on": on,
        "state": ReminderState.WAITING,
        "created_at": at,
        "changed_at": at,
    }
    with database.writing() as connection:
        return put(
            connection,
            REMINDER,
            {**row, "object_id": connection.execute(select(_object_id_of(staff))).scalar()},
            key=("email_key", "case_number", "remind_on"),
            may=lambda known, new: or_(known.state.in_(_OVER), known.object_id != new.object_id),
        )


def waiting_reminders(
    database: Database, staff: StaffMember, case: str | None = None
) -> tuple[Reminder, ...]:
    """Return the person's reminders not yet sent, of all cases or of one, by day."""
    wanted = [_of(staff), REMINDER.c.state.in_(_TO_COME)]
    if case is not None:
        wanted.append(REMINDER.c.case_number == case)
    query = select(*_COLUMNS).where(*wanted)
    in_order = query.order_by(REMINDER.c.remind_on, REMINDER.c.case_number)
    with database.reading() as connection:
        return tuple(map(_reminder, connection.execute(in_order)))


def cancel_reminder(
    database: Database, staff: StaffMember, case: str, on: date, at: datetime
) -> bool:
    """Take back the person's reminder; False if there was none to come."""
    which = and_(_of(staff), REMINDER.c.case_number == case, REMINDER.c.remind_on == on)
    to_come = and_(which, REMINDER.c.state.in_(_TO_COME))
    cancelled = update(REMINDER).where(to_come).values(state=ReminderState.CANCELLED, changed_at=at)
    with database.writing() as connection:
        return connection.execute(cancelled).rowcount > 0


def due_reminders(database: Database, today: date) -> tuple[Reminder, ...]:
    """Return the reminders for today or earlier that nobody has settled, by day."""
    due = and_(REMINDER.c.state.in_(_TO_COME), REMINDER.c.remind_on <= today)
    query = select(*_COLUMNS).where(due).order_by(REMINDER.c.remind_on, REMINDER.c.id)
    with database.reading() as connection:
        return tuple(map(_reminder, connection.execute(query)))


def reminder_by_id(database: Database, number: int) -> Reminder | None:
    """Return the reminder with the number, whatever has become of it."""
    query = select(*_COLUMNS).where(REMINDER.c.id == number)
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else _reminder(row)


def settle_reminder(
    database: Database, reminder: Reminder, state: ReminderState, at: datetime
) -> None:
    """Note what became of a reminder that was to come; one that is settled stays as it is."""
    to_come = and_(REMINDER.c.id == reminder.id, REMINDER.c.state.in_(_TO_COME))
    with database.writing() as connection:
        connection.execute(update(REMINDER).where(to_come).values(state=state, changed_at=at))


def is_old_reminder(changed_before: datetime) -> ColumnElement[bool]:
    """Whether a reminder was settled, or never reached anybody, before the moment."""
    over = REMINDER.c.state.in_((ReminderState.SENT, *_OVER))
    return or_(
        and_(over, REMINDER.c.changed_at < changed_before),
        REMINDER.c.remind_on < changed_before.date(),
    )


def _of(staff: StaffMember) -> ColumnElement[bool]:
    mine = or_(REMINDER.c.object_id.is_(None), REMINDER.c.object_id == _object_id_of(staff))
    return and_(REMINDER.c.email_key == name_key(staff.email), mine)


def _object_id_of(staff: StaffMember) -> ScalarSelect[str | None]:
    """Return the query for the object id that the person's row has now."""
    theirs = STAFF.c.email_key == name_key(staff.email)
    return select(STAFF.c.entra_object_id).where(theirs).scalar_subquery()


def _reminder(row: Any) -> Reminder:
    number, email_key, case, on, state, object_id = row
    return Reminder(number, email_key, case, on, ReminderState(state), object_id)
