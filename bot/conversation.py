"""What a turn takes and gives, the same from Teams and from the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.understanding import Intent, Understanding
from bot.wire import json_of
from rules.duties import Duty
from rules.swedish_time import SWEDISH_TIME

Card = Mapping[str, Any]
"""An Adaptive Card as the JSON it is sent as."""

WrittenCard = bytes
"""The same, written: in UTF-8."""


class Audience(StrEnum):
    """Who can read what is answered (konversationstyp)."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as the channel vouches for it: an e-mail or an Entra object id.

    `is_guest` is true for somebody from another organisation, whoever they are.
    """

    email: str | None = None
    object_id: str | None = None
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What a button carries: a sentence, or a reading of one, and where the answer stands.

    A button never carries the state of a case. What comes back is treated like anything that
    somebody writes: who asks is known from the channel, the rows are read anew. `back` is the
    list that a case was pressed in; `is_refresh` tells that Teams asks by itself for the
    present state of a card that has been shown before.
    """

    question: str = ""
    reading: Understanding | None = None
    page: int = 1
    case: str | None = None
    back: "Press | None" = None
    is_refresh: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that somebody wrote or pressed; `page` counts from 1, times are aware.

    `case` is the case number that a pressed button carries; it is read through the grant like
    one that is written. `reading` is what the sentence means, where that is known beforehand.
    `asked_at` is when the question was really put, where `now` is the moment to answer as of.
    """

    text: str
    asker: Asker
    audience: Audience
    now: datetime
    page: int = 1
    case: str | None = None
    asked_at: datetime | None = None
    reading: Understanding | None = None
    back: Press | None = None
    is_refresh: bool = False

    @property
    def today(self) -> date:
        """The day in Sweden on which the question is asked."""
        return self.now.astimezone(SWEDISH_TIME).date()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back: plain text, cards, and the duties that were shown or counted.

    `text` says the same as the cards; `summary` is what a push notice may show and never
    carries case data. `named` is how many cases are named without their duties, to choose
    from. `about` is the one case that the answer is about, so that *det ärendet* can mean it
    next. `denied` tells that rows were asked for without a right to them.
    """

    text: str
    summary: str
    cards: tuple[Card, ...] = ()
    duties: tuple[Duty, ...] = ()
    named: int = 0
    about: str | None = None
    denied: bool = False
    understanding: Understanding | None = None

    @property
    def rows(self) -> int:
        """How many rows were shown, counted or named."""
        return len(self.duties) + self.named

    @property
    def intent(self) -> Intent | None:
        """What was meant, where somebody came to read it and it may be told."""
        return self.understanding.intent if self.understanding else None

    @property
    def reply(self) -> "Reply":
        """What is said, without the facts that it was made of."""
        cards = tuple(map(json_of, self.cards))
        return Reply(self.text, self.summary, cards, self.rows, self.intent, self.denied)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it leaves the desk: what is said, and how much was shown to what intent."""

    text: str
    summary: str
    cards: tuple[WrittenCard, ...] = ()
    rows: int = 0
    intent: Intent | None = None
    denied: bool = False


class AnswersQuestions(Protocol):
    """A desk as the edges ask it: wherever it works, the loop goes on meanwhile."""

    async def answer(self, question: Question) -> Reply:
        """Return the answer; raises StorageError where the data is out of reach."""

    async def knows(self, object_id: str) -> bool:
        """Whether a member of staff is tied to this Entra object id; raises like `answer`."""
