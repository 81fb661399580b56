"""Answers that need no rows: help, greetings and what we cannot do."""

from collections.abc import Iterable, Sequence

from bot import texts
from bot.answers.turn import Turn
from bot.cards.elements import plain
from bot.cards.plain import examples_card, sentence_card
from bot.conversation import Answer
from rules.facts import Role

_HELP = {
    Role.CASEWORKER: texts.HELP_FOR_CASEWORKER,
    Role.UNIT_MANAGER: texts.HELP_FOR_MANAGER,
    Role.BOARD_SECRETARY: texts.HELP_FOR_SECRETARY,
    Role.ADMINISTRATOR: texts.HELP_FOR_ADMINISTRATOR,
}
_MADE_UP = ("BU-", "Anna")


def sentence(text: str, *, asks: Sequence[str] = (), denied: bool = False) -> Answer:
    """Return an answer of one sentence, with questions that can be pressed next."""
    card = sentence_card(plain(text), asks=asks)
    return Answer(text, texts.SUMMARY, (card,), denied=denied)


def greeting(turn: Turn) -> Answer:
    return sentence(texts.GREETINGS[turn.staff.role], asks=_HELP[turn.staff.role][:1])


def thanks(_turn: Turn) -> Answer:
    return sentence(texts.THANKS)


def out_of_scope(_turn: Turn) -> Answer:
    return sentence(texts.OUT_OF_SCOPE, asks=("hjälp",))


def help_by_role(turn: Turn) -> Answer:
    """Return examples that the person's role can use; the ones that are whole can be pressed."""
    examples = _HELP[turn.staff.role]
    whole = [each for each in examples if not any(name in each for name in _MADE_UP)]
    others = _listed(each for each in examples if each not in whole)
    card = examples_card(texts.HELP_HEADING, whole, texts.HELP_WITH_YOUR_OWN, others)
    text = f"{texts.HELP_HEADING}:\n\n{_listed(examples)}"
    return Answer(text, texts.SUMMARY, (card,))


def _listed(examples: Iterable[str]) -> str:
    return "\n".join(f"- {example}" for example in examples)
