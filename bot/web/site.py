"""Which pages there are, in the order of the navigation."""

from dataclasses import dataclass

from bot.web.page import Page
from bot.web.pages import ask, catalogue, letters, outbox, schedule, summary, what_if
from bot.web.visitor import Visitor

PAGES: tuple[Page, ...] = (
    Page(ask.PATH, ask.TITLE, ask.show_ask),
    *letters.PAGES,
    *summary.PAGES,
    catalogue.PAGE,
    what_if.PAGE,
    schedule.PAGE,
    outbox.PAGE,
)
"""Every page that is shown to whoever may look; what answers a form is in bot.web.mount."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page in the navigation, and whether it is the one that is open."""

    path: str
    title: str
    is_current: bool


def links_for(visitor: Visitor, path: str, pages: tuple[Page, ...] = PAGES) -> tuple[Link, ...]:
    """Return the navigation of the visitor who is at the path."""
    return tuple(
        Link(page.path, page.title, is_current=page.path == path)
        for page in pages
        if page.is_listed_for(visitor)
    )
