"""The calendar address on a card, with what can be done about it."""

from bot.cards.elements import act, card, heading, paragraph, plain, subtle
from bot.conversation import Card, Press
from bot.texts import calendar as words
from bot.understanding import Beside, CalendarWish, Intent, Slots, Understanding
from digests.words import sentence

_INTENT = Intent.EXPORT_CALENDAR
_WISHES = {words.OPEN_NEW: CalendarWish.NEW, words.CLOSE: CalendarWish.CLOSE}


def address_card(address: str) -> Card:
    """Return the card that shows the address, this once."""
    body = [
        heading(words.NAME),
        paragraph(words.HERE_IT_IS),
        _as_it_is(address),
        paragraph(words.HOW),
        subtle(words.KEEP_IT),
    ]
    return card(body, actions=[_button(words.CLOSE)])


def open_already_card(text: str) -> Card:
    """Return the card for somebody who has an address that works."""
    return card([paragraph(plain(text))], actions=[_button(words.OPEN_NEW), _button(words.CLOSE)])


def _as_it_is(text: str) -> Card:
    """Return text that is not Markdown: a token may hold underscores, and is to be copied."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}]}


def _button(ask: str) -> Card:
    wish = Beside(calendar=_WISHES[ask])
    return act(sentence(ask), Press(reading=Understanding(_INTENT, Slots(), beside=wish)))
