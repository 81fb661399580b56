"""Taking deliveries to send, so that no two processes send the same one.

A claim is held for a lease. Whoever had it and stopped gets nothing more out of it: when the
lease has run out the delivery is anybody's.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Integer, and_, bindparam, case, exists, or_, select, update

from storage.engine import Database
from storage.records.outbox.holds import IS_IN_FORCE, believed_until
from storage.records.outbox.model import (
    NO_SEQUEL,
    OPEN_STATES,
    Channel,
    Claim,
    DeliveryKind,
    DeliveryState,
    Sequel,
)
from storage.records.outbox.queueing import stand_in_line
from storage.records.outbox.rows import COLUMNS, NOW, NUMBER, as_code, delivery_from, moment
from storage.records.outbox.telling import follow_up
from storage.tables import CHANNEL_HOLD, DELIVERY

_OF = DELIVERY.c
_CHANNELS: BindParameter[Any] = bindparam("channels", expanding=True)
_KINDS: BindParameter[Any] = bindparam("kinds", expanding=True)
_IS_HELD = exists().where(CHANNEL_HOLD.c.channel == _OF.channel, IS_IN_FORCE)
_IS_DUE = and_(
    _OF.state.in_(sorted(OPEN_STATES)),
    _OF.next_attempt_at <= NOW,
    or_(_OF.state != DeliveryState.CLAIMED, _OF.lease_until <= NOW),
)
_DUE = (
    select(_OF.id)
    .where(_IS_DUE, _OF.channel.in_(_CHANNELS), _OF.kind.in_(_KINDS), ~_IS_HELD)
    .order_by(_OF.next_attempt_at, _OF.id)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True, of=DELIVERY)
    .cte("due")
)
_TAKE = (
    update(DELIVERY)
    .where(_OF.id.in_(select(_DUE.c.id)))
    .values(
        state=DeliveryState.CLAIMED,
        owner=bindparam("by"),
        lease_until=moment("until"),
        changed_at=NOW,
    )
    .returning(*COLUMNS)
)
STILL_CLAIMED = and_(
    _OF.id == NUMBER,
    _OF.state == DeliveryState.CLAIMED,
    _OF.owner == bindparam("by"),
    _OF.lease_until == moment("lease"),  # the same process may have claimed it once more
)
_LET_GO = update(DELIVERY).where(STILL_CLAIMED).values(owner=None, lease_until=None, changed_at=NOW)
_PUT_BACK = _LET_GO.values(state=DeliveryState.QUEUED, next_attempt_at=moment("until"))
_WITHHOLD = _LET_GO.values(last_error=bindparam("reason"), notice=None).values(
    state=case((_OF.is_repeat, DeliveryState.UNKNOWN.value), else_=DeliveryState.CANCELLED.value)
)


def claim_deliveries(
    database: Database,
    owner: str,
    now: datetime,
    *,
    lease: timedelta,
    most: int,
    channels: Collection[Channel],
    kinds: Collection[DeliveryKind] = tuple(DeliveryKind),
) -> tuple[Claim, ...]:
    """Take due deliveries of these kinds by these channels, at most so many, the oldest first."""
    until = now + lease
    which = {"channels": sorted(channels), "kinds": sorted(kinds)}
    held = {"at_most": believed_until(now)}
    given = {"now": now, "by": owner, "until": until, "most": most, **held, **which}
    with database.writing() as connection:
        taken = [delivery_from(row) for row in connection.execute(_TAKE, given)]
    taken.sort(key=lambda each: (each.next_attempt_at, each.id))
    return tuple(Claim(each, owner, until) for each in taken)


def put_back(database: Database, claim: Claim, now: datetime, *, until: datetime) -> bool:
    """Give the claim back unsent, to be taken from `until` on; False if it was no longer ours."""
    with database.writing() as connection:
        given = {**given_of(claim), "now": now, "until": until}
        return connection.execute(_PUT_BACK, given).rowcount > 0


def withhold(
    database: Database, claim: Claim, now: datetime, reason: str, sequel: Sequel = NO_SEQUEL
) -> bool:
    """Send what was claimed no more, and say why; False, with no sequel, if it was not ours.

    It is cancelled, but for a repeat: that may have been shown already, and so is unknown.
    """
    with database.writing() as connection:
        if sequel.instead:
            stand_in_line(connection)
        given = {**given_of(claim), "now": now, "reason": as_code(reason)}
        is_ours = connection.execute(_WITHHOLD, given).rowcount > 0
        if is_ours:
            follow_up(connection, claim.delivery.id, sequel, now)
    return is_ours


def given_of(claim: Claim) -> dict[str, Any]:
    """The values that `STILL_CLAIMED` speaks of."""
    return {"number": claim.delivery.id, "by": claim.owner, "lease": claim.lease_until}
