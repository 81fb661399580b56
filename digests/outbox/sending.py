"""What is handed over to a recipient's system, and what became of it.

`Sender` is what delivery asks of a channel; Teams supplies one, e-mail another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from rules.facts import StaffMember
from storage.records.outbox import Channel, Delivery


class SendState(StrEnum):
    """Whether what was sent was taken.

    `UNKNOWN` means that it may or may not have been shown: whoever sends again may be saying
    the same thing twice.
    """

    SENT = "sent"
    REFUSED = "refused"  # sending again gives the same
    UNREACHABLE = "unreachable"  # blocked, uninstalled or never met: this person, this channel
    RETRY_LATER = "retry_later"  # known not to have been taken
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What became of one send; `retry_after` is in seconds, `status` what was answered.

    `error` is a short code or the class of the fault, never a text from the other side.
    """

    state: SendState
    activity_id: str | None = None
    retry_after: float | None = None
    status: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter, such as the summary as HTML."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, in every form that a channel may want.

    `subject` and `notice` show on locked screens and in lists: no case data in them. `text` is
    complete; `html` too where it is there. A card is Adaptive Card JSON under 24 KB. `rows` is
    how many rows of cases it shows, for the access log.
    """

    subject: str
    notice: str
    text: str
    html: str | None = None
    cards: tuple[Mapping[str, Any], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way to its recipient."""

    delivery: Delivery
    recipient: StaffMember
    message: Message


class Sender(Protocol):
    """A channel by which people are reached."""

    channel: Channel

    async def send(self, parcel: Parcel) -> SendOutcome:
        """Hand the parcel over; never raises for what the other side or the network does."""
        ...
