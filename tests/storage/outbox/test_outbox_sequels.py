"""What follows when a delivery is given up is settled with it: another way, or that it is told."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
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
    weekly,
)

from storage.engine import Database
from storage.errors import StorageError
from storage.records.outbox import (
    Attempt,
    Channel,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    Sequel,
    attempts_of,
    begin_attempt,
    cancel_delivery,
    deliveries,
    lost_submissions,
    overdue_submissions,
    retry_delivery,
    tell_in,
    told_by,
    withhold,
)

FAILED, UNKNOWN = DeliveryState.FAILED, DeliveryState.UNKNOWN
QUEUED, SENT = DeliveryState.QUEUED, DeliveryState.SENT
BY_MAIL = weekly(channel=Channel.MAIL)
DEPUTY = weekly(2, on_behalf_of=BY_MAIL.recipient)
BOTH = Sequel((BY_MAIL, DEPUTY))
QUARTER = timedelta(minutes=15)


def notice(period: str = "p1", person: int = 9) -> NewDelivery:
    """A notice that nobody sends in these tests."""
    later = NOW + timedelta(days=1)
    return weekly(person, kind=DeliveryKind.FAILURE_NOTICE, period=period, send_from=later)


def told(database: Database, period: str, at: datetime = NOW) -> list[int]:
    """What the notice of this period tells of, if it was time for one."""
    tell_in(database, [notice(period)], at, at_most_every=QUARTER)
    return [each.id for each in told_by(database, period)]


def given_up(
    database: Database, attempt: Attempt, sequel: Sequel, state: DeliveryState = FAILED, **said: Any
) -> bool:
    return finished(database, attempt, state, error="blocked", sequel=sequel, **said)


def rows(database: Database) -> dict[tuple[str, Channel], DeliveryState]:
    return {(each.recipient, each.channel): each.state for each in deliveries(database, EVERYTHING)}


def test_the_first_way_is_queued_with_the_end_and_nobody_is_told(database: Database) -> None:
    queued(database)
    assert given_up(database, begun(database), BOTH)
    assert rows(database) == {
        (BY_MAIL.recipient, Channel.TEAMS): FAILED,
        (BY_MAIL.recipient, Channel.MAIL): QUEUED,
    }
    assert told(database, "p1") == []


@pytest.mark.parametrize("end", ["failed", "cancelled", "superseded"])
def test_a_way_that_was_given_up_is_passed_over(database: Database, end: str) -> None:
    (letter,) = queued(database, replace(BY_MAIL, send_from=NOW - MINUTE))
    if end == "failed":
        given_up(database, begun(database), Sequel())
    elif end == "cancelled":
        cancel_delivery(database, letter, NOW, "by_operator")
    else:
        queued(database, replace(BY_MAIL, period="2026-W49", send_from=NOW + LEASE))
    queued(database)
    given_up(database, begun(database), BOTH)
    assert rows(database)[DEPUTY.recipient, Channel.TEAMS] is QUEUED
    assert told(database, "p1") == []


@pytest.mark.parametrize("end", [SENT, UNKNOWN, DeliveryState.RETRY])
def test_a_way_that_is_open_or_has_arrived_is_way_enough(
    database: Database, end: DeliveryState
) -> None:
    queued(database, replace(BY_MAIL, send_from=NOW - MINUTE))
    finished(database, begun(database), end, next_attempt_at=NOW + LEASE)
    queued(database)
    given_up(database, begun(database), BOTH)
    assert (DEPUTY.recipient, Channel.TEAMS) not in rows(database)
    assert told(database, "p1") == []


def test_where_no_way_is_left_it_is_told(database: Database) -> None:
    (letter,) = queued(database, BY_MAIL)
    cancel_delivery(database, letter, NOW, "by_operator")
    (number,) = queued(database)
    given_up(database, begun(database), Sequel((BY_MAIL,)))
    assert told(database, "p1") == [number]


def test_an_end_that_settles_nothing_has_no_sequel(database: Database) -> None:
    (number,) = queued(database)
    first = begun(database)
    lost_submissions(database, NOW + LEASE, resend=True)
    finished(database, begun(database, "two", NOW + LEASE))
    assert not given_up(database, first, replace(BOTH, tells=True))
    assert rows(database) == {(BY_MAIL.recipient, Channel.TEAMS): SENT}
    assert delivery(database, number).state is SENT
    assert told(database, "p1") == []


def test_what_cannot_be_queued_leaves_the_end_unwritten(database: Database) -> None:
    (number,) = queued(database)
    attempt = begun(database)
    impossible = replace(BY_MAIL, period=None)  # type: ignore[arg-type]  # no row can be without
    with pytest.raises(StorageError):
        given_up(database, attempt, Sequel((impossible,)))
    assert delivery(database, number).state is DeliveryState.SUBMITTING
    assert attempts_of(database, number)[0].ended_at is None


def test_what_is_withheld_may_have_a_sequel_too(database: Database) -> None:
    queued(database, DEPUTY)
    (claim,) = claims(database)
    assert withhold(database, claim, NOW, "no_right", Sequel((BY_MAIL,)))
    assert rows(database) == {
        (DEPUTY.recipient, Channel.TEAMS): DeliveryState.CANCELLED,
        (BY_MAIL.recipient, Channel.MAIL): QUEUED,
    }
    assert not withhold(database, claim, NOW, "no_right", Sequel((weekly(3),), tells=True))
    assert len(rows(database)) == 2


def test_a_repeat_that_is_withheld_is_unknown_and_not_cancelled(database: Database) -> None:
    (number,) = queued(database)
    begun(database)
    lost_submissions(database, NOW + LEASE, resend=True)
    (claim,) = claims(database, at=NOW + LEASE)
    assert withhold(database, claim, NOW + LEASE, "too_late", Sequel(tells=True))
    row = delivery(database, number)
    assert (row.state, row.last_error) == (UNKNOWN, "too_late")
    assert told(database, "p1") == [number]


def test_a_failure_is_told_once_and_the_next_after_a_while_in_the_next_notice(
    database: Database,
) -> None:
    first, second = queued(database, weekly(1), weekly(2, send_from=NOW + MINUTE))
    given_up(database, begun(database), Sequel(tells=True))
    assert told(database, "p1") == [first]
    given_up(database, begun(database, at=NOW + MINUTE), Sequel(tells=True))
    assert told(database, "p2", NOW + QUARTER - MINUTE) == []
    assert told(database, "p2", NOW + QUARTER) == [second]
    assert [each.id for each in told_by(database, "p1")] == [first]
    assert told(database, "p3", NOW + 2 * QUARTER) == []


def test_where_there_is_nobody_to_tell_it_waits_for_somebody(database: Database) -> None:
    (number,) = queued(database)
    given_up(database, begun(database), Sequel(tells=True))
    assert tell_in(database, (), NOW, at_most_every=QUARTER) == ()
    assert told(database, "p1") == [number]


def test_what_has_been_seen_to_is_not_told(database: Database) -> None:
    retried, cancelled = queued(database, weekly(1), weekly(2, send_from=NOW + MINUTE))
    terms = {"state": UNKNOWN, "sequel": Sequel(tells=True)}
    given_up(database, begun(database), **terms)  # type: ignore[arg-type]  # mixed kinds by name
    given_up(database, begun(database, at=NOW + MINUTE), **terms)  # type: ignore[arg-type]  # so too
    assert told(database, "p1") == [retried, cancelled]
    retry_delivery(database, retried, NOW)
    cancel_delivery(database, cancelled, NOW, "by_operator")
    assert told_by(database, "p1") == ()
    assert told(database, "p2", NOW + QUARTER) == []


@pytest.mark.parametrize("resend", [True, False])
def test_what_was_lost_is_told_where_it_is_not_sent_again(database: Database, resend: bool) -> None:
    (number,) = queued(database)
    begun(database)
    lost_submissions(database, NOW + LEASE, resend=resend)
    assert told(database, "p1") == ([] if resend else [number])


def test_a_notice_that_fails_gives_no_notice(database: Database) -> None:
    queued(database, replace(notice("p0"), send_from=NOW))
    given_up(database, begun(database), Sequel(tells=True))
    assert told(database, "p1", NOW + QUARTER) == []


def test_what_is_overdue_is_known_with_the_rows_it_shows(database: Database) -> None:
    queued(database)
    (claim,) = claims(database)
    assert begin_attempt(database, claim, "run", NOW, until=NOW + LEASE, rows=7)
    assert overdue_submissions(database, NOW + LEASE - MINUTE) == ()
    (overdue,) = overdue_submissions(database, NOW + LEASE)
    assert (overdue.delivery.id, overdue.rows) == (claim.delivery.id, 7)
    assert lost_submissions(database, NOW + LEASE, resend=True, among=()) == ()
    assert len(lost_submissions(database, NOW + LEASE, resend=True, among=[overdue.delivery.id]))
    assert overdue_submissions(database, NOW + LEASE) == ()


def test_what_is_sent_again_by_hand_is_of_use_for_a_day_and_late(database: Database) -> None:
    soon, later = queued(
        database, weekly(1, useful_until=NOW), weekly(2, useful_until=NOW + 2 * timedelta(days=1))
    )
    for claim in claims(database):
        withhold(database, claim, NOW, "too_late")
    for number in (soon, later):
        retry_delivery(database, number, NOW + MINUTE)
    rows = [delivery(database, number) for number in (soon, later)]
    assert [row.useful_until - NOW for row in rows] == [
        timedelta(days=1, minutes=1),
        timedelta(days=2),
    ]
    assert [row.is_late for row in rows] == [True, True]
