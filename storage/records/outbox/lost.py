"""Handings over whose process stopped half-way: nobody can tell whether they were taken."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Boolean, and_, bindparam, case, not_, or_, select, update

from storage.engine import Database
from storage.records.outbox.model import Delivery, DeliveryState
from storage.records.outbox.rows import COLUMNS, NOW, delivery_from
from storage.records.outbox.telling import DUE
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

_LOST = "lost"
_OF = DELIVERY.c
_TRY = DELIVERY_ATTEMPT.c
_NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
_RESEND = bindparam("resend", type_=Boolean())
_IS_SENT_AGAIN = and_(_RESEND, not_(_OF.is_repeat))

_IS_OVERDUE = and_(_OF.state == DeliveryState.SUBMITTING, _OF.lease_until <= NOW)
_OVERDUE = (
    select(_TRY.rows, *COLUMNS)
    .join_from(DELIVERY, DELIVERY_ATTEMPT, _TRY.delivery_id == _OF.id)
    .where(_IS_OVERDUE, _TRY.ended_at.is_(None))
    .order_by(_OF.id)
)
_ABANDONED = select(_OF.id).where(_IS_OVERDUE).with_for_update(skip_locked=True)
_END = (
    update(DELIVERY_ATTEMPT)
    .where(_TRY.delivery_id.in_(_NUMBERS), _TRY.ended_at.is_(None))
    .values(ended_at=NOW, outcome=DeliveryState.UNKNOWN, error=_LOST)
)
_DOUBT = (
    update(DELIVERY)
    .where(_OF.id.in_(_NUMBERS))
    .values(owner=None, lease_until=None, last_error=_LOST, changed_at=NOW)
    .values(
        state=case((_IS_SENT_AGAIN, DeliveryState.RETRY.value), else_=DeliveryState.UNKNOWN.value),
        next_attempt_at=case((_IS_SENT_AGAIN, NOW), else_=_OF.next_attempt_at),
        is_repeat=or_(_OF.is_repeat, _RESEND),
        notice=case((_IS_SENT_AGAIN, None), else_=DUE),
    )
    .returning(*COLUMNS)
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A delivery that is being handed over, and how many rows of cases that shows."""

    delivery: Delivery
    rows: int


def overdue_submissions(database: Database, now: datetime) -> tuple[Submission, ...]:
    """Return the handings over that have lasted too long and are still to be given up."""
    with database.reading() as connection:
        found = connection.execute(_OVERDUE, {"now": now})
        return tuple(Submission(delivery_from(row), rows) for rows, *row in found)


def lost_submissions(
    database: Database, now: datetime, *, resend: bool, among: Collection[int] | None = None
) -> tuple[Delivery, ...]:
    """Give up handings over that have lasted too long; return those deliveries as they are now.

    Their outcome is unknown. With `resend` one that is no repeat is sent once more, as a repeat;
    of the others the administrators are to hear. `among` are the deliveries to look at, or all.
    """
    with database.writing() as connection:
        overdue = connection.execute(_ABANDONED, {"now": now}).scalars()
        numbers = [each for each in overdue if among is None or each in among]
        if not numbers:
            return ()
        given = {"numbers": numbers, "now": now}
        connection.execute(_END, given)
        touched = connection.execute(_DOUBT, {**given, "resend": resend})
        return tuple(sorted(map(delivery_from, touched), key=lambda each: each.id))
