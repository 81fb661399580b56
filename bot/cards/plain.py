"""Cards of sentences, steps and choices."""

from collections.abc import Sequence

from bot.cards.elements import block, card, heading, paragraph, say, strong, tight
from bot.conversation import Card


def sentence_card(text: str, *, title: str | None = None, asks: Sequence[str] = ()) -> Card:
    """Return a card with a sentence and the questions that can be pressed next."""
    body = [heading(title)] if title else []
    buttons = [say(ask, ask) for ask in asks]
    return card([*body, paragraph(text)], text=text, actions=buttons)


def choice_card(text: str, choices: Sequence[tuple[str, str]]) -> Card:
    """Return a card that asks which of several is meant: (what the button says, what it asks)."""
    return card([paragraph(text)], text=text, actions=[say(title, ask) for title, ask in choices])


def numbered(title: str, subtitle: str, steps: Sequence[str]) -> Card:
    """Return a block with a title and numbered steps, escaped so that no list indents them."""
    lines = [paragraph(f"{number}\\. {step}") for number, step in enumerate(steps, 1)]
    return block([strong(title), tight(subtitle), *lines])
