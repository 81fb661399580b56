"""Addresses that a calendar programme fetches a person's deadlines from.

The address is a secret, so only the hash of its token is kept: a copy of the database opens
no calendar. A person has one address at a time.

An address goes with the Entra object id that its person had when it was given out: whoever
has the e-mail address later, with another account, neither has it nor is shown through it. One
given out while no object id was on file stops working when there is one: nobody knows whose
it was.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, insert, select, update

from rules.facts import StaffMember
from storage.engine import Database
from storage.keys import name_key
from storage.tables import CALENDAR_SUBSCRIPTION, STAFF

_TOKEN_BYTES = 32
_LIVE = CALENDAR_SUBSCRIPTION.c.revoked_at.is_(None)


@dataclass(frozen=True, slots=True)
class CalendarSubscription:
    """Whose calendar an address opens (kalenderprenumeration), and since when."""

    email_key: str
    created_at: datetime


def open_calendar(database: Database, staff: StaffMember, at: datetime) -> str:
    """Return the unguessable token of a new address; the earlier one stops working."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    email = name_key(staff.email)
    with database.writing() as connection:
        # Whoever asks for two at once gets them one after the other.
        theirs = select(STAFF.c.entra_object_id).where(STAFF.c.email_key == email)
        object_id = connection.execute(theirs.with_for_update()).scalar()
        _revoke(connection, email, at)
        row = {"email_key": email, "token_sha256": _hash(token), "created_at": at}
        connection.execute(insert(CALENDAR_SUBSCRIPTION).values(**row, object_id=object_id))
    return token


def close_calendar(database: Database, staff: StaffMember, at: datetime) -> bool:
    """Stop the person's address from working; False if there was none."""
    with database.writing() as connection:
        return _revoke(connection, name_key(staff.email), at)


def calendar_of(database: Database, staff: StaffMember) -> CalendarSubscription | None:
    """Return the person's subscription, if an address is in force."""
    return _only(database, CALENDAR_SUBSCRIPTION.c.email_key == name_key(staff.email))


def calendar_by_token(database: Database, token: str) -> CalendarSubscription | None:
    """Return whose calendar the token opens; None if it never did or no longer does."""
    return _only(database, CALENDAR_SUBSCRIPTION.c.token_sha256 == _hash(token))


def is_closed_calendar(closed_before: datetime) -> ColumnElement[bool]:
    """Whether a subscription was revoked before the moment."""
    closed: ColumnElement[bool] = CALENDAR_SUBSCRIPTION.c.revoked_at < closed_before
    return closed


def _revoke(connection: Connection, email: str, at: datetime) -> bool:
    live = (CALENDAR_SUBSCRIPTION.c.email_key == email) & _LIVE
    revoked = update(CALENDAR_SUBSCRIPTION).where(live).values(revoked_at=at)
    return connection.execute(revoked).rowcount > 0


def _only(database: Database, which: ColumnElement[bool]) -> CalendarSubscription | None:
    columns = CALENDAR_SUBSCRIPTION.c
    of_staff = CALENDAR_SUBSCRIPTION.outerjoin(STAFF, STAFF.c.email_key == columns.email_key)
    is_theirs = columns.object_id.is_not_distinct_from(STAFF.c.entra_object_id)
    query = select(columns.email_key, columns.created_at).select_from(of_staff)
    live = query.where(which, _LIVE, is_theirs)
    with database.reading() as connection:
        row = connection.execute(live).one_or_none()
    return None if row is None else CalendarSubscription(*row)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
