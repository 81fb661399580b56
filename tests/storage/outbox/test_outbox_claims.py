"""A delivery is one process's at a time, for as long as its lease lasts."""

from datetime import timedelta

import pytest
from outbox_rows import (
    LEASE,
    MINUTE,
    NOW,
    begun,
    claims,
    finished,
    queued,
    states,
    the_only_one,
    weekly,
)

from storage.engine import Database
from storage.records.outbox import (
    Channel,
    DeliveryKind,
    DeliveryState,
    attempts_of,
    begin_attempt,
    cancel_delivery,
    claim_deliveries,
    forget_impossible_holds,
    held_until,
    hold_channel,
    put_back,
    withhold,
)

INSTANT = timedelta(microseconds=1)


def test_what_is_due_is_claimed_by_one(database: Database) -> None:
    (number,) = queued(database)
    (claim,) = claims(database)
    assert (claim.delivery.id, claim.owner, claim.lease_until) == (number, "one", NOW + LEASE)
    assert claim.delivery.state is DeliveryState.CLAIMED
    assert claims(database, "two") == ()


def test_nothing_is_claimed_before_its_time(database: Database) -> None:
    queued(database, weekly(send_from=NOW + MINUTE))
    assert claims(database, at=NOW + MINUTE - INSTANT) == ()
    assert len(claims(database, at=NOW + MINUTE)) == 1


def test_the_oldest_are_claimed_first_and_no_more_than_asked_for(database: Database) -> None:
    numbers = queued(database, *(weekly(each, send_from=NOW - each * MINUTE) for each in range(5)))
    by_age = [numbers[each] for each in (4, 3, 2, 1, 0)]
    assert [each.delivery.id for each in claims(database, most=2)] == by_age[:2]
    assert [each.delivery.id for each in claims(database, "two")] == by_age[2:]


def test_only_the_channels_asked_for_are_claimed(database: Database) -> None:
    queued(database, weekly(channel=Channel.TEAMS), weekly(channel=Channel.MAIL))
    assert claims(database, channels=()) == ()
    (claim,) = claims(database, channels=[Channel.MAIL])
    assert claim.delivery.channel is Channel.MAIL


def test_only_the_kinds_asked_for_are_claimed(database: Database) -> None:
    queued(database, weekly(), weekly(kind=DeliveryKind.MONTHLY_SUMMARY, period="2026-10"))
    terms = {"lease": LEASE, "most": 9, "channels": tuple(Channel)}
    assert claim_deliveries(database, "one", NOW, kinds=(), **terms) == ()  # type: ignore[arg-type]  # mixed kinds by name
    (claim,) = claim_deliveries(
        database,
        "one",
        NOW,
        kinds={DeliveryKind.MONTHLY_SUMMARY},
        **terms,  # type: ignore[arg-type]  # so too
    )
    assert claim.delivery.kind is DeliveryKind.MONTHLY_SUMMARY


def test_a_claim_whose_lease_has_run_out_is_anothers_to_take(database: Database) -> None:
    queued(database)
    (lost,) = claims(database)
    assert claims(database, "two", NOW + LEASE - INSTANT) == ()
    (taken,) = claims(database, "two", NOW + LEASE)
    assert taken.owner == "two"
    assert begin_attempt(database, lost, "run", NOW + LEASE, until=NOW + 2 * LEASE) is None
    assert begin_attempt(database, taken, "run", NOW + LEASE, until=NOW + 2 * LEASE)


def test_a_claim_is_of_no_use_after_its_lease_though_nobody_took_it(database: Database) -> None:
    queued(database)
    (claim,) = claims(database)
    assert begin_attempt(database, claim, "run", NOW + LEASE, until=NOW + 2 * LEASE) is None
    assert attempts_of(database, claim.delivery.id) == ()


def test_an_earlier_claim_by_the_same_process_is_not_the_present_one(database: Database) -> None:
    queued(database)
    (first,) = claims(database)
    (second,) = claims(database, at=NOW + LEASE)
    assert begin_attempt(database, first, "run", NOW + LEASE, until=NOW + 2 * LEASE) is None
    assert not put_back(database, first, NOW + LEASE, until=NOW + LEASE)
    assert not withhold(database, first, NOW + LEASE, "gone")
    assert begin_attempt(database, second, "run", NOW + LEASE, until=NOW + 2 * LEASE)


def test_what_is_put_back_waits_until_its_moment(database: Database) -> None:
    queued(database)
    (claim,) = claims(database)
    assert put_back(database, claim, NOW, until=NOW + MINUTE)
    assert the_only_one(database).state is DeliveryState.QUEUED
    assert claims(database, "two", NOW) == ()
    (again,) = claims(database, "two", NOW + MINUTE)
    assert again.delivery.attempts == 0


