"""What becomes of the outbox when a process is killed, and when several work on it at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from outbox_rows import (
    LEASE,
    NOW,
    begun,
    claims,
    delivery,
    finished,
    queued,
    states,
    the_only_one,
    weekly,
)
from sqlalchemy import delete, text
from worker_processes import worker, workers

from storage.engine import Database
from storage.records.outbox import (
    Attempt,
    Channel,
    DeliveryState,
    attempts_of,
    lost_submissions,
)
from storage.tables import DELIVERY

HUNDRED = range(100)
_NUMBER_OF_WAITING = text("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")


def test_processes_share_the_outbox_and_hand_over_nothing_twice(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    numbers = queued(database, *(weekly(each) for each in HUNDRED))
    handed_over = tmp_path / "handed_over"
    names = ("one", "two", "three")
    told = (("deliver_all", database_url, name, str(handed_over)) for name in names)
    with workers(*told) as started:
        counts = [int(each.says()) for each in started]
    assert sum(counts) == len(numbers)
    assert Counter(map(int, handed_over.read_text().split())) == Counter(numbers)
    assert set(states(database).values()) == {DeliveryState.SENT}


def test_processes_that_queue_the_same_at_once_queue_it_once(
    database: Database, database_url: str
) -> None:
    told = (("queue_all", database_url, name, "50") for name in ("one", "two", "three"))
    with workers(*told) as started:
        counts = [int(each.says()) for each in started]
    assert sum(counts) == len(states(database)) == 50 * len(Channel)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_that_queue_the_same_in_different_orders_do_not_wait_for_each_other(
    database: Database,
) -> None:
    first, between, last = weekly(1), weekly(2), weekly(3)
    queued(database, between)
    with ThreadPoolExecutor() as threads:
        with database.writing() as connection:
            connection.execute(delete(DELIVERY))  # so that both come to a halt there
            one = threads.submit(queued, database, first, between, last)
            other = threads.submit(queued, database, last, between, first)
            while connection.execute(_NUMBER_OF_WAITING).scalar_one() < 2:
                assert not one.done()
                assert not other.done()
        assert {len(one.result()), len(other.result())} == {3, 0}


def test_what_a_killed_process_had_claimed_is_anothers_after_the_lease(
    database: Database, database_url: str
) -> None:
    (number,) = queued(database)
    with worker("hold_claims", database_url) as other:
        assert other.says() == "1"
        other.kill()
    assert claims(database, "two") == ()
    (claim,) = claims(database, "two", NOW + LEASE)
    assert claim.delivery.id == number
    assert claim.delivery.attempts == 0


@pytest.mark.parametrize(
    ("resend", "becomes"), [(True, DeliveryState.RETRY), (False, DeliveryState.UNKNOWN)]
)
def test_what_a_killed_process_was_handing_over_is_unknown(
    database: Database, database_url: str, resend: bool, becomes: DeliveryState
) -> None:
    (number,) = queued(database)
    with worker("hold_attempt", database_url) as other:
        attempt = int(other.says())
        other.kill()
    assert claims(database, "two", NOW + LEASE) == ()
    (lost,) = lost_submissions(database, NOW + LEASE, resend=resend)
    assert (lost.id, lost.state) == (number, becomes)
    (ended,) = attempts_of(database, number)
    assert (ended.id, ended.outcome, ended.error) == (attempt, "unknown", "lost")


def test_a_process_given_up_too_early_tells_the_truth_when_it_comes_back(
    database: Database, database_url: str
) -> None:
    (number,) = queued(database)
    with worker("hold_attempt", database_url) as other:
        attempt = Attempt(int(other.says()), number, "run-1", NOW)
        lost_submissions(database, NOW + LEASE, resend=True)
        assert finished(database, attempt, DeliveryState.SENT, NOW + LEASE)
    assert delivery(database, number).state is DeliveryState.SENT
    assert claims(database, "two", NOW + LEASE) == ()


def test_two_that_give_up_the_same_attempt_send_it_again_once(database: Database) -> None:
    queued(database)
    begun(database)
    assert len(lost_submissions(database, NOW + LEASE, resend=True)) == 1
    assert lost_submissions(database, NOW + LEASE, resend=True) == ()
    assert the_only_one(database).state is DeliveryState.RETRY
