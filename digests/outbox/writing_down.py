"""Writing down what became of an attempt, and what follows from it in the same transaction.

Whatever stops the process before that leaves an attempt in doubt, so that nothing is forgotten.
An answer that settles nothing, since a repeat has gone out meanwhile, has no consequences either.
"""

from datetime import datetime

from digests import events
from digests.outbox.ending import Ending
from digests.outbox.fallback import other_ways
from digests.outbox.means import Means
from digests.outbox.sending import SendOutcome, SendState
from digests.outbox.steps import Step
from storage.records.outbox import (
    Attempt,
    Claim,
    Delivery,
    DeliveryState,
    Sequel,
    finish_attempt,
    hold_channel,
)

_ENDINGS = {
    DeliveryState.SENT: Ending.SENT,
    DeliveryState.RETRY: Ending.RETRIED,
    DeliveryState.UNKNOWN: Ending.UNKNOWN,
    DeliveryState.FAILED: Ending.FAILED,
}


def write_down(
    means: Means, claim: Claim, attempt: Attempt, outcome: SendOutcome, step: Step, now: datetime
) -> Ending:
    """Write down the attempt's end and return what the delivery came to; blocking."""
    delivery = claim.delivery
    if step.hold_until is not None:
        hold_channel(means.database, delivery.channel, step.hold_until, now)
    is_settled = finish_attempt(
        means.database,
        attempt,
        state=step.state,
        now=now,
        outcome=outcome.state,
        status=outcome.status,
        retry_after=outcome.retry_after,
        error=_code(outcome),
        next_attempt_at=step.next_attempt_at,
        is_repeat=delivery.is_repeat if step.is_repeat is None else step.is_repeat,
        sequel=_sequel(means, delivery, step, now, attempt.run_id),
    )
    _log(claim, attempt, outcome, step)
    return _ending(outcome, step) if is_settled else Ending.LEFT


def _sequel(means: Means, delivery: Delivery, step: Step, now: datetime, run_id: str) -> Sequel:
    """Return the other ways there are, and whether the administrators hear of it even so."""
    instead = other_ways(means, delivery, now, run_id) if step.falls_back else ()
    return Sequel(instead, step.tell_administrator or (step.falls_back and not instead))


def _code(outcome: SendOutcome) -> str | None:
    """Return the fault's code; where only a status was answered, that."""
    if outcome.error is not None or outcome.state is SendState.SENT or outcome.status is None:
        return outcome.error
    return str(outcome.status)


def _ending(outcome: SendOutcome, step: Step) -> Ending:
    """Return what it came to; one that is sent once more, but may have arrived, is unknown."""
    return Ending.UNKNOWN if outcome.state is SendState.UNKNOWN else _ENDINGS[step.state]


def _log(claim: Claim, attempt: Attempt, outcome: SendOutcome, step: Step) -> None:
    delivery = claim.delivery
    events.event(
        "delivery_attempted",
        attempt.run_id,
        delivery=delivery.id,
        kind=delivery.kind.value,
        channel=delivery.channel.value,
        attempt=delivery.attempts + 1,
        state=step.state.value,
        status=outcome.status,
        error=_code(outcome),
    )
