"""What a delivery says, made at the moment it is sent, or the reason why it is not sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from digests.outbox.sending import Message
from rules.facts import StaffMember
from storage.records.outbox import Delivery


class Reason(StrEnum):
    """Why a delivery is cancelled instead of sent; the words for it are in the texts."""

    NO_RIGHT = "no_right"  # mottagaren får inte längre se uppgifterna
    GONE = "gone"  # mottagaren finns inte kvar i personal.csv
    PAUSED = "paused"  # mottagaren har pausat utskicken
    NOT_NEEDED = "not_needed"  # det som skulle sägas gäller inte längre
    TOO_LATE = "too_late"  # tiden då det var till nytta har gått
    BY_OPERATOR = "by_operator"  # systemförvaltaren tog bort det


@dataclass(frozen=True, slots=True)
class Withheld:
    """That nothing is to be sent after all."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Ready:
    """What to send, and to whom, as personal.csv has them now."""

    recipient: StaffMember
    message: Message


class Contents(Protocol):
    """Makes what the deliveries of some kinds say; blocking, called on a thread."""

    def made(self, delivery: Delivery, now: datetime) -> Ready | Withheld:
        """Return what to send at this moment, read anew, or why nothing is to be sent."""
        ...

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        """Note that it has been, or may have been, shown: the access log, and what it settles."""
        ...

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        """Note in the access log that so many rows may have been shown: whoever sent them died."""
        ...
