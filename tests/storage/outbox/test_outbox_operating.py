"""What whoever sees to the outbox sees and may do."""

from collections import Counter
from itertools import product

import pytest
from clearing_terms import clear_only
from outbox_rows import (
    EVERYTHING,
    LEASE,
    MINUTE,
    NOW,
    begun,
    claims,
    delivery,
    finished,
    queued,
    states,
    weekly,
)
from sqlalchemy import select, update

from storage.engine import Database
from storage.records.clearing import Kept
from storage.records.outbox import (
    Channel,
    DeliveriesWanted,
    DeliveryKind,
    DeliveryState,
    cancel_delivery,
    deliveries,
    delivery_by_id,
    hold_channel,
    lost_submissions,
    outbox_figures,
    retry_delivery,
)
from storage.tables import DELIVERY, DELIVERY_ATTEMPT

CAN_BE_RETRIED = {"failed", "unknown", "cancelled", "retry"}
CAN_BE_CANCELLED = {"queued", "claimed", "retry", "unknown"}
CAN_BE_FORGOTTEN = {"sent", "failed", "cancelled", "superseded", "unknown"}


def in_state(database: Database, state: DeliveryState) -> int:
    (number,) = queued(database)
    change = update(DELIVERY).where(DELIVERY.c.id == number).values(state=state)
    with database.writing() as connection:
        connection.execute(change)
    return number


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_is_not_on_its_way_can_be_sent_again(
    database: Database, state: DeliveryState
) -> None:
    number = in_state(database, state)
    may = state in CAN_BE_RETRIED
    assert retry_delivery(database, number, NOW + MINUTE) is may
    row = delivery(database, number)
    assert row.state is (DeliveryState.RETRY if may else state)
    assert row.next_attempt_at == (NOW + MINUTE if may else NOW)
    assert row.is_repeat is (state is DeliveryState.UNKNOWN)


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_has_not_been_handed_over_can_be_taken_away(
    database: Database, state: DeliveryState
) -> None:
    number = in_state(database, state)
    may = state in CAN_BE_CANCELLED
    assert cancel_delivery(database, number, NOW, "by_operator") is may
    row = delivery(database, number)
    assert row.state is (DeliveryState.CANCELLED if may else state)
    assert row.last_error == ("by_operator" if may else None)


def test_what_was_once_unknown_stays_a_possible_repeat_when_it_was_taken_away_between(
    database: Database,
) -> None:
    (number,) = queued(database)
    begun(database)
    lost_submissions(database, NOW + LEASE, resend=False)
    cancel_delivery(database, number, NOW, "by_operator")
    assert retry_delivery(database, number, NOW)
    assert delivery(database, number).is_repeat


def test_a_delivery_that_is_not_there_is_neither_retried_nor_cancelled(database: Database) -> None:
    assert delivery_by_id(database, 17) is None
    assert not retry_delivery(database, 17, NOW)
    assert not cancel_delivery(database, 17, NOW, "by_operator")


def test_deliveries_are_listed_by_what_is_asked_the_newest_first(database: Database) -> None:
    first, second = queued(database, weekly(1), weekly(2, channel=Channel.MAIL))
    (third,) = queued(database, weekly(1, kind=DeliveryKind.REMINDER, period="2026-11-23"))
    (fourth,) = queued(database, weekly(3, send_from=NOW + LEASE), at=NOW + MINUTE)
    claims(database, channels=[Channel.MAIL])

    def found(**wanted: object) -> list[int]:
        return [each.id for each in deliveries(database, DeliveriesWanted(**wanted))]  # type: ignore[arg-type]  # mixed kinds by name

    assert found() == [fourth, third, second, first]
    assert found(states=[DeliveryState.CLAIMED, DeliveryState.SENT]) == [second]
    assert found(kinds=[DeliveryKind.REMINDER]) == [third]
    assert found(channel=Channel.MAIL) == [second]
    assert found(recipient="PERSON1@exempelkommun.example") == [third, first]
    assert found(period="2026-W48") == [fourth, second, first]
    assert found(period="2026-W48", channel=Channel.TEAMS, recipient="nobody") == []
    assert [each.id for each in deliveries(database, EVERYTHING, most=2)] == [fourth, third]


def test_figures_count_every_state_and_tell_the_oldest_that_is_due(database: Database) -> None:
    empty = outbox_figures(database, NOW)
    assert set(empty.numbers) == set(product(Channel, DeliveryKind, DeliveryState))
    assert (sum(empty.numbers.values()), empty.oldest_due_at) == (0, None)
    queued(database, weekly(1), weekly(2, send_from=NOW - MINUTE), weekly(3, send_from=NOW + LEASE))
    figures = outbox_figures(database, NOW)
    sort = (Channel.TEAMS, DeliveryKind.WEEKLY_DIGEST, DeliveryState.QUEUED)
    assert +Counter(figures.numbers) == {sort: 3}
    assert figures.oldest_due_at == NOW - MINUTE


def test_what_is_claimed_or_held_is_still_due_and_what_has_begun_is_not(
    database: Database,
) -> None:
    queued(database)
    hold_channel(database, Channel.TEAMS, NOW + MINUTE, NOW)
    assert outbox_figures(database, NOW).oldest_due_at == NOW
    begun(database, at=NOW + MINUTE)
    assert outbox_figures(database, NOW + MINUTE).oldest_due_at is None


@pytest.mark.parametrize("state", DeliveryState)
def test_what_was_settled_long_ago_is_forgotten(database: Database, state: DeliveryState) -> None:
    in_state(database, state)
    assert clear_only(database, Kept.DELIVERIES, NOW) == 0
    goes = state in CAN_BE_FORGOTTEN
    assert clear_only(database, Kept.DELIVERIES, NOW + MINUTE) == goes
    assert len(states(database)) == 1 - goes


def test_what_nobody_could_send_is_forgotten_when_it_has_long_been_of_no_use(
    database: Database,
) -> None:
    queued(database, weekly(useful_until=NOW + MINUTE))
    assert clear_only(database, Kept.DELIVERIES, NOW + MINUTE) == 0
    assert clear_only(database, Kept.DELIVERIES, NOW + LEASE) == 1


def test_attempts_are_forgotten_with_their_delivery(database: Database) -> None:
    queued(database)
    finished(database, begun(database))
    clear_only(database, Kept.DELIVERIES, NOW + MINUTE)
    with database.reading() as connection:
        assert connection.execute(select(DELIVERY_ATTEMPT)).all() == []


def test_attempts_have_no_room_for_personal_data() -> None:
    names = {column.name for column in DELIVERY_ATTEMPT.columns}
    assert names == {
        *("id", "delivery_id", "run_id", "started_at", "ended_at"),
        *("outcome", "status", "retry_after", "error", "is_repeat", "rows"),
    }