def test_what_is_withheld_has_its_reason_and_is_not_sent(database: Database) -> None:
    queued(database)
    (claim,) = claims(database)
    assert withhold(database, claim, NOW + MINUTE, "no_right")
    row = the_only_one(database)
    assert (row.state, row.last_error) == (DeliveryState.CANCELLED, "no_right")
    assert row.changed_at == NOW + MINUTE
    assert claims(database, at=NOW + LEASE) == ()


def test_what_an_operator_has_taken_away_is_not_begun(database: Database) -> None:
    (number,) = queued(database)
    (claim,) = claims(database)
    assert cancel_delivery(database, number, NOW, "by_operator")
    assert begin_attempt(database, claim, "run", NOW, until=NOW + LEASE) is None
    assert not put_back(database, claim, NOW, until=NOW)
    assert states(database) == {number: DeliveryState.CANCELLED}


def test_a_delivery_under_way_or_sent_is_not_claimed(database: Database) -> None:
    queued(database)
    attempt = begun(database)
    assert claims(database, "two", NOW + 10 * LEASE) == ()
    finished(database, attempt)
    assert claims(database, "two", NOW + 10 * LEASE) == ()


def test_a_retry_is_claimed_at_its_moment(database: Database) -> None:
    queued(database)
    finished(database, begun(database), DeliveryState.RETRY, next_attempt_at=NOW + 5 * MINUTE)
    assert claims(database, at=NOW + 4 * MINUTE) == ()
    (claim,) = claims(database, at=NOW + 5 * MINUTE)
    assert claim.delivery.attempts == 1


def test_nothing_is_claimed_by_a_channel_that_is_held(database: Database) -> None:
    queued(database, weekly(), weekly(channel=Channel.MAIL))
    hold_channel(database, Channel.TEAMS, NOW + MINUTE, NOW)
    assert [each.delivery.channel for each in claims(database)] == [Channel.MAIL]
    assert [each.delivery.channel for each in claims(database, at=NOW + MINUTE)] == [Channel.TEAMS]


@pytest.mark.parametrize("second", [NOW + MINUTE, NOW + 3 * MINUTE])
def test_a_hold_only_moves_later(database: Database, second: object) -> None:
    first = NOW + 2 * MINUTE
    hold_channel(database, Channel.TEAMS, first, NOW)
    hold_channel(database, Channel.TEAMS, second, NOW)  # type: ignore[arg-type]  # a datetime
    assert held_until(database, Channel.TEAMS, NOW) == max(first, second)


@pytest.mark.parametrize("ahead", [timedelta(days=1, hours=2), timedelta(days=4000)])
def test_a_hold_that_only_a_wrong_clock_can_have_set_holds_nobody(
    database: Database, ahead: timedelta
) -> None:
    queued(database, weekly())
    hold_channel(database, Channel.TEAMS, NOW + ahead, NOW + ahead - MINUTE)
    assert held_until(database, Channel.TEAMS, NOW) is None
    assert len(claims(database)) == 1
    hold_channel(database, Channel.TEAMS, NOW + MINUTE, NOW)
    assert held_until(database, Channel.TEAMS, NOW) == NOW + MINUTE


def test_nobody_is_held_for_longer_than_a_day(database: Database) -> None:
    hold_channel(database, Channel.TEAMS, NOW + timedelta(days=9), NOW)
    assert held_until(database, Channel.TEAMS, NOW) == NOW + timedelta(days=1)


def test_a_hold_of_a_wrong_clock_does_not_come_into_force_later(database: Database) -> None:
    wrong = NOW + timedelta(days=3)
    hold_channel(database, Channel.TEAMS, wrong, wrong)
    assert forget_impossible_holds(database, NOW) == 1
    assert held_until(database, Channel.TEAMS, wrong - MINUTE) is None
    hold_channel(database, Channel.TEAMS, NOW + MINUTE, NOW)
    assert forget_impossible_holds(database, NOW) == 0


def test_a_hold_is_over_at_its_moment(database: Database) -> None:
    hold_channel(database, Channel.TEAMS, NOW + MINUTE, NOW)
    assert held_until(database, Channel.TEAMS, NOW + MINUTE - INSTANT) == NOW + MINUTE
    assert held_until(database, Channel.TEAMS, NOW + MINUTE) is None
    assert held_until(database, Channel.MAIL, NOW) is None
