"""Putting deliveries in the outbox, each of them once, whoever tries and however often."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Database
from storage.keys import name_key
from storage.records.outbox.model import OPEN_STATES, DeliveryKind, DeliveryState, NewDelivery
from storage.records.outbox.rows import NOW, NUMBER, as_code, moment
from storage.tables import DELIVERY

# Any number will do that no other lock of this database has; see storage.schema.
_QUEUEING_LOCK = 7_205_003

_REPLACED_BY_THE_NEXT = frozenset({DeliveryKind.WEEKLY_DIGEST, DeliveryKind.MONTHLY_SUMMARY})
_IDENTITY = ("recipient_key", "kind", "period", "about", "channel")
_INSERTED = tuple(DELIVERY.c[name] for name in ("id", *_IDENTITY))
_STATE_OF = select(DELIVERY.c.state).where(
    *(DELIVERY.c[name] == bindparam(name) for name in _IDENTITY)
)
_OF_NO_USE = frozenset({DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.SUPERSEDED})
_ADD = {
    "postgresql": postgresql.insert(DELIVERY).on_conflict_do_nothing().returning(*_INSERTED),
    "sqlite": sqlite.insert(DELIVERY).on_conflict_do_nothing().returning(*_INSERTED),
}
_SUPERSEDE = (
    update(DELIVERY)
    .where(
        DELIVERY.c.recipient_key == bindparam("whose"),
        DELIVERY.c.kind == bindparam("what"),
        DELIVERY.c.period < bindparam("newer"),
        DELIVERY.c.about == bindparam("regarding"),
        DELIVERY.c.channel == bindparam("by"),
        or_(*(DELIVERY.c.state == state for state in sorted(OPEN_STATES))),  # IN takes one row
    )
    .values(state=DeliveryState.SUPERSEDED, owner=None, lease_until=None, changed_at=NOW)
)

_REOPEN = (
    update(DELIVERY)
    .where(DELIVERY.c.id == NUMBER, DELIVERY.c.state == DeliveryState.CANCELLED)
    .values(state=DeliveryState.QUEUED, is_late=True, last_error=None, notice=None)
    .values(next_attempt_at=NOW, changed_at=NOW, run_id=bindparam("run"))
    .values(useful_until=moment("useful"))
)

_Row: TypeAlias = Mapping[str, Any]


def queue_deliveries(
    database: Database, new: Iterable[NewDelivery], now: datetime
) -> tuple[int, ...]:
    """Queue what is not there yet; return the numbers of the rows that were added.

    A digest or summary takes the place of earlier periods that have not been handed over.
    """
    with database.writing() as connection:
        return queue_on(connection, new, now)


def queue_on(connection: Connection, new: Iterable[NewDelivery], now: datetime) -> tuple[int, ...]:
    """Queue within a transaction what is not there yet; return the numbers of what was added."""
    added = _added(connection, [_row(each, now, DeliveryState.QUEUED) for each in new])
    replaced = [{**each, "now": now} for each in _may_replace(added)]
    if replaced:
        connection.execute(_SUPERSEDE, replaced)
    return tuple(sorted(row.id for row in added))


def reopen_delivery(database: Database, number: int, new: NewDelivery, now: datetime) -> bool:
    """Queue a cancelled delivery once more, as late; False if it is cancelled no longer."""
    given = {"number": number, "now": now, "useful": new.useful_until, "run": new.run_id}
    with database.writing() as connection:
        return connection.execute(_REOPEN, given).rowcount > 0


def queue_first_of(connection: Connection, ways: Iterable[NewDelivery], now: datetime) -> bool:
    """Queue the first of the ways that has not been given up; False if there is none.

    One that stands in the outbox already, and may still arrive or has, is as good as a new one.
    """
    for way in ways:
        if queue_on(connection, (way,), now):
            return True
        identity = {name: _row(way, now, DeliveryState.QUEUED)[name] for name in _IDENTITY}
        if connection.execute(_STATE_OF, identity).scalar() not in _OF_NO_USE:
            return True
    return False


def stand_in_line(connection: Connection) -> None:
    """Let one transaction at a time queue: two in different orders would wait for each other.

    One that locks a row of the outbox, and queues after that, stands in line before it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _QUEUEING_LOCK})


def queue_cancelled(
    database: Database, new: Iterable[NewDelivery], now: datetime, reason: str
) -> tuple[int, ...]:
    """Note what is not to be sent, and why, so that it is not queued later either."""
    rows = [_row(each, now, DeliveryState.CANCELLED, reason) for each in new]
    with database.writing() as connection:
        return tuple(sorted(row.id for row in _added(connection, rows)))


def _added(connection: Connection, rows: list[_Row]) -> list[Any]:
    if not rows:
        return []
    stand_in_line(connection)
    return list(connection.execute(_ADD[connection.dialect.name], rows))


def _may_replace(added: list[Any]) -> Iterator[_Row]:
    names = ("whose", "what", "newer", "regarding", "by")
    for _number, *identity in added:
        if identity[1] in _REPLACED_BY_THE_NEXT:
            yield dict(zip(names, identity, strict=True))


def _row(new: NewDelivery, now: datetime, state: DeliveryState, reason: str | None = None) -> _Row:
    return {
        "recipient_key": name_key(new.recipient),
        "kind": new.kind,
        "period": new.period,
        "about": new.about,
        "channel": new.channel,
        "on_behalf_of_key": name_key(new.on_behalf_of) or None,
        "state": state,
        "queued_at": now,
        "send_from": new.send_from,
        "useful_until": new.useful_until,
        "next_attempt_at": new.send_from,
        "attempts": 0,
        "is_late": new.is_late,
        "is_repeat": new.is_repeat,
        "run_id": new.run_id,
        "last_error": as_code(reason),
        "changed_at": now,
    }
