"""What is done with a claimed delivery before it is handed over: may it go, and what does it say.

Blocking; done on a thread. The attempt is written down last of all, so that whatever stops the
process before it has sent nothing, and whatever stops it after is known to be in doubt.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from digests import events
from digests.outbox.contents import Contents, Ready, Reason, Withheld
from digests.outbox.ending import Ending
from digests.outbox.fallback import ways_back
from digests.outbox.means import Means
from digests.outbox.quiet import quiet_until
from digests.outbox.sending import Parcel, SendOutcome, SendState
from digests.outbox.steps import next_step
from digests.outbox.writing_down import write_down
from storage.errors import StorageError
from storage.records.outbox import (
    Attempt,
    Claim,
    Delivery,
    Sequel,
    begin_attempt,
    held_until,
    put_back,
    wish_of,
    withhold,
)

_IS_THE_DEPUTYS_OWN = frozenset({Reason.GONE, Reason.NO_RIGHT, Reason.PAUSED})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A delivery whose attempt has been written down and which must now be handed over."""

    claim: Claim
    attempt: Attempt
    contents: Contents
    ready: Ready

    @property
    def parcel(self) -> Parcel:
        return Parcel(self.claim.delivery, self.ready.recipient, self.ready.message)

    def note_the_look(self, now: datetime) -> None:
        """Note that it has, or may have, been shown; a fault of ours must not send it again."""
        try:
            self.contents.delivered(self.claim.delivery, self.ready, now)
        except StorageError:
            raise
        except Exception as caught:
            events.fault(caught, "look_not_noted", self.attempt.run_id)


def prepare(means: Means, claim: Claim, run_id: str) -> Prepared | Ending:
    """Return what to hand over, or what the delivery came to instead."""
    now = means.clock()
    delivery = claim.delivery
    if now > delivery.useful_until:
        return _withheld(means, claim, Reason.TOO_LATE, now, run_id)
    later = _not_until(means, delivery, now)
    if later is not None:
        put_back(means.database, claim, now, until=later)
        return Ending.LEFT
    contents = means.contents[delivery.kind]
    try:
        made = contents.made(delivery, now)
    except StorageError:
        raise  # the database is away: the claim is given out again when its lease has run out
    except Exception as caught:
        return _at_fault(means, claim, caught, run_id)
    if isinstance(made, Withheld):
        return _withheld(means, claim, made.reason, now, run_id)
    attempt = _begun(means, claim, run_id, made.message.rows)
    return Ending.LEFT if attempt is None else Prepared(claim, attempt, contents, made)


def _not_until(means: Means, delivery: Delivery, now: datetime) -> datetime | None:
    """Return when it may go: the channel may have been held since it was taken."""
    held = held_until(means.database, delivery.channel, now)
    return held or quiet_until(wish_of(means.database, delivery.recipient), now)


def _begun(means: Means, claim: Claim, run_id: str, rows: int = 0) -> Attempt | None:
    now = means.clock()
    until = now + means.choices.lease
    return begin_attempt(means.database, claim, run_id, now, until=until, rows=rows)


def _withheld(means: Means, claim: Claim, reason: Reason, now: datetime, run_id: str) -> Ending:
    """Send it no more; a repeat may have been shown before, so nobody can say that it was not."""
    delivery = claim.delivery
    is_given_back = reason in _IS_THE_DEPUTYS_OWN
    instead = ways_back(means, delivery, now, run_id) if is_given_back else ()
    sequel = Sequel(instead, tells=reason is Reason.TOO_LATE or delivery.is_repeat)
    withhold(means.database, claim, now, reason, sequel)
    return Ending.UNKNOWN if delivery.is_repeat else Ending.WITHHELD


def _at_fault(means: Means, claim: Claim, caught: Exception, run_id: str) -> Ending:
    """Count an attempt that never came to a send: a fault of ours, which may have passed later.

    No other way is taken: it would say the same.
    """
    events.fault(caught, "content_failed", run_id)
    attempt = _begun(means, claim, run_id)
    if attempt is None:
        return Ending.LEFT
    outcome = SendOutcome(SendState.RETRY_LATER, error=type(caught).__name__)
    now = means.clock()
    number = claim.delivery.attempts + 1
    step = next_step(outcome, claim.delivery, number, now, means.choices, means.jitter())
    return write_down(means, claim, attempt, outcome, replace(step, falls_back=False), now)
