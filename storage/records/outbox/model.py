"""What is to be sent, to whom, and what has become of it: the outbox (utkorgen) as values.

A delivery holds no text. What it says is made when it is sent, from the data of that moment.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryKind(StrEnum):
    """What is delivered."""

    WEEKLY_DIGEST = "weekly_digest"  # veckobrev
    MONTHLY_SUMMARY = "monthly_summary"  # nämndens sammanställning
    REMINDER = "reminder"  # påminnelse
    FAILURE_NOTICE = "failure_notice"  # besked till administratören att något inte kom fram


class Channel(StrEnum):
    """The way by which it is delivered."""

    TEAMS = "teams"
    MAIL = "mail"  # e-post


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    QUEUED = "queued"  # i kö
    CLAIMED = "claimed"  # en process har tagit den
    SUBMITTING = "submitting"  # lämnas just över; ett försök är nedskrivet
    SENT = "sent"  # mottagarens system har tagit emot den
    RETRY = "retry"  # togs inte emot; försöks igen
    UNKNOWN = "unknown"  # kan ha kommit fram
    FAILED = "failed"  # kom inte fram och försöks inte igen
    CANCELLED = "cancelled"  # ska inte längre skickas
    SUPERSEDED = "superseded"  # en nyare har tagit dess plats


OPEN_STATES = frozenset({DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.RETRY})
"""Not yet handed over: may still be cancelled or superseded."""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """Something to send, once: a row with the same identity is never queued again.

    Its identity is (recipient, kind, period, about, channel). `period` is *2026-W47*, *2026-10*
    or a day; `about` tells apart what one person gets several of in a period: the key of a
    unit, or the number of a reminder. All moments are aware. It is not sent before `send_from`
    nor begun after `useful_until`.
    """

    recipient: str  # e-mail address, as in personal.csv
    kind: DeliveryKind
    period: str
    channel: Channel
    send_from: datetime
    useful_until: datetime
    about: str = ""
    on_behalf_of: str | None = None  # the absent person's e-mail address, for a deputy
    is_late: bool = False  # försenad: its time had passed when it was queued
    run_id: str = ""
    is_repeat: bool = False  # may have been shown before, by another channel


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox."""

    id: int
    recipient: str
    kind: DeliveryKind
    period: str
    about: str
    channel: Channel
    on_behalf_of: str | None
    state: DeliveryState
    queued_at: datetime
    send_from: datetime
    useful_until: datetime
    next_attempt_at: datetime
    attempts: int
    is_late: bool
    is_repeat: bool  # may have been shown before, and is marked so
    run_id: str
    last_error: str | None  # a short code, never a text from outside
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that `owner` has taken, until `lease_until`."""

    delivery: Delivery
    owner: str
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One handing over, written down before it began; `ended_at` is None while it goes on."""

    id: int
    delivery_id: int
    run_id: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None  # a SendState of digests.outbox
    status: int | None = None  # what the other side answered, HTTP or SMTP
    retry_after: float | None = None  # seconds
    error: str | None = None  # the class of the fault or a short code
    is_repeat: bool = False  # it was handed over marked as a possible repeat
    rows: int = 0  # how many rows of cases it shows, for the access log


@dataclass(frozen=True, slots=True)
class Sequel:
    """What follows when a delivery is given up, settled in the same moment as that.

    Of `instead` the first that can still arrive is queued, or is there already. The
    administrators are to hear of it where it `tells`, and where `instead` holds no such way.
    """

    instead: tuple[NewDelivery, ...] = ()
    tells: bool = False


NO_SEQUEL = Sequel()
