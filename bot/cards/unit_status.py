"""The unit's state on a card: one row for each caseworker, by name and never by guilt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import texts
from bot.cards.duties import Page, stamp_elements
from bot.cards.elements import (
    block,
    card,
    columns,
    heading,
    paragraph,
    plain,
    say,
    strong,
    subtle,
    tight,
)
from bot.conversation import Card
from digests.stamp import DataStamp
from digests.weekly.model import CaseworkerLoad


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """How a unit stands, caseworker by caseworker."""

    unit: str
    loads: Sequence[CaseworkerLoad]
    stamp: DataStamp
    question: str
    today: date

    @property
    def title(self) -> str:
        return f"Läget på {self.unit}"


def unit_status_card(stands: UnitStatus, page: Page) -> Card:
    """Return the card for one page of caseworkers."""
    rows = [_row(load, stands.today) for load in stands.loads[page.first : page.last]]
    body = [heading(plain(stands.title)), paragraph(texts.unit_lead(stands.loads)), *rows]
    if not page.is_whole:
        body.append(subtle(texts.shown_of(page.first + 1, page.last, page.of)))
    body += stamp_elements(stands.stamp)
    more = [say(texts.MORE, stands.question, page=page.number + 1)] if page.has_more else []
    return card(body, text=texts.READ_THE_CARD, actions=more)


def _row(load: CaseworkerLoad, today: date) -> Card:
    name = load.caseworker or texts.NO_CASEWORKER
    left = [strong(plain(name)), tight(texts.load_details(load, today))]
    colour = "Attention" if load.overdue else "Default"
    right = [strong(texts.overdue_count(load.overdue), colour)]
    select = say("Visa", f"ärenden för {load.caseworker}") if load.caseworker else None
    return block([columns(left, right)], select=select)
