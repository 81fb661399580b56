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
from bot.conversation import Card
from digests.stamp import DataStamp
from digests.words import sentence
from rules.duties import Duty, DutyStatus

# Not "Warning": Teams draws it as yellow on white, which few can read.
_COLOURS = {DutyStatus.OVERDUE: "Attention", DutyStatus.DUE_TODAY: "Attention"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a longer list; `number` counts from 1."""

    number: int
    size: int
    of: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        return min(self.first + self.size, self.of)

    @property
    def has_more(self) -> bool:
        return self.last < self.of

    @property
    def is_whole(self) -> bool:
        return self.of <= self.size


def page_of(wanted: int, size: int, of: int) -> Page:
    """Return the page that is wanted, or the last one there is."""
    pages = max(1, -(-of // size))
    return Page(min(max(wanted, 1), pages), size, of)


@dataclass(frozen=True, slots=True)
class DutyList:
    """What a list card shows: the duties in order, and the sentences around them."""

    title: str
    lead: str
    duties: Sequence[Duty]
    stamp: DataStamp
    question: str
    with_caseworker: bool
    note: str | None = None


def duty_list_card(listed: DutyList, page: Page, *, text: str) -> Card:
    """Return the card for one page of the list."""
    rows = [
        duty_row(duty, with_caseworker=listed.with_caseworker)
        for duty in listed.duties[page.first : page.last]
    ]
    body = [heading(listed.title), paragraph(listed.lead), *rows]
    if listed.note:
        body.append(paragraph(listed.note))
    if not page.is_whole:
        body.append(subtle(texts.shown_of(page.first + 1, page.last, page.of)))
    body += stamp_elements(listed.stamp)
    more = [say(texts.MORE, listed.question, page=page.number + 1)] if page.has_more else []
    return card(body, text=text, actions=more)


def duty_row(duty: Duty, *, with_caseworker: bool) -> Card:
    """Return one duty as a row: the case and what is owed, the days left in words."""
    below = [f"{texts.rule_title(duty)} · {texts.last_day(duty)}"]
    if with_caseworker:
        below.append(plain(duty.caseworker or texts.NO_CASEWORKER))
    explain = say(texts.EXPLAIN, f"förklara fristen på {duty.case}")
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
