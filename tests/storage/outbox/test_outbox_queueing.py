"""What is in the outbox once is never queued again, and a newer digest replaces an older."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from case_lists import caseworker
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

from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import all_staff
from storage.records.outbox import (
    Channel,
    DeliveryKind,
    DeliveryState,
    begin_attempt,
    queue_cancelled,
    queue_deliveries,
)

Import = Callable[..., ImportReport]
OLDER = weekly(period="2026-W47")


def test_a_delivery_is_queued_as_it_was_asked_for(database: Database) -> None:
    new = weekly(about="norr", is_late=True, send_from=NOW + LEASE)
    (number,) = queued(database, new)
    row = the_only_one(database)
    assert (row.id, row.recipient, row.kind, row.period) == (number, new.recipient, *_what(new))
    assert (row.about, row.channel, row.on_behalf_of) == ("norr", Channel.TEAMS, None)
    assert (row.state, row.attempts, row.last_error) == (DeliveryState.QUEUED, 0, None)
    assert (row.send_from, row.next_attempt_at) == (NOW + LEASE, NOW + LEASE)
    assert (row.queued_at, row.changed_at, row.run_id) == (NOW, NOW, "run-1")
    assert (row.useful_until, row.is_late, row.is_repeat) == (new.useful_until, True, False)


def _what(new: object) -> tuple[object, object]:
    return new.kind, new.period  # type: ignore[attr-defined]  # a NewDelivery


@pytest.mark.parametrize("again", [weekly(), weekly(recipient="Person1@Exempelkommun.example ")])
def test_the_same_delivery_is_queued_once(database: Database, again: object) -> None:
    assert len(queued(database, weekly(), weekly())) == 1
    assert queue_deliveries(database, [again], NOW) == ()
    assert the_only_one(database).attempts == 0


@pytest.mark.parametrize(
    "other",
    [
        weekly(2),
        weekly(kind=DeliveryKind.MONTHLY_SUMMARY),
        weekly(period="2026-W49"),
        weekly(about="norr"),
        weekly(channel=Channel.MAIL),
    ],
)
def test_what_differs_in_any_part_of_the_identity_is_queued_too(
    database: Database, other: object
) -> None:
    queued(database)
    assert len(queue_deliveries(database, [other], NOW)) == 1


def test_nothing_to_queue_is_no_fault(database: Database) -> None:
    assert queue_deliveries(database, [], NOW) == ()


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED])
def test_what_has_been_settled_is_not_queued_again(
    database: Database, state: DeliveryState
) -> None:
    queued(database)
    finished(database, begun(database), state)
    assert queued(database, at=NOW + timedelta(days=1)) == ()
    assert the_only_one(database).state is state


def test_a_newer_digest_takes_the_place_of_one_not_yet_handed_over(database: Database) -> None:
    (old,) = queued(database, OLDER)
    (new,) = queued(database)
    assert states(database) == {old: DeliveryState.SUPERSEDED, new: DeliveryState.QUEUED}


def test_a_claimed_digest_that_is_replaced_is_not_handed_over(database: Database) -> None:
    queued(database, OLDER)
    (claim,) = claims(database)
    queued(database)
    assert begin_attempt(database, claim, "run", NOW, until=NOW + LEASE) is None


def test_a_digest_being_handed_over_is_not_replaced(database: Database) -> None:
    (old,) = queued(database, OLDER)
    attempt = begun(database)
    (new,) = queued(database)
    assert states(database) == {old: DeliveryState.SUBMITTING, new: DeliveryState.QUEUED}
    assert finished(database, attempt)
    assert delivery(database, old).state is DeliveryState.SENT


@pytest.mark.parametrize(
    "other",
    [
        weekly(2, period="2026-W47"),
        weekly(period="2026-W47", about="norr"),
        weekly(period="2026-W47", channel=Channel.MAIL),
        weekly(period="2026-10", kind=DeliveryKind.MONTHLY_SUMMARY),
        weekly(period="2026-W49"),
    ],
)
def test_nothing_else_is_replaced(database: Database, other: object) -> None:
    (number,) = queue_deliveries(database, [other], NOW)
    queued(database)
    assert delivery(database, number).state is DeliveryState.QUEUED


def test_a_newer_year_replaces_the_last_week_of_the_older(database: Database) -> None:
    (old,) = queued(database, weekly(period="2026-W53"))
    queued(database, weekly(period="2027-W01"))
    assert delivery(database, old).state is DeliveryState.SUPERSEDED


def test_reminders_do_not_replace_each_other(database: Database) -> None:
    reminder = {"kind": DeliveryKind.REMINDER, "about": "1"}
    numbers = [queued(database, weekly(period=f"2026-11-{day}", **reminder)) for day in (23, 24)]
    assert set(states(database).values()) == {DeliveryState.QUEUED}
    assert len(numbers) == 2


def test_what_is_withheld_from_the_beginning_has_its_reason_and_stays_withheld(
    database: Database,
) -> None:
    assert len(queue_cancelled(database, [weekly()], NOW, "paused")) == 1
    row = the_only_one(database)
    assert (row.state, row.last_error) == (DeliveryState.CANCELLED, "paused")
    assert queued(database) == ()
    assert claims(database) == ()


def test_people_are_named_as_an_import_reads_their_addresses(
    database: Database, imported: Import
) -> None:
    imported(caseworker("Åsa Holm", email="Åsa.Holm@X.se"))
    queued(database, weekly(recipient="ÅSA.HOLM@x.se", on_behalf_of="A\u030asa.Holm@x.se"))
    row = the_only_one(database)
    (staff,) = all_staff(database)
    assert row.recipient == row.on_behalf_of == staff.email
    (claim,) = claims(database)
    assert claim.delivery.recipient == staff.email
