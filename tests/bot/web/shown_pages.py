"""Pages shown to somebody of the small town, as HTML that can be searched."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lxml import html
from small_town import ADMINISTRATOR, NOW

from bot.settings import Settings
from bot.web.drafts import Drafts
from bot.web.frame import Frame
from bot.web.page import Page, PageRequest, Shown
from bot.web.templating import rendered
from bot.web.visitor import Visitor
from storage.engine import Database
from storage.queries import staff_by_email

Element = Any


def asked(
    database: Database,
    query: Mapping[str, str] | None = None,
    *,
    as_email: str = ADMINISTRATOR,
    is_demo: bool = False,
    now: datetime = NOW,
    **settings: Any,
) -> PageRequest:
    """Return a request by the person, as fre 2026-11-20 09:30 unless told."""
    staff = staff_by_email(database, as_email)
    visitor = Visitor(as_email, staff.name if staff else "", staff, is_demo=is_demo)
    chosen = Settings(**settings)
    drafts = Drafts(database, chosen)
    return PageRequest(visitor, query or {}, now, database, chosen, drafts)


def shown(page: Page, request: PageRequest) -> tuple[int, Element]:
    """Return the status of the page and its parsed HTML."""
    given = page.show(request)
    assert isinstance(given, Shown)
    text = rendered(given.template, view=given.context, frame=Frame(page.title, page.path))
    return int(given.status), html.document_fromstring(text)


def opened(page: Page, request: PageRequest) -> Element:
    """Return the HTML of a page that is shown."""
    status, found = shown(page, request)
    assert status == 200
    return found


def words(element: Element) -> str:
    """Return what an element says, in one line."""
    return " ".join(element.text_content().split())


def all_words(elements: Iterable[Element]) -> list[str]:
    return [words(each) for each in elements]
