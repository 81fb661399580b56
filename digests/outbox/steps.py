"""What becomes of a delivery after an attempt: tables of outcomes, without database or network.

Sent again is only what is known not to have been taken, as Microsoft's rules have it, and what
nobody can tell of, once and marked. What is known never to have been shown is given up here and
tried the next way; whoever runs the server is told, unless another way takes over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import assert_never

from digests.outbox.choices import DeliveryChoices, OnUnknown
from digests.outbox.sending import SendOutcome, SendState
from storage.records.outbox import Delivery, DeliveryKind, DeliveryState

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
UNREACHABLE_WAIT = timedelta(hours=1)
LONGEST_HOLD_S = 24 * 60 * 60.0
LEAST_JITTER = 0.5
NOBODY_GETS_IN_HOLD = timedelta(minutes=5)
_NOBODY_GETS_IN = frozenset({"login", "tls"})  # digests.mail's codes; they are no one letter's


@dataclass(frozen=True, slots=True)
class Step:
    """What to write down, and what to do beside it.

    `is_repeat` None leaves it as it is. `hold_until` keeps the whole channel waiting.
    """

    state: DeliveryState
    next_attempt_at: datetime | None = None
    is_repeat: bool | None = None
    hold_until: datetime | None = None
    falls_back: bool = False
    tell_administrator: bool = False


def next_step(
    outcome: SendOutcome,
    delivery: Delivery,
    attempt_number: int,
    now: datetime,
    choices: DeliveryChoices,
    jitter: float,
) -> Step:
    """Return what becomes of the delivery; `jitter` is a share of the wait, 0.5 to 1."""
    match outcome.state:
        case SendState.SENT:
            return Step(DeliveryState.SENT)
        case SendState.UNKNOWN:
            return _unknown(delivery, now + FIRST_WAIT * jitter, choices)
        case SendState.RETRY_LATER:
            return _later(outcome, delivery, attempt_number, now, choices, jitter)
        case SendState.UNREACHABLE:
            return _unreachable(delivery, now)
        case SendState.REFUSED:
            return _given_up(delivery, now, tells=True)
        case _:
            assert_never(outcome.state)


def _unknown(delivery: Delivery, at: datetime, choices: DeliveryChoices) -> Step:
    """Once more, marked; unknown for good where that was done, is not wanted or is too late."""
    once_more = choices.on_unknown is OnUnknown.RESEND and not delivery.is_repeat
    if once_more and at <= delivery.useful_until:
        return Step(DeliveryState.RETRY, at, is_repeat=True)
    return Step(DeliveryState.UNKNOWN, tell_administrator=True)


def _later(
    outcome: SendOutcome,
    delivery: Delivery,
    attempt_number: int,
    now: datetime,
    choices: DeliveryChoices,
    jitter: float,
) -> Step:
    """Again at the moment; given up where it would be too late, or was tried often enough.

    A reminder has no other way and no newer one after it, so only time ends it.
    """
    hold_until = _hold_until(outcome, now)
    at = max(now + _wait(outcome, attempt_number, jitter), hold_until or now)
    tried_out = attempt_number >= choices.attempts and delivery.kind is not DeliveryKind.REMINDER
    if tried_out or at > delivery.useful_until:
        return _given_up(delivery, now, tells=True, hold_until=hold_until)
    return Step(DeliveryState.RETRY, at, hold_until=hold_until)


def _unreachable(delivery: Delivery, now: datetime) -> Step:
    """Another way at once; a reminder waits for its person to install the app again."""
    at = now + UNREACHABLE_WAIT
    if delivery.kind is not DeliveryKind.REMINDER:
        return _given_up(delivery, now, tells=False)
    if at > delivery.useful_until:
        return _given_up(delivery, now, tells=True)
    return Step(DeliveryState.RETRY, at)


def _given_up(
    delivery: Delivery, now: datetime, *, tells: bool, hold_until: datetime | None = None
) -> Step:
    """Failed and tried the next way; still unknown where an earlier attempt may have arrived."""
    return Step(
        DeliveryState.UNKNOWN if delivery.is_repeat else DeliveryState.FAILED,
        hold_until=hold_until,
        falls_back=delivery.kind is not DeliveryKind.REMINDER and now <= delivery.useful_until,
        tell_administrator=tells,
    )


def _wait(outcome: SendOutcome, attempt_number: int, jitter: float) -> timedelta:
    doublings = min(max(attempt_number - 1, 0), 16)
    backoff = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT) * jitter
    return max(backoff, timedelta(seconds=_asked_wait_s(outcome)))


def _hold_until(outcome: SendOutcome, now: datetime) -> datetime | None:
    """Return until when nobody sends on this channel: it asks for that, or lets nobody in.

    Where the password is wrong each try is one more towards a locked account.
    """
    if outcome.error in _NOBODY_GETS_IN:
        return now + NOBODY_GETS_IN_HOLD
    seconds = _asked_wait_s(outcome)
    is_asked = outcome.status == HTTPStatus.TOO_MANY_REQUESTS and seconds > 0
    return now + timedelta(seconds=seconds) if is_asked else None


def _asked_wait_s(outcome: SendOutcome) -> float:
    """Return the seconds that were asked for, within reason: it was written by somebody else."""
    asked = outcome.retry_after or 0.0
    return min(max(asked, 0.0), LONGEST_HOLD_S) if asked == asked else 0.0
