"""The person's own deadlines in their own calendar: an address, given once and revocable."""

from bot import texts
from bot.access import Reach, Refusal, rows_granted
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.calendar_address import calendar_address
from bot.cards.calendar import address_card, open_already_card
from bot.conversation import Answer
from bot.given_addresses import GivenAddress
from bot.texts import calendar as words
from bot.understanding import CalendarWish
from storage.records import calendar_by_token, calendar_of, close_calendar, open_calendar


def export(turn: Turn) -> Answer:
    """Return a calendar address, or what stands in the way of one; on request close it."""
    grant = rows_granted(turn.staff, turn.question.audience, Reach.OWN)
    if isinstance(grant, Refusal):
        return refused(grant)
    wish = turn.understanding.beside.calendar
    if wish is CalendarWish.CLOSE:
        return _closed(turn)
    if not turn.public_url:
        return sentence(words.NOT_SET_UP)
    wants_new = wish is CalendarWish.NEW
    given = _given_just_now(turn, wants_new=wants_new)
    if given is not None:
        return _shown(turn, given)
    known = calendar_of(turn.database, turn.staff)
    if known is not None and not wants_new:
        text = words.already_open(known.created_at)
        return Answer(text, texts.SUMMARY, (open_already_card(text),))
    return _opened(turn, wants_new=wants_new)


def _given_just_now(turn: Turn, *, wants_new: bool) -> str | None:
    """Return the token that the same press gave a moment ago, as far as it still opens."""
    given = turn.given_addresses.given_to(turn.staff.email)
    if given is None or (wants_new and not given.was_new):
        return None
    return given.token if calendar_by_token(turn.database, given.token) else None


def _opened(turn: Turn, *, wants_new: bool) -> Answer:
    token = open_calendar(turn.database, turn.staff, turn.asked_at)
    turn.given_addresses.remember(turn.staff.email, GivenAddress(token, wants_new))
    return _shown(turn, token)


def _shown(turn: Turn, token: str) -> Answer:
    address = calendar_address(turn.public_url, token)
    text = "\n".join([words.HERE_IT_IS, address, words.HOW, words.KEEP_IT])
    return Answer(text, texts.SUMMARY, (address_card(address),))


def _closed(turn: Turn) -> Answer:
    was_open = close_calendar(turn.database, turn.staff, turn.asked_at)
    return sentence(words.CLOSED if was_open else words.NONE_TO_CLOSE)
