"""Deliveries for the tests, and the steps that each of them goes through."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.engine import Database
from storage.records.outbox import (
    Attempt,
    Channel,
    Claim,
    DeliveriesWanted,
    Delivery,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    begin_attempt,
    claim_deliveries,
    deliveries,
    delivery_by_id,
    finish_attempt,
    queue_deliveries,
)

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # Monday, seven o'clock in Sweden
MINUTE = timedelta(minutes=1)
LEASE = 2 * MINUTE
EVERYTHING = DeliveriesWanted()


def weekly(person: int = 1, **said: Any) -> NewDelivery:
    facts = {
        "recipient": f"person{person}@exempelkommun.example",
        "kind": DeliveryKind.WEEKLY_DIGEST,
        "period": "2026-W48",
        "channel": Channel.TEAMS,
        "send_from": NOW,
        "useful_until": NOW + timedelta(days=6),
        "run_id": "run-1",
    }
    return NewDelivery(**(facts | said))


def queued(database: Database, *new: NewDelivery, at: datetime = NOW) -> tuple[int, ...]:
    return queue_deliveries(database, new or [weekly()], at)


def claims(
    database: Database,
    owner: str = "one",
    at: datetime = NOW,
    *,
    most: int = 100,
    channels: Iterable[Channel] = tuple(Channel),
) -> tuple[Claim, ...]:
    return claim_deliveries(database, owner, at, lease=LEASE, most=most, channels=tuple(channels))


def begun(database: Database, owner: str = "one", at: datetime = NOW) -> Attempt:
    """Take the only delivery that is due and begin to hand it over."""
    (claim,) = claims(database, owner, at)
    attempt = begin_attempt(database, claim, "run-1", at, until=at + LEASE)
    assert attempt is not None
    return attempt


def finished(
    database: Database,
    attempt: Attempt,
    state: DeliveryState = DeliveryState.SENT,
    at: datetime = NOW,
    **said: Any,
) -> bool:
    terms: dict[str, Any] = {"outcome": state.value, "status": 201, "retry_after": None}
    terms |= {"error": None} | said
    return finish_attempt(database, attempt, state=state, now=at, **terms)


def delivery(database: Database, number: int) -> Delivery:
    found = delivery_by_id(database, number)
    assert found is not None
    return found


def the_only_one(database: Database) -> Delivery:
    (found,) = deliveries(database, EVERYTHING)
    return found


def states(database: Database) -> dict[int, DeliveryState]:
    return {each.id: each.state for each in reversed(deliveries(database, EVERYTHING))}
