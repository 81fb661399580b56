"""What is said when rows are asked for without a right to them."""

from bot import texts
from bot.access import Refusal
from bot.answers.small_talk import sentence
from bot.conversation import Answer


def refused(refusal: Refusal) -> Answer:
    """Return the sentence for the refusal, with nothing in it that tells what exists."""
    return sentence(texts.REFUSALS[refusal], denied=True)
