"""Duties as a list on a card: overdue first, one row each, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import texts
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
    subtle,
    tight,
    warning,
)
from bot.cards.pages import Page
from bot.conversation import Card, Press
from bot.understanding import Intent, Slots, Understanding
from digests.stamp import DataStamp
from digests.words import sentence
from rules.duties import Duty, DutyStatus

# Not "Warning": Teams draws it as yellow on white, which few can read.
_COLOURS = {DutyStatus.OVERDUE: "Attention", DutyStatus.DUE_TODAY: "Attention"}
_EXPLAIN = Understanding(Intent.EXPLAIN_DEADLINE, Slots())


@dataclass(frozen=True, slots=True)
class DutyList:
    """What a list card shows: the duties in order, and the sentences around them."""

    title: str
    lead: str
    duties: Sequence[Duty]
    stamp: DataStamp
    with_caseworker: bool
    note: str | None = None
    warnings: Sequence[str] = ()


def duty_list_card(listed: DutyList, page: Page) -> Card:
    """Return the card for one page of the list."""
    origin = page.origin
    rows = [
        duty_row(duty, origin, with_caseworker=listed.with_caseworker)
        for duty in page.part(listed.duties)
    ]
    note = [paragraph(listed.note)] if listed.note else []
    body = [heading(plain(listed.title)), paragraph(listed.lead), *rows, *note, *page.place()]
    body += [warning(plain(each)) for each in listed.warnings]
    return card(
        [*body, *stamp_elements(listed.stamp)],
        actions=[*page.back(), *page.turning()],
        again=page.here,
    )


def duty_row(duty: Duty, listed_at: Press, *, with_caseworker: bool) -> Card:
    """Return one duty as a row: the case and what is owed, the days left in words.

    The whole row can be pressed for the explanation, and from there back to the list.
    """
    below = [f"{texts.rule_title(duty)} · {texts.last_day(duty)}"]
    if with_caseworker:
        below.append(duty.caseworker or texts.NO_CASEWORKER)
    explanation = explaining(duty.case, back=listed_at)
    read_aloud = ", ".join([duty.case, *below, texts.state(duty), texts.EXPLAIN])
    return _row(duty.case, below, duty, select=act(read_aloud, explanation))


def explaining(case: str, back: Press | None = None) -> Press:
    """Return the press that asks why the dates of a case are what they are."""
    return Press(reading=_EXPLAIN, case=case, back=back)


def duty_of_case_row(duty: Duty) -> Card:
    """Return one duty as a row where the case is already named."""
    below = [sentence(texts.last_day(duty)), duty.caseworker or texts.NO_CASEWORKER]
    return _row(texts.rule_title(duty), below, duty)


def _row(title: str, below: Sequence[str], duty: Duty, *, select: Card | None = None) -> Card:
    left = [strong(plain(title)), *(tight(plain(line)) for line in below)]
    right = [at_the_right(strong(texts.state(duty), _COLOURS.get(duty.status, "Default")))]
    if select is not None:
        right.append(link(texts.EXPLAIN))
    return block([columns(left, right)], select=select)


def stamp_elements(stamp: DataStamp) -> list[Card]:
    """Return the age of the data, with a warning where it is too old."""
    elements = [warning(stamp.warning)] if stamp.warning else []
    return [*elements, subtle(f"{stamp.words.capitalize()}.")]
