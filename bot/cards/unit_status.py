"""The unit's state on a card: one row for each caseworker, by name and never by guilt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import texts
from bot.cards.duties import stamp_elements
from bot.cards.elements import (
    act,
    at_the_right,
    block,
    card,
    columns,
    heading,
    link,
    paragraph,
    plain,
    strong,
    tight,
)
from bot.cards.pages import Page
from bot.conversation import Card, Press
from bot.understanding import Intent, ScopeSlot, Slots, Understanding
from digests.stamp import DataStamp
from digests.weekly.model import CaseworkerLoad


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """How a unit stands, caseworker by caseworker, or one of them alone."""

    title: str
    loads: Sequence[CaseworkerLoad]
    stamp: DataStamp
    today: date


def unit_status_card(stands: UnitStatus, page: Page) -> Card:
    """Return the card for one page of caseworkers."""
    rows = [_row(load, stands.today, page.origin) for load in page.part(stands.loads)]
    lead = paragraph(texts.unit_lead(stands.loads))
    body = [heading(plain(stands.title)), lead, *rows, *page.place()]
    return card([*body, *stamp_elements(stands.stamp)], actions=page.turning(), again=page.here)


def _row(load: CaseworkerLoad, today: date, status_at: Press) -> Card:
    """Return one caseworker as a row; pressed it lists that person's cases."""
    name = load.caseworker or texts.NO_CASEWORKER
    details, late = texts.load_details(load, today), texts.overdue_count(load.overdue)
    left = [strong(plain(name)), tight(details)]
    colour = "Attention" if load.overdue else "Default"
    right = [at_the_right(strong(late, colour))]
    if not load.caseworker:
        return block([columns(left, right)])
    read_aloud = ", ".join([name, details, late, texts.SHOW_CASES])
    select = act(read_aloud, replace(_cases_of(load.caseworker), back=status_at))
    return block([columns(left, [*right, link(texts.SHOW_CASES)])], select=select)


def _cases_of(caseworker: str) -> Press:
    slots = Slots(scope=ScopeSlot.CASEWORKER, caseworker=caseworker)
    return Press(reading=Understanding(Intent.LIST_CASES, slots, scope_said=True))
