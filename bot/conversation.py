"""What a turn takes and gives, the same from Teams and from the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.understanding import Understanding
from digests.stamp import SWEDISH_TIME
from rules.duties import Duty

Card = Mapping[str, Any]
"""An Adaptive Card as the JSON it is sent as."""


class Audience(StrEnum):
    """Who can read what is answered (konversationstyp)."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as the channel vouches for it: an e-mail or an Entra object id."""

    email: str | None = None
    object_id: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that somebody wrote or pressed; `page` counts from 1, times are aware.

    `case` is the case number that a pressed button carries; it is read through the grant like
    one that is written. `asked_at` is when the question was really put, where `now` is the
    moment to answer as of.
    """

    text: str
    asker: Asker
    audience: Audience
    now: datetime
    page: int = 1
    case: str | None = None
    asked_at: datetime | None = None

    @property
    def today(self) -> date:
        """The day in Sweden on which the question is asked."""
        return self.now.astimezone(SWEDISH_TIME).date()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back: plain text, cards, and the duties that were shown or counted.

    `text` says the same as the cards; `summary` is what a push notice may show and never
    carries case data. `named` is how many cases are named without their duties, to choose
    from. `denied` tells that rows were asked for without a right to them.
    """

    text: str
    summary: str
    cards: tuple[Card, ...] = ()
    duties: tuple[Duty, ...] = ()
    named: int = 0
    denied: bool = False
    understanding: Understanding | None = None
