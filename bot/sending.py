"""What became of something that the bot sent of its own accord."""

from dataclasses import dataclass
from enum import StrEnum


class SendState(StrEnum):
    """Whether Teams took what was sent.

    `UNKNOWN` means that it may or may not have been shown: Teams takes no key by which it
    would know a repeat, so whoever sends again may be saying the same thing twice.
    """

    SENT = "sent"
    REFUSED = "refused"  # blocked, uninstalled or malformed: sending again gives the same
    GONE = "gone"  # the conversation is no more
    RETRY_LATER = "retry_later"  # known not to have been taken
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """What became of one send; `retry_after` is in seconds, `status` what Teams answered."""

    state: SendState
    activity_id: str | None = None
    retry_after: float | None = None
    status: int | None = None
