"""The unit's state on a card: one row for each caseworker, by name and never by guilt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import texts
from bot.cards.duties import stamp_elements
from bot.cards.elements import (
    block,
    card,
    columns,
    heading,
    paragraph,
    plain,
    say,
    strong,
    tight,
)
from bot.cards.pages import Page
from bot.conversation import Card
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
    rows = [_row(load, stands.today) for load in page.part(stands.loads)]
    lead = paragraph(texts.unit_lead(stands.loads))
    body = [heading(plain(stands.title)), lead, *rows, *page.place()]
    return card([*body, *stamp_elements(stands.stamp)], actions=page.turning(), again=page.here)


def _row(load: CaseworkerLoad, today: date) -> Card:
    name = load.caseworker or texts.NO_CASEWORKER
    left = [strong(plain(name)), tight(texts.load_details(load, today))]
    colour = "Attention" if load.overdue else "Default"
    right = [strong(texts.overdue_count(load.overdue), colour)]
    select = say("Visa", f"ärenden för {load.caseworker}") if load.caseworker else None
    return block([columns(left, right)], select=select)
