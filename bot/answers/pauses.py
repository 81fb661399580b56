"""Pausing one's own digests and taking them up again."""

from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.conversation import Answer
from bot.texts import digests as words
from bot.texts.days import ask_for_days
from rules.facts import Role
from storage.records import pause_digest, resume_digest

GET_DIGESTS = frozenset({Role.UNIT_MANAGER, Role.BOARD_SECRETARY})
"""The roles that something is sent to: the weekly digest, the monthly summary."""


def pause(turn: Turn) -> Answer:
    """Keep that the asker wants no digests, until a day or until further notice."""
    if turn.staff.role not in GET_DIGESTS:
        return sentence(words.NOT_FOR_YOU)
    fault = turn.understanding.beside.day_fault
    if fault is not None:
        return sentence(ask_for_days(fault))
    until = turn.slots.until
    if until is not None and until <= turn.today:
        return sentence(words.until_has_passed(until))
    pause_digest(turn.database, turn.staff, until, turn.asked_at)
    text = words.PAUSED if until is None else words.paused_until(until)
    return sentence(text, asks=(words.ASK_RESUME,))


def resume(turn: Turn) -> Answer:
    """End the asker's pause."""
    if turn.staff.role not in GET_DIGESTS:
        return sentence(words.NOT_FOR_YOU)
    ended = resume_digest(turn.database, turn.staff)
    return sentence(words.RESUMED if ended and ended.covers(turn.today) else words.NOT_PAUSED)
