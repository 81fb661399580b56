"""Writing down each handing over, before it begins and when it has ended.

An end may be told after the attempt was given up as lost: the truth wins over "unknown". That
something was taken stops even a repeat that is waiting; a repeat under way has its own end.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    Boolean,
    Connection,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.engine import Database
from storage.records.outbox.claiming import STILL_CLAIMED, given_of
from storage.records.outbox.model import (
    NO_SEQUEL,
    OPEN_STATES,
    Attempt,
    Claim,
    DeliveryState,
    Sequel,
)
from storage.records.outbox.queueing import stand_in_line
from storage.records.outbox.rows import NOW, NUMBER, as_code, moment
from storage.records.outbox.telling import follow_up
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

_UNKNOWN = DeliveryState.UNKNOWN.value
_OF = DELIVERY.c
_TRY = DELIVERY_ATTEMPT.c
_LATER = DELIVERY_ATTEMPT.alias("later")
_ATTEMPT: BindParameter[int] = bindparam("attempt")

_BEGIN = (
    update(DELIVERY)
    .where(STILL_CLAIMED, _OF.lease_until > NOW)
    .values(state=DeliveryState.SUBMITTING, lease_until=moment("until"), changed_at=NOW)
    .values(attempts=_OF.attempts + 1)
    .returning(_OF.is_repeat)
)
_WRITE_DOWN = insert(DELIVERY_ATTEMPT).returning(_TRY.id)
_HOW_FAR = select(_OF.state).where(_OF.id == NUMBER).with_for_update()
_WHAT_IS_KNOWN = select(
    or_(_TRY.ended_at.is_(None), _TRY.outcome == _UNKNOWN),
    ~exists().where(_LATER.c.delivery_id == _TRY.delivery_id, _LATER.c.id > _TRY.id),
).where(_TRY.id == _ATTEMPT)
_END = (
    update(DELIVERY_ATTEMPT)
    .where(_TRY.id == _ATTEMPT)
    .values(ended_at=NOW, outcome=bindparam("said"), status=bindparam("answered"))
    .values(retry_after=bindparam("wait"), error=bindparam("code"))
)
_SETTLE = (
    update(DELIVERY)
    .where(_OF.id == NUMBER)
    .values(owner=None, lease_until=None, changed_at=NOW, last_error=bindparam("code"), notice=None)
    .values(state=bindparam("becomes"))
    .values(next_attempt_at=func.coalesce(moment("again_at"), _OF.next_attempt_at))
    .values(is_repeat=func.coalesce(bindparam("repeat", type_=Boolean()), _OF.is_repeat))
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an attempt, and of its delivery, before its end is written down."""

    state: DeliveryState
    is_in_doubt: bool
    is_latest: bool

    def may_settle(self, state: DeliveryState) -> bool:
        """Whether what became of this attempt is what became of the delivery."""
        if self.state is DeliveryState.SUBMITTING:
            return self.is_latest
        is_waiting = self.state in OPEN_STATES or self.state is DeliveryState.UNKNOWN
        return is_waiting and (self.is_latest or state is DeliveryState.SENT)


def begin_attempt(
    database: Database, claim: Claim, run_id: str, now: datetime, *, until: datetime, rows: int = 0
) -> Attempt | None:
    """Write down that the handing over begins; None if the delivery is no longer ours to send.

    From `until` on, an attempt without an end counts as lost. `rows` is how many rows of cases
    are shown if it is taken: an attempt that is lost can say no more of it.
    """
    with database.writing() as connection:
        given = {**given_of(claim), "now": now, "until": until}
        ours = connection.execute(_BEGIN, given).one_or_none()
        if ours is None:
            return None
        row = {"delivery_id": claim.delivery.id, "run_id": run_id, "started_at": now}
        said = {"is_repeat": ours.is_repeat, "rows": rows}
        number = connection.execute(_WRITE_DOWN, {**row, **said}).scalar_one()
    return Attempt(number, claim.delivery.id, run_id, now, **said)


def finish_attempt(
    database: Database,
    attempt: Attempt,
    *,
    state: DeliveryState,
    now: datetime,
    outcome: str,
    status: int | None,
    retry_after: float | None,
    error: str | None,
    next_attempt_at: datetime | None = None,
    is_repeat: bool | None = None,
    sequel: Sequel = NO_SEQUEL,
) -> bool:
    """Write down how the handing over ended; return whether it settles what the delivery is.

    Only what settles it has a sequel. A `next_attempt_at` or `is_repeat` that is not said stays
    as it was when the attempt began.
    """
    code = as_code(error)
    end = {"said": outcome, "answered": status, "wait": retry_after, "code": code, "now": now}
    with database.writing() as connection:
        if sequel.instead:
            stand_in_line(connection)
        known = _known(connection, attempt)
        if known is None or not known.is_in_doubt:
            return False
        connection.execute(_END, {"attempt": attempt.id, **end})
        settles = known.may_settle(state)
        if settles:
            was_repeat = None if outcome == _UNKNOWN else attempt.is_repeat
            repeat = was_repeat if is_repeat is None else is_repeat
            given = {"becomes": state, "again_at": next_attempt_at, "repeat": repeat}
            settled = {"number": attempt.delivery_id, "now": now, "code": code, **given}
            connection.execute(_SETTLE, settled)
            follow_up(connection, attempt.delivery_id, sequel, now)
    return settles


def _known(connection: Connection, attempt: Attempt) -> _Known | None:
    """Return what is known, with the delivery locked; None if both were deleted."""
    state = connection.execute(_HOW_FAR, {"number": attempt.delivery_id}).scalar()
    found = connection.execute(_WHAT_IS_KNOWN, {"attempt": attempt.id}).one_or_none()
    if state is None or found is None:
        return None
    return _Known(DeliveryState(state), *map(bool, found))
