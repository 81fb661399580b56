"""What stands in the outbox, for whoever sees to it and for the figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy import ColumnElement, func, select

from storage.engine import Database
from storage.keys import name_key
from storage.records.outbox.model import (
    OPEN_STATES,
    Attempt,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
)
from storage.records.outbox.rows import ATTEMPT_COLUMNS, COLUMNS, NOW, NUMBER, delivery_from
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

_OF = DELIVERY.c
_NEWEST_FIRST = select(*COLUMNS).order_by(_OF.queued_at.desc(), _OF.id.desc())
_ONE = select(*COLUMNS).where(_OF.id == NUMBER)
_ATTEMPTS = (
    select(*ATTEMPT_COLUMNS)
    .where(DELIVERY_ATTEMPT.c.delivery_id == NUMBER)
    .order_by(DELIVERY_ATTEMPT.c.id)
)
_IN_THE_OUTBOX = select(_OF.channel, _OF.kind, _OF.state, func.count()).group_by(
    _OF.channel, _OF.kind, _OF.state
)
_OLDEST_DUE = select(func.min(_OF.next_attempt_at)).where(
    _OF.state.in_(sorted(OPEN_STATES)), _OF.next_attempt_at <= NOW
)


@dataclass(frozen=True, slots=True)
class DeliveriesWanted:
    """Which deliveries to list; what is empty asks for all."""

    states: Collection[DeliveryState] = ()
    kinds: Collection[DeliveryKind] = ()
    channel: Channel | None = None
    recipient: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How many deliveries there are of each sort, and since when the oldest is due, unbegun.

    Every channel, kind and state is there together, also what there is none of.
    """

    numbers: Mapping[tuple[Channel, DeliveryKind, DeliveryState], int]
    oldest_due_at: datetime | None


def deliveries(
    database: Database, wanted: DeliveriesWanted, *, most: int | None = None, skip: int = 0
) -> tuple[Delivery, ...]:
    """Return the deliveries that are wanted, the one queued last first."""
    query = _NEWEST_FIRST.where(*_conditions(wanted)).limit(most).offset(skip or None)
    with database.reading() as connection:
        return tuple(map(delivery_from, connection.execute(query)))


def delivery_by_id(database: Database, number: int) -> Delivery | None:
    """Return the delivery with this number."""
    with database.reading() as connection:
        row = connection.execute(_ONE, {"number": number}).one_or_none()
    return None if row is None else delivery_from(row)


def attempts_of(database: Database, number: int) -> tuple[Attempt, ...]:
    """Return the attempts at the delivery in the order in which they began."""
    with database.reading() as connection:
        rows = connection.execute(_ATTEMPTS, {"number": number}).all()
    return tuple(Attempt(*row) for row in rows)


def outbox_figures(database: Database, now: datetime) -> OutboxFigures:
    """Return how the outbox stands at `now` (aware)."""
    with database.reading() as connection:
        found = {tuple(sort): number for *sort, number in connection.execute(_IN_THE_OUTBOX)}
        oldest = connection.execute(_OLDEST_DUE, {"now": now}).scalar()
    sorts = product(Channel, DeliveryKind, DeliveryState)
    return OutboxFigures({sort: found.get(sort, 0) for sort in sorts}, oldest)


def _conditions(wanted: DeliveriesWanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.states:
        conditions.append(_OF.state.in_(sorted(wanted.states)))
    if wanted.kinds:
        conditions.append(_OF.kind.in_(sorted(wanted.kinds)))
    if wanted.channel is not None:
        conditions.append(_OF.channel == wanted.channel)
    if wanted.recipient is not None:
        conditions.append(_OF.recipient_key == name_key(wanted.recipient))
    if wanted.period is not None:
        conditions.append(_OF.period == wanted.period)
    return conditions
