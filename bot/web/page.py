"""What a page is: an address, a title, and what gives its content.

A page reads the database and so blocks; it is shown on a thread, never on the event loop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus

from bot.settings import Settings
from bot.web.drafts import Drafts
from bot.web.visitor import Visitor
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database


class NotShownError(Exception):
    """A page has nothing to show for what was asked; the message is a Swedish sentence."""

    def __init__(self, sentence: str, status: int = HTTPStatus.NOT_FOUND) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = int(status)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a page is shown from; `parts` are the named parts of its address.

    `now` is aware. `query` holds the last value of each name.
    """

    visitor: Visitor
    query: Mapping[str, str]
    now: datetime
    database: Database
    settings: Settings
    drafts: Drafts
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Sweden on which the page is asked for."""
        return self.now.astimezone(SWEDISH_TIME).date()


@dataclass(frozen=True, slots=True)
class Shown:
    """A template in bot/web/templates and its one typed context, which it knows as `view`."""

    template: str
    context: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class Document:
    """Something whole that is sent as it stands: a digest as HTML, or a file to keep.

    `file_name` makes the browser keep it rather than show it.
    """

    body: bytes
    media_type: str
    file_name: str | None = None


def card_document(card: str) -> Document:
    """Return a card, given as JSON, as our script reads it."""
    return Document(f'{{"cards": [{card}]}}'.encode(), "application/json")


def everybody(_visitor: Visitor) -> bool:
    """Whether the page is in the navigation of whoever looks: always."""
    return True


def nobody(_visitor: Visitor) -> bool:
    """Whether the page is in anybody's navigation: it is not."""
    return False


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `path` may have parts in braces as aiohttp writes them.

    `is_listed_for` says in whose navigation it stands. It is no lock: what may be seen is
    decided in `show`, through bot.access. A slow one waits for other slow ones, not for the rest.
    """

    path: str
    title: str
    show: Callable[[PageRequest], Shown | Document]
    is_listed_for: Callable[[Visitor], bool] = everybody
    is_slow: bool = False
