"""What whoever sees to the outbox may do with it: send again, take away, clear what is old."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, or_, update

from storage.engine import Database
from storage.records.outbox.model import OPEN_STATES, DeliveryState
from storage.records.outbox.rows import NOW, NUMBER, as_code, moment
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

USEFUL_WHEN_RETRIED = timedelta(days=1)
"""For how long at least what is sent again by hand is tried, whenever it was first due."""

_OF = DELIVERY.c
_USEFUL = moment("useful")
_MAY_BE_RETRIED = (
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.CANCELLED,
    DeliveryState.RETRY,
)
_MAY_BE_CANCELLED = sorted(OPEN_STATES | {DeliveryState.UNKNOWN})
_SETTLED = sorted(set(DeliveryState) - OPEN_STATES - {DeliveryState.SUBMITTING})
_MAY_HAVE_BEEN_SHOWN = or_(
    _OF.is_repeat,
    _OF.state == DeliveryState.UNKNOWN,
    exists().where(
        DELIVERY_ATTEMPT.c.delivery_id == _OF.id,
        DELIVERY_ATTEMPT.c.outcome == DeliveryState.UNKNOWN,
    ),
)
_RETRY = (
    update(DELIVERY)
    .where(_OF.id == NUMBER, _OF.state.in_(_MAY_BE_RETRIED))
    .values(state=DeliveryState.RETRY, next_attempt_at=NOW, changed_at=NOW, notice=None)
    .values(is_repeat=_MAY_HAVE_BEEN_SHOWN, is_late=True)
    .values(useful_until=case((_OF.useful_until < _USEFUL, _USEFUL), else_=_OF.useful_until))
)
_CANCEL = (
    update(DELIVERY)
    .where(_OF.id == NUMBER, _OF.state.in_(_MAY_BE_CANCELLED))
    .values(state=DeliveryState.CANCELLED, last_error=bindparam("reason"))
    .values(owner=None, lease_until=None, changed_at=NOW, notice=None)
)


def retry_delivery(database: Database, number: int, now: datetime) -> bool:
    """Let what did not arrive, or may not have, be sent now; False if it is not such a one.

    It is marked as late, and as a repeat where it may have been shown before.
    """
    return _change(database, _RETRY, number=number, now=now, useful=now + USEFUL_WHEN_RETRIED)


def cancel_delivery(database: Database, number: int, now: datetime, reason: str) -> bool:
    """Take the delivery away; False if it has been handed over, is just being, or is gone."""
    return _change(database, _CANCEL, number=number, now=now, reason=as_code(reason))


def is_old_delivery(settled_before: datetime) -> ColumnElement[bool]:
    """Whether a delivery was settled, or of no use any more, before the moment."""
    return or_(
        and_(_OF.state.in_(_SETTLED), _OF.changed_at < settled_before),
        and_(_OF.state.in_(sorted(OPEN_STATES)), _OF.useful_until < settled_before),
    )


def _change(database: Database, change: Any, **given: Any) -> bool:
    with database.writing() as connection:
        return connection.execute(change, given).rowcount > 0
