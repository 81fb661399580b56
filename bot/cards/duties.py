"""Duties as a list on a card: overdue first, one row each, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import texts
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
    warning,
)
from bot.cards.pages import Page
from bot.conversation import Card
from digests.stamp import DataStamp
from digests.words import sentence
from rules.duties import Duty, DutyStatus

# Not "Warning": Teams draws it as yellow on white, which few can read.
_COLOURS = {DutyStatus.OVERDUE: "Attention", DutyStatus.DUE_TODAY: "Attention"}


@dataclass(frozen=True, slots=True)
class DutyList:
    """What a list card shows: the duties in order, and the sentences around them."""

    title: str
    lead: str
    duties: Sequence[Duty]
    stamp: DataStamp
    with_caseworker: bool
    note: str | None = None


def duty_list_card(listed: DutyList, page: Page) -> Card:
    """Return the card for one page of the list."""
    rows = [
        duty_row(duty, with_caseworker=listed.with_caseworker) for duty in page.part(listed.duties)
    ]
    note = [paragraph(listed.note)] if listed.note else []
    body = [heading(plain(listed.title)), paragraph(listed.lead), *rows, *note, *page.place()]
    return card([*body, *stamp_elements(listed.stamp)], actions=page.more())


def duty_row(duty: Duty, *, with_caseworker: bool) -> Card:
    """Return one duty as a row: the case and what is owed, the days left in words."""
    below = [f"{texts.rule_title(duty)} · {texts.last_day(duty)}"]
    if with_caseworker:
        below.append(plain(duty.caseworker or texts.NO_CASEWORKER))
    explain = say(texts.EXPLAIN, f"förklara fristen på {duty.case}", case=duty.case)
    return _row(plain(duty.case), below, duty, select=explain)


def duty_of_case_row(duty: Duty) -> Card:
    """Return one duty as a row where the case is already named."""
    below = [sentence(texts.last_day(duty)), plain(duty.caseworker or texts.NO_CASEWORKER)]
    return _row(texts.rule_title(duty), below, duty)


def _row(title: str, below: Sequence[str], duty: Duty, *, select: Card | None = None) -> Card:
    left = [strong(title), *map(tight, below)]
    right = [strong(texts.state(duty), _COLOURS.get(duty.status, "Default"))]
    return block([columns(left, right)], select=select)


def stamp_elements(stamp: DataStamp) -> list[Card]:
    """Return the age of the data, with a warning where it is too old."""
    elements = [warning(stamp.warning)] if stamp.warning else []
    return [*elements, subtle(f"{stamp.words.capitalize()}.")]
