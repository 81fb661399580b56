"""An attempt is written down before the call, and its end whenever that becomes known."""

import pytest
from clearing_terms import clear_only
from outbox_rows import (
    LEASE,
    MINUTE,
    NOW,
    begun,
    claims,
    delivery,
    finished,
    queued,
    the_only_one,
    weekly,
)

from storage.engine import Database
from storage.records.clearing import Kept
from storage.records.outbox import (
    OPEN_STATES,
    Attempt,
    DeliveryState,
    attempts_of,
    begin_attempt,
    cancel_delivery,
    lost_submissions,
    retry_delivery,
)

LATER = NOW + LEASE
SENT, RETRY = DeliveryState.SENT, DeliveryState.RETRY
UNKNOWN, FAILED = DeliveryState.UNKNOWN, DeliveryState.FAILED


def given_up(database: Database, *, resend: bool = True) -> Attempt:
    """An attempt at the only delivery that has lasted too long."""
    queued(database)
    attempt = begun(database)
    assert len(lost_submissions(database, LATER, resend=resend)) == 1
    return attempt


def test_an_attempt_stands_in_the_database_before_it_is_made(database: Database) -> None:
    (number,) = queued(database)
    attempt = begun(database)
    assert attempts_of(database, number) == (attempt,)
    assert (attempt.run_id, attempt.started_at, attempt.ended_at) == ("run-1", NOW, None)
    row = delivery(database, number)
    assert (row.state, row.attempts) == (DeliveryState.SUBMITTING, 1)


def test_a_claim_gives_one_attempt(database: Database) -> None:
    queued(database)
    (claim,) = claims(database)
    assert begin_attempt(database, claim, "run", NOW, until=LATER)
    assert begin_attempt(database, claim, "run", NOW, until=LATER) is None


def test_the_end_of_an_attempt_is_written_down(database: Database) -> None:
    (number,) = queued(database)
    told = {"outcome": "retry_later", "status": 429, "retry_after": 30.5, "error": "busy"}
    again = NOW + 5 * MINUTE
    assert finished(database, begun(database), RETRY, NOW + MINUTE, next_attempt_at=again, **told)
    (attempt,) = attempts_of(database, number)
    assert attempt.ended_at == NOW + MINUTE
    assert (attempt.outcome, attempt.status) == ("retry_later", 429)
    assert (attempt.retry_after, attempt.error) == (30.5, "busy")
    row = delivery(database, number)
    assert (row.state, row.next_attempt_at, row.last_error) == (RETRY, again, "busy")


def test_what_was_sent_in_the_end_has_no_error_left(database: Database) -> None:
    (number,) = queued(database)
    finished(database, begun(database), RETRY, error="busy", next_attempt_at=LATER)
    finished(database, begun(database, at=LATER), SENT, LATER)
    row = delivery(database, number)
    assert (row.state, row.attempts, row.last_error) == (SENT, 2, None)
    assert [each.error for each in attempts_of(database, number)] == ["busy", None]


@pytest.mark.parametrize(
    "said", ["550 5.1.1 asa.holm@x.se: no such user", "Åsa", "x" * 61, "a b", ""]
)
def test_no_text_from_outside_is_kept_as_an_error(database: Database, said: str) -> None:
    (number,) = queued(database)
    finished(database, begun(database), FAILED, error=said)
    assert the_only_one(database).last_error == "not_a_code"
    assert attempts_of(database, number)[0].error == "not_a_code"


def test_an_end_is_told_once(database: Database) -> None:
    (number,) = queued(database)
    attempt = begun(database)
    assert finished(database, attempt, SENT)
    assert not finished(database, attempt, FAILED, LATER, error="late")
    assert delivery(database, number).state is SENT
    assert attempts_of(database, number)[0].error is None


def test_an_attempt_that_lasts_too_long_is_unknown_and_sent_again_as_a_repeat(
    database: Database,
) -> None:
    (number,) = queued(database)
    begun(database)
    assert lost_submissions(database, LATER - MINUTE, resend=True) == ()
    (touched,) = lost_submissions(database, LATER, resend=True)
    assert touched == delivery(database, number)
    assert (touched.state, touched.is_repeat, touched.next_attempt_at) == (RETRY, True, LATER)
    (attempt,) = attempts_of(database, number)
    assert (attempt.outcome, attempt.ended_at, attempt.error) == ("unknown", LATER, "lost")
    assert begun(database, "two", LATER).is_repeat


def test_an_attempt_that_lasts_too_long_waits_for_the_operator_where_that_is_chosen(
    database: Database,
) -> None:
    queued(database)
    begun(database)
    (touched,) = lost_submissions(database, LATER, resend=False)
    assert (touched.state, touched.is_repeat, touched.last_error) == (UNKNOWN, False, "lost")
    assert claims(database, at=LATER) == ()


def test_a_repeat_that_is_lost_too_is_not_sent_a_third_time(database: Database) -> None:
    given_up(database)
    begun(database, at=LATER)
    (touched,) = lost_submissions(database, LATER + LEASE, resend=True)
    assert (touched.state, touched.is_repeat, touched.attempts) == (UNKNOWN, True, 2)
    assert lost_submissions(database, LATER + LEASE, resend=True) == ()


