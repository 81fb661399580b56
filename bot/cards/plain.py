"""Cards of sentences, steps and choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.elements import (
    act,
    block,
    card,
    heading,
    paragraph,
    plain,
    pressable,
    say,
    strong,
    tight,
)
from bot.cards.pages import Page
from bot.conversation import Card, Press
from bot.understanding import Understanding

CHOICES_PER_CARD = 4
"""Teams shows six buttons; the rest goes to a page of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what its button says, and the press it stands for.

    That is a sentence to ask, or a reading where the sentence has been read already.
    """

    title: str
    ask: str = ""
    case: str | None = None
    reading: Understanding | None = None

    @property
    def press(self) -> Press:
        return Press(question=self.ask, reading=self.reading, case=self.case)


def sentence_card(text: str, *, asks: Sequence[str] = ()) -> Card:
    """Return a card with a sentence (markdown) and the questions that can be pressed next."""
    return card([paragraph(text)], actions=[say(ask, ask) for ask in asks])


def examples_card(title: str, whole: Sequence[str], others_title: str, others: str) -> Card:
    """Return a card with examples of questions, a row for each that is `whole` enough to press.

    `others` (markdown) are those that lack a name or a number of one's own.
    """
    rows = [pressable(example, Press(question=example)) for example in whole]
    rest = [block([strong(others_title), paragraph(others)])] if others else []
    return card([heading(title), *rows, *rest])


def choice_card(
    text: str, choices: Sequence[Choice], page: Page, *, again: Press | None = None
) -> Card:
    """Return a card that asks which of several is meant, one page of them."""
    buttons = [act(each.title, each.press) for each in page.part(choices)]
    body = [paragraph(plain(text)), *page.place()]
    return card(body, actions=[*buttons, *page.turning()], again=again)


def numbered(title: str, subtitle: str, steps: Sequence[str]) -> Card:
    """Return a block with a title and numbered steps, escaped so that no list indents them."""
    lines = [paragraph(f"{number}\\. {step}") for number, step in enumerate(steps, 1)]
    return block([strong(title), tight(subtitle), *lines])
