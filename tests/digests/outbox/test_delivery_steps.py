"""What becomes of a delivery after an attempt, as tables of outcomes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digests.outbox.choices import DeliveryChoices, OnUnknown
from digests.outbox.sending import SendOutcome, SendState
from digests.outbox.steps import Step, next_step
from storage.records.outbox import Channel, Delivery, DeliveryKind, DeliveryState

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # mån 07.00 in Sweden
FAR = NOW + timedelta(days=6)
DIGEST = Delivery(
    id=1,
    recipient="maria.lind@kommun.example",
    kind=DeliveryKind.WEEKLY_DIGEST,
    period="2026-W48",
    about="barnenheten",
    channel=Channel.TEAMS,
    on_behalf_of=None,
    state=DeliveryState.SUBMITTING,
    queued_at=NOW,
    send_from=NOW,
    useful_until=FAR,
    next_attempt_at=NOW,
    attempts=1,
    is_late=False,
    is_repeat=False,
    run_id="r",
    last_error=None,
    changed_at=NOW,
)
REMINDER = replace(DIGEST, kind=DeliveryKind.REMINDER)
REPEAT = replace(DIGEST, is_repeat=True)
RETRY, FAILED, UNKNOWN = DeliveryState.RETRY, DeliveryState.FAILED, DeliveryState.UNKNOWN
HOUR = timedelta(hours=1)


def step(
    state: SendState,
    delivery: Delivery = DIGEST,
    *,
    attempt: int = 1,
    jitter: float = 1.0,
    on_unknown: OnUnknown = OnUnknown.RESEND,
    **said: Any,
) -> Step:
    choices = DeliveryChoices(on_unknown=on_unknown)
    return next_step(SendOutcome(state, **said), delivery, attempt, NOW, choices, jitter)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_what_was_taken_is_sent() -> None:
    assert step(SendState.SENT) == Step(DeliveryState.SENT)


@pytest.mark.parametrize(
    ("attempt", "jitter", "retry_after", "waits_s"),
    [
        (1, 1.0, None, 30),
        (1, 0.5, None, 15),
        (2, 1.0, None, 60),
        (5, 1.0, None, 480),
        (8, 1.0, None, 3600),
        (11, 0.5, None, 1800),
        (1, 1.0, 7.0, 30),  # the other side asks for less than we wait anyhow
        (1, 1.0, 90.0, 90),
        (1, 1.0, 7200.0, 7200),
        (1, 1.0, 10.0**12, 86400),  # nobody is made to wait for ever
        (1, 1.0, -5.0, 30),
        (1, 1.0, float("nan"), 30),
    ],
)
def test_what_was_not_taken_is_tried_again_later_and_later(
    attempt: int, jitter: float, retry_after: float | None, waits_s: float
) -> None:
    told = step(
        SendState.RETRY_LATER, attempt=attempt, jitter=jitter, status=503, retry_after=retry_after
    )
    assert told == Step(RETRY, after(waits_s))


def test_a_429_that_says_how_long_holds_the_channel() -> None:
    told = step(SendState.RETRY_LATER, status=429, retry_after=40.0)
    assert told == Step(RETRY, after(40), hold_until=after(40))
    assert step(SendState.RETRY_LATER, status=429).hold_until is None
    assert step(SendState.RETRY_LATER, status=503, retry_after=40.0).hold_until is None


@pytest.mark.parametrize("error", ["login", "tls"])
def test_a_channel_that_lets_nobody_in_is_left_alone_for_a_while(error: str) -> None:
    told = step(SendState.RETRY_LATER, error=error)
    assert told == Step(RETRY, after(300), hold_until=after(300))
    assert step(SendState.RETRY_LATER, error="busy").hold_until is None


@pytest.mark.parametrize(
    ("delivery", "attempt", "expected"),
    [
        (DIGEST, 11, Step(RETRY, after(3600))),
        (DIGEST, 12, Step(FAILED, falls_back=True, tell_administrator=True)),
        (REPEAT, 12, Step(UNKNOWN, falls_back=True, tell_administrator=True)),
        (REMINDER, 12, Step(RETRY, after(3600))),
        (
            replace(DIGEST, useful_until=after(29)),
            1,
            Step(FAILED, falls_back=True, tell_administrator=True),
        ),
        (
            replace(DIGEST, useful_until=after(-1)),
            1,
            Step(FAILED, tell_administrator=True),
        ),
        (replace(REMINDER, useful_until=after(29)), 1, Step(FAILED, tell_administrator=True)),
    ],
)
def test_it_is_given_up_after_twelve_attempts_or_when_it_would_be_too_late(
    delivery: Delivery, attempt: int, expected: Step
) -> None:
    assert step(SendState.RETRY_LATER, delivery, attempt=attempt) == expected


@pytest.mark.parametrize(
    ("delivery", "on_unknown", "expected"),
    [
        (DIGEST, OnUnknown.RESEND, Step(RETRY, after(30), is_repeat=True)),
        (REPEAT, OnUnknown.RESEND, Step(UNKNOWN, tell_administrator=True)),
        (DIGEST, OnUnknown.HOLD, Step(UNKNOWN, tell_administrator=True)),
        (
            replace(DIGEST, useful_until=after(29)),
            OnUnknown.RESEND,
            Step(UNKNOWN, tell_administrator=True),
        ),
    ],
)
def test_what_nobody_can_tell_of_goes_once_more_or_is_held(
    delivery: Delivery, on_unknown: OnUnknown, expected: Step
) -> None:
    assert step(SendState.UNKNOWN, delivery, on_unknown=on_unknown) == expected


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        (DIGEST, Step(FAILED, falls_back=True)),
        (REPEAT, Step(UNKNOWN, falls_back=True)),
        (REMINDER, Step(RETRY, NOW + HOUR)),
        (replace(REMINDER, attempts=99), Step(RETRY, NOW + HOUR)),
        (
            replace(REMINDER, useful_until=NOW + HOUR - timedelta(seconds=1)),
            Step(FAILED, tell_administrator=True),
        ),
    ],
)
def test_whoever_cannot_be_reached_is_reached_another_way_and_a_reminder_waits(
    delivery: Delivery, expected: Step
) -> None:
    assert step(SendState.UNREACHABLE, delivery) == expected


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        (DIGEST, Step(FAILED, falls_back=True, tell_administrator=True)),
        (REMINDER, Step(FAILED, tell_administrator=True)),
    ],
)
def test_what_is_refused_is_not_sent_that_way_again(delivery: Delivery, expected: Step) -> None:
    assert step(SendState.REFUSED, delivery) == expected
