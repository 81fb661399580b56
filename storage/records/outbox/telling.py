"""What follows when a delivery is given up: another way, or that the administrators hear of it.

Whether a failure has been told stands in its own row, written in the transaction in which it
failed. So none is missed, however long that took to write down and whatever was stopped after.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, select, update

from storage.engine import Database
from storage.records.outbox.model import Delivery, DeliveryKind, DeliveryState, NewDelivery, Sequel
from storage.records.outbox.queueing import queue_first_of, queue_on, stand_in_line
from storage.records.outbox.rows import COLUMNS, NUMBER, delivery_from, moment
from storage.tables import DELIVERY

DUE = "due"
"""What a row's `notice` is until a notice tells of it: then it is the period of that notice."""

_OF = DELIVERY.c
_GIVEN_UP = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.CANCELLED)
_A_NOTICE = DeliveryKind.FAILURE_NOTICE
_IS_UNTOLD = (_OF.state.in_(_GIVEN_UP), _OF.notice == DUE, _OF.kind != _A_NOTICE)
_IS_DUE = update(DELIVERY).where(_OF.id == NUMBER).values(notice=DUE)
_ANYTHING_UNTOLD = select(exists().where(*_IS_UNTOLD))
_TOLD_LATELY = select(exists().where(_OF.kind == _A_NOTICE, _OF.queued_at > moment("since")))
_TELL = update(DELIVERY).where(*_IS_UNTOLD).values(notice=bindparam("told_in"))
_TOLD_BY = (
    select(*COLUMNS)
    .where(_OF.state.in_(_GIVEN_UP), _OF.notice == bindparam("period"))
    .order_by(_OF.id)
)


def follow_up(connection: Connection, number: int, sequel: Sequel, now: datetime) -> None:
    """Let come what comes after the delivery with this number, within its transaction."""
    goes_on = queue_first_of(connection, sequel.instead, now)
    if sequel.tells or (sequel.instead and not goes_on):
        connection.execute(_IS_DUE, {"number": number})


def tell_in(
    database: Database, notices: Sequence[NewDelivery], now: datetime, *, at_most_every: timedelta
) -> tuple[int, ...]:
    """Queue notices, all of one period, of whatever has been given up and nobody has heard of.

    Returns the numbers of those that were added: none where there is nothing to tell, or the
    last notice is more recent than `at_most_every`.
    """
    if not notices:
        return ()
    with database.writing() as connection:
        stand_in_line(connection)
        since = {"since": now - at_most_every}
        if not connection.execute(_ANYTHING_UNTOLD).scalar():
            return ()
        if connection.execute(_TOLD_LATELY, since).scalar():
            return ()
        connection.execute(_TELL, {"told_in": notices[0].period})
        return queue_on(connection, notices, now)


def told_by(database: Database, period: str) -> tuple[Delivery, ...]:
    """Return what the notices of this period tell of and has not been seen to since."""
    with database.reading() as connection:
        return tuple(map(delivery_from, connection.execute(_TOLD_BY, {"period": period})))
