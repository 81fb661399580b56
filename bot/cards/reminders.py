"""Reminders on cards: one that is set, the list of them, and one that is delivered."""

from collections.abc import Sequence
from datetime import date

from bot import texts
from bot.cards.duties import duty_of_case_row, explaining, stamp_elements
from bot.cards.elements import act, card, heading, paragraph, plain, strong, subtle
from bot.cards.pages import MOST_ROWS, Page
from bot.cards.plain import Choice
from bot.conversation import Card, Press
from bot.texts import reminders as words
from bot.understanding import Intent, Slots, Understanding
from digests.stamp import DataStamp
from digests.words import sentence
from rules.duties import Duty
from rules.wording import long_date

_CANCEL = Understanding(Intent.CANCEL_REMINDER, Slots())


def set_card(text: str, case: str, day: date) -> Card:
    """Return the card for a reminder that is kept, with a button to take it back."""
    remove = act(words.REMOVE, cancelling(case, day).press)
    return card([paragraph(plain(text))], actions=[remove], again=_as_it_stands(case, day))


def _as_it_stands(case: str, day: date) -> Press:
    """Return the press that tells what has become of one reminder, and changes nothing."""
    return Press(reading=Understanding(Intent.LIST_REMINDERS, Slots(on=day)), case=case)


def list_card(lines: Sequence[str], page: Page) -> Card:
    """Return one page of the reminders still to come."""
    rows = [paragraph(plain(line)) for line in page.part(lines)]
    remove = act(words.REMOVE_ONE, Press(reading=_CANCEL))
    body = [heading(words.HEADING), *rows, *page.place()]
    return card(body, actions=[remove, *page.turning()], again=page.here)


def cancelling(case: str, day: date) -> Choice:
    """Return the button that takes back one reminder."""
    reading = Understanding(Intent.CANCEL_REMINDER, Slots(on=day))
    return Choice(words.listed(case, day), case=case, reading=reading)


def on_day(case: str, day: date) -> Choice:
    """Return the button that sets a reminder of the case for the day."""
    reading = Understanding(Intent.SET_REMINDER, Slots(on=day))
    return Choice(sentence(long_date(day)), case=case, reading=reading)


def delivered_card(
    case: str,
    on: date,
    leads: Sequence[str],
    duties: Sequence[Duty],
    stamp: DataStamp,
    marks: Sequence[str] = (),
) -> Card:
    """Return what is sent on the morning of the day: how the case stands now.

    With marks it stays as it was sent: seen anew it would have lost them.
    """
    rows = [duty_of_case_row(duty) for duty in duties[:MOST_ROWS]]
    is_cut = len(duties) > MOST_ROWS
    place = [subtle(texts.shown_of(1, MOST_ROWS, len(duties)))] if is_cut else []
    body = [
        *_marked(marks),
        heading(plain(case)),
        *(strong(plain(lead)) for lead in leads),
        *rows,
        *place,
        *stamp_elements(stamp),
    ]
    again = None if marks else _as_it_stands(case, on)
    return card(body, actions=[act(texts.EXPLAIN, explaining(case))], again=again)


def not_needed_card(case: str, marks: Sequence[str] = ()) -> Card:
    """Return what is sent where nothing is open any more."""
    return card([*_marked(marks), paragraph(plain(words.not_needed(case)))])


def _marked(marks: Sequence[str]) -> list[Card]:
    return [strong(plain(mark)) for mark in marks]