def test_an_earlier_attempt_keeps_its_end_when_a_later_one_is_lost(database: Database) -> None:
    (number,) = queued(database)
    finished(database, begun(database), RETRY, error="busy", next_attempt_at=NOW)
    begun(database)
    lost_submissions(database, LATER, resend=True)
    assert [each.error for each in attempts_of(database, number)] == ["busy", "lost"]


def test_only_what_has_lasted_too_long_is_given_up(database: Database) -> None:
    first, second = queued(database, weekly(1), weekly(2, send_from=NOW + MINUTE))
    begun(database)
    begun(database, "two", NOW + MINUTE)
    assert [each.id for each in lost_submissions(database, LATER, resend=True)] == [first]
    assert delivery(database, second).state is DeliveryState.SUBMITTING


@pytest.mark.parametrize("resend", [True, False])
@pytest.mark.parametrize("truth", [SENT, FAILED, RETRY])
def test_the_truth_wins_over_unknown(
    database: Database, resend: bool, truth: DeliveryState
) -> None:
    attempt = given_up(database, resend=resend)
    at = LATER + MINUTE
    assert finished(database, attempt, truth, at, next_attempt_at=at + MINUTE, error="told")
    row = the_only_one(database)
    assert (row.state, row.is_repeat, row.next_attempt_at) == (truth, False, at + MINUTE)
    (told,) = attempts_of(database, row.id)
    assert (told.outcome, told.ended_at, told.error) == (truth.value, at, "told")


def test_the_truth_about_a_repeat_leaves_the_mark_of_what_came_before(database: Database) -> None:
    given_up(database)
    repeat = begun(database, at=LATER)
    lost_submissions(database, LATER + LEASE, resend=True)
    assert finished(database, repeat, RETRY, LATER + LEASE, next_attempt_at=LATER + LEASE)
    assert the_only_one(database).is_repeat


def test_the_truth_stops_a_repeat_that_is_claimed_but_not_begun(database: Database) -> None:
    attempt = given_up(database)
    (claim,) = claims(database, "two", LATER)
    assert finished(database, attempt, SENT, LATER)
    assert begin_attempt(database, claim, "run", LATER, until=LATER + LEASE) is None
    assert the_only_one(database).state is SENT


def test_a_repeat_under_way_has_its_own_end(database: Database) -> None:
    attempt = given_up(database)
    repeat = begun(database, "two", LATER)
    assert not finished(database, attempt, SENT, LATER)
    row = the_only_one(database)
    assert row.state is DeliveryState.SUBMITTING
    assert [each.outcome for each in attempts_of(database, row.id)] == ["sent", None]
    assert finished(database, repeat, SENT, LATER)


@pytest.mark.parametrize(("truth", "becomes"), [(SENT, SENT), (FAILED, RETRY), (RETRY, RETRY)])
def test_of_an_attempt_that_is_not_the_latest_only_that_it_was_taken_counts(
    database: Database, truth: DeliveryState, becomes: DeliveryState
) -> None:
    attempt = given_up(database)
    finished(database, begun(database, "two", LATER), RETRY, LATER, next_attempt_at=LATER)
    assert finished(database, attempt, truth, LATER) is (truth is SENT)
    assert the_only_one(database).state is becomes


def test_an_unknown_outcome_is_kept_as_it_was_said(database: Database) -> None:
    (number,) = queued(database)
    attempt = begun(database)
    terms = {"outcome": "unknown", "status": None, "error": "timeout"}
    assert finished(database, attempt, RETRY, next_attempt_at=NOW, is_repeat=True, **terms)
    row = delivery(database, number)
    assert (row.state, row.is_repeat, row.last_error) == (RETRY, True, "timeout")
    assert finished(database, attempt, SENT)
    assert delivery(database, number).state is SENT


def test_what_an_operator_took_away_stays_away(database: Database) -> None:
    attempt = given_up(database)
    number = the_only_one(database).id
    assert cancel_delivery(database, number, LATER, "by_operator")
    assert not finished(database, attempt, SENT, LATER)
    assert delivery(database, number).state is DeliveryState.CANCELLED
    assert attempts_of(database, number)[0].outcome == "sent"


def test_what_an_operator_sends_again_after_unknown_is_marked(database: Database) -> None:
    attempt = given_up(database, resend=False)
    number = the_only_one(database).id
    assert retry_delivery(database, number, LATER)
    assert delivery(database, number).is_repeat
    assert finished(database, attempt, RETRY, LATER, next_attempt_at=LATER)
    assert not delivery(database, number).is_repeat


def test_an_end_of_what_has_been_deleted_is_no_fault(database: Database) -> None:
    attempt = given_up(database, resend=False)
    assert clear_only(database, Kept.DELIVERIES, LATER + MINUTE) == 1
    assert not finished(database, attempt, SENT, LATER)


def test_a_delivery_not_yet_handed_over_is_open() -> None:
    assert {DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.RETRY} == OPEN_STATES
