"""The few Adaptive Card elements that our cards are made of.

Version 1.5 at most, since Teams on a phone draws no later. What somebody else wrote (names,
units) is escaped, so that no markup of theirs is drawn; colour never stands without words.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import texts
from bot.conversation import Card, Press
from bot.presses import data_of
from digests.words import plain_markdown

CARD_VERSION = "1.5"
PRESS_VERB = "ask"
plain = plain_markdown


def card(body: Sequence[Card], *, actions: Sequence[Card] = (), again: Press | None = None) -> Card:
    """Return an Adaptive Card; `again` is what gives its present state when it is seen anew."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": CARD_VERSION,
        "lang": "sv",
        "fallbackText": texts.UPDATE_TEAMS,
        "body": list(body),
        **({"actions": list(actions)} if actions else {}),
        **({"refresh": _refresh(again)} if again else {}),
    }


def _refresh(again: Press) -> Card:
    data = data_of(replace(again, is_refresh=True))
    action = {"type": "Action.Execute", "title": texts.REFRESH, "verb": PRESS_VERB, "data": data}
    return {"action": action}


def heading(text: str) -> Card:
    return _text(text, size="Medium", weight="Bolder", style="heading")


def paragraph(text: str) -> Card:
    return _text(text)


def subtle(text: str) -> Card:
    return _text(text, isSubtle=True, size="Small")


def tight(text: str) -> Card:
    return _text(text, isSubtle=True, size="Small", spacing="None")


def strong(text: str, color: str = "Default") -> Card:
    return _text(text, weight="Bolder", color=color)


def warning(text: str) -> Card:
    return _text(f"⚠ {text}", color="Attention")


def at_the_right(text_block: Card) -> Card:
    return {**text_block, "horizontalAlignment": "Right"}


def pressable(text: str, press: Press) -> Card:
    """Return words on a row of their own to press, where they are too long for a button."""
    return block([_text(plain(text), color="Accent", weight="Bolder")], select=act(text, press))


def link(text: str) -> Card:
    """Return words that look like what can be pressed; the row around them is the button."""
    return at_the_right(_text(text, color="Accent", size="Small", spacing="None"))


def columns(left: Sequence[Card], right: Sequence[Card]) -> Card:
    """Return two columns: the left takes the room, the right only what it needs."""
    return {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "stretch", "items": list(left)},
            {"type": "Column", "width": "auto", "items": list(right)},
        ],
    }


def block(items: Sequence[Card], *, select: Card | None = None) -> Card:
    """Return items set off by a line; `select` is what happens when it is pressed."""
    return {
        "type": "Container",
        "separator": True,
        "spacing": "Medium",
        "items": list(items),
        **({"selectAction": select} if select else {}),
    }


def say(title: str, text: str, *, page: int = 1, case: str | None = None) -> Card:
    """Return a button that asks `text`, as if it had been written, about the case if any.

    What comes back is treated like anything else that somebody writes: understood,
    checked and answered anew. The case goes beside the text, since no reading of a text
    finds every number that a municipality may give its cases.
    """
    return act(title, Press(question=text, page=page, case=case))


def act(title: str, press: Press) -> Card:
    """Return a button for the press; its answer takes the card's place.

    Where the client is too old for that, the fallback sends the same as a message.
    """
    data = data_of(press)
    submit = {"type": "Action.Submit", "title": title, "data": data}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": PRESS_VERB,
        "data": data,
        "fallback": submit,
    }


def _text(text: str, **style: Any) -> Card:
    return {"type": "TextBlock", "text": text, "wrap": True, **style}
