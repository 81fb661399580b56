"""Asks which of several near readings is meant, instead of guessing."""

from dataclasses import replace

from bot import texts
from bot.answers.turn import Turn
from bot.cards.pages import page_of
from bot.cards.plain import Choice, choice_card
from bot.conversation import Answer
from bot.understanding import Intent, Understanding


def which_is_meant(turn: Turn) -> Answer:
    """Return the readings of a sentence as buttons; what is pressed needs no reading again."""
    readings = sorted([turn.understanding, *turn.understanding.near], key=_is_something_else)
    choices = [_choice(reading) for reading in readings]
    page = page_of(turn.question, len(choices), len(choices))
    listed = "\n".join(f"- {choice.title}" for choice in choices)
    card = choice_card(texts.WHICH_READING, choices, page)
    return Answer(f"{texts.WHICH_READING}\n{listed}", texts.SUMMARY, (card,))


def _is_something_else(reading: Understanding) -> bool:
    """Whether it is none of ours: that choice comes last, however likely it is."""
    return reading.intent is Intent.OUT_OF_SCOPE


def _choice(reading: Understanding) -> Choice:
    alone = replace(reading, near=())
    return Choice(texts.reading_words(reading), case=reading.case_as_typed, reading=alone)
