"""Deleting a person who works here, with all that they have told (radering).

The access log stays for as long as it has to: it is there for the children whose rows were
looked at, and the database lets nobody change it. So does who recorded a cause of overrun,
which goes with its investigation.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, and_, delete, exists, literal, or_, select

from storage.engine import IMPORT_LOCK, Database, alone
from storage.keys import name_key
from storage.records.outbox.model import DeliveryState
from storage.tables import (
    ABSENCE,
    CALENDAR_SUBSCRIPTION,
    CONVERSATION,
    DELIVERY,
    DELIVERY_WISH,
    DIGEST_PAUSE,
    REMINDER,
    STAFF,
)

_UNDER_WAY = (DeliveryState.CLAIMED, DeliveryState.SUBMITTING)
"""What is just being handed over: its end is still to be written down."""


def erase_staff(database: Database, email: str) -> Mapping[str, int]:
    """Delete whoever has the e-mail address; return how many rows, by table.

    An Entra object id that nobody in the staff list has may be given in its place.
    """
    with database.private_connection() as connection, alone(connection, IMPORT_LOCK):
        return erase_person(connection, name_key(email))


def erase_person(
    connection: Connection, email_key: str, *, may_come_back: bool = False
) -> Mapping[str, int]:
    """Delete the person and what they have told; return how many rows, by table.

    What goes by the object id stays where it goes on under another address of theirs: one in
    the staff list, and with `may_come_back` also one that is not in it just now.
    """
    known = select(STAFF.c.entra_object_id).where(STAFF.c.email_key == email_key)
    object_id = connection.execute(known).scalar() or email_key
    has_moved = exists().where(
        STAFF.c.entra_object_id == object_id,
        STAFF.c.email_key != email_key,
        or_(STAFF.c.gone_since.is_(None), literal(may_come_back)),
    )
    by_id = {
        each: and_(each.c.object_id == object_id, ~has_moved)
        for each in (CONVERSATION, REMINDER, CALENDAR_SUBSCRIPTION)
    }
    theirs = {
        CONVERSATION: by_id[CONVERSATION],
        REMINDER: or_(REMINDER.c.email_key == email_key, by_id[REMINDER]),
        CALENDAR_SUBSCRIPTION: or_(
            CALENDAR_SUBSCRIPTION.c.email_key == email_key, by_id[CALENDAR_SUBSCRIPTION]
        ),
        DIGEST_PAUSE: DIGEST_PAUSE.c.email_key == email_key,
        DELIVERY_WISH: DELIVERY_WISH.c.email_key == email_key,
        ABSENCE: or_(ABSENCE.c.email_key == email_key, ABSENCE.c.deputy_key == email_key),
        DELIVERY: and_(
            or_(DELIVERY.c.recipient_key == email_key, DELIVERY.c.on_behalf_of_key == email_key),
            DELIVERY.c.state.not_in(_UNDER_WAY),
        ),
        STAFF: STAFF.c.email_key == email_key,
    }
    return {
        table.name: connection.execute(delete(table).where(which)).rowcount
        for table, which in theirs.items()
    }
