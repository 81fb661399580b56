"""The person's own deadlines in their own calendar: an address, given once and revocable."""

import re

from bot import texts
from bot.access import Reach, Refusal, rows_granted
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.calendar_address import calendar_address
from bot.cards.calendar import address_card, open_already_card
from bot.conversation import Answer
from bot.texts import calendar as words
from storage.keys import name_key
from storage.records import calendar_of, close_calendar, open_calendar

_CLOSE = re.compile(r"\b(stänga?|stanga?|avsluta|återkalla|aterkalla|ta bort|radera)\b")
_NEW = re.compile(r"\bny(tt|a)? (\w*adress|\w*länk|\w*lank|\w*prenumeration)")


def export(turn: Turn) -> Answer:
    """Return a calendar address, or what stands in the way of one; on request close it."""
    grant = rows_granted(turn.staff, turn.question.audience, Reach.OWN)
    if isinstance(grant, Refusal):
        return refused(grant)
    asked = name_key(turn.question.text)
    if _CLOSE.search(asked):
        return _closed(turn)
    if not turn.public_url:
        return sentence(words.NOT_SET_UP)
    known = calendar_of(turn.database, turn.staff)
    if known is not None and not _NEW.search(asked):
        text = words.already_open(known.created_at)
        return Answer(text, texts.SUMMARY, (open_already_card(text),))
    return _opened(turn)


def _opened(turn: Turn) -> Answer:
    address = calendar_address(
        turn.public_url, open_calendar(turn.database, turn.staff, turn.asked_at)
    )
    text = "\n".join([words.HERE_IT_IS, address, words.HOW, words.KEEP_IT])
    return Answer(text, texts.SUMMARY, (address_card(address),))


def _closed(turn: Turn) -> Answer:
    was_open = close_calendar(turn.database, turn.staff, turn.asked_at)
    return sentence(words.CLOSED if was_open else words.NONE_TO_CLOSE)
