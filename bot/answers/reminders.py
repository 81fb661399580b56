"""Reminders of a case: set, listed and taken back by the person they are for."""

from datetime import date

from bot import texts
from bot.access import Grant, Refusal, granted_case, rows_granted, widest_reach
from bot.answers.cases import the_case
from bot.answers.refusals import refused
from bot.answers.reminder_choices import which_day, which_reminder
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.pages import page_of
from bot.cards.reminders import list_card, set_card
from bot.conversation import Answer
from bot.reminders import not_needed, reminding
from bot.texts import reminders as words
from bot.texts.days import after_fault
from rules.case_duties import open_duties
from rules.facts import CaseFacts
from rules.length import add_months
from storage.queries import means
from storage.records import (
    Reminder,
    cancel_reminder,
    set_reminder,
    waiting_reminders,
)

_LONGEST_MONTHS = 24
_ASK_AGAIN = ("mina påminnelser",)


def set_one(turn: Turn) -> Answer:
    """Keep a reminder of the case for the day, or ask for what was not said."""
    fault = turn.understanding.beside.day_fault
    if turn.understanding.case_as_typed is None:
        return _refusal(turn) or sentence(after_fault(fault, words.ASK_FOR_CASE))
    case = the_case(turn)
    if isinstance(case, Answer):
        return case
    day = turn.slots.on
    if day is None or turn.question.is_refresh:
        return which_day(turn, case)
    if day <= turn.today:
        return sentence(words.IS_TODAY if day == turn.today else words.too_early(day))
    if day > add_months(turn.today, _LONGEST_MONTHS):
        return sentence(words.TOO_LATE)
    return _kept(turn, case, day)


def list_all(turn: Turn) -> Answer:
    """Return the asker's reminders still to come, of cases that they may still see."""
    refusal = _refusal(turn)
    if refusal is not None:
        return refusal
    if turn.question.is_refresh and turn.slots.on and turn.understanding.case_as_typed:
        return _as_it_stands(turn, turn.slots.on)
    visible = _visible(turn)
    if not visible:
        return sentence(words.NONE)
    lines = [words.listed(each.case, each.on) for each in visible]
    card = list_card(lines, page_of(turn.question, turn.rows_per_card, len(lines)))
    return Answer("\n".join([words.HEADING, *lines]), texts.SUMMARY, (card,), named=len(lines))


def _as_it_stands(turn: Turn, day: date) -> Answer:
    """Return one reminder anew: still to come, taken back, or how its case stands now.

    From the morning of its day it may be on its way, so then it says what it will say.
    """
    case = the_case(turn)
    if isinstance(case, Answer):
        return case
    if day > turn.today:
        waiting = waiting_reminders(turn.database, turn.staff, case.case)
        return _to_come(case, day) if day in {each.on for each in waiting} else _gone()
    still_open = open_duties((case,), turn.today, turn.policy)
    if not still_open:
        return not_needed(case.case)
    return reminding(day, still_open, turn.stamp, turn.question.now)


def _to_come(case: CaseFacts, day: date) -> Answer:
    text = words.is_set(case.case, day)
    return Answer(text, texts.SUMMARY, (set_card(text, case.case, day),), named=1)


def _gone() -> Answer:
    return sentence(words.GONE_ALREADY)


def cancel(turn: Turn) -> Answer:
    """Take back the reminder that is meant, or ask which of them it is."""
    refusal = _refusal(turn)
    if refusal is not None:
        return refusal
    typed = turn.understanding.case_as_typed
    if typed is None:
        visible = _visible(turn)
        return which_reminder(turn, visible) if visible else sentence(words.NONE)
    found = [each for each in waiting_reminders(turn.database, turn.staff) if _fits(turn, each)]
    if not found:
        gone = words.GONE_ALREADY if turn.slots.on else words.not_found(typed)
        return sentence(gone, asks=_ASK_AGAIN)
    if len(found) > 1 or turn.question.is_refresh:
        return which_reminder(turn, found)
    return _cancelled(turn, found[0])


def _kept(turn: Turn, case: CaseFacts, day: date) -> Answer:
    is_new = set_reminder(turn.database, turn.staff, case.case, day, turn.asked_at)
    kept = words.is_set(case.case, day) if is_new else words.was_set(case.case, day)
    has_open = bool(open_duties((case,), turn.today, turn.policy))
    text = kept if has_open else f"{kept} {words.NOTHING_OPEN}"
    card = set_card(text, case.case, day)
    return Answer(text, texts.SUMMARY, (card,), named=1, about=case.case)


def _cancelled(turn: Turn, reminder: Reminder) -> Answer:
    cancel_reminder(turn.database, turn.staff, reminder.case, reminder.on, turn.asked_at)
    return sentence(words.removed(reminder.case, reminder.on), asks=_ASK_AGAIN)


def _fits(turn: Turn, reminder: Reminder) -> bool:
    asked = {turn.understanding.case_as_typed, turn.slots.case} - {None}
    is_the_case = any(means(str(number), reminder.case) for number in asked)
    return is_the_case and turn.slots.on in (None, reminder.on)


def _visible(turn: Turn) -> list[Reminder]:
    grant = rows_granted(turn.staff, turn.question.audience, widest_reach(turn.staff))
    if isinstance(grant, Refusal):
        return []
    waiting = waiting_reminders(turn.database, turn.staff)
    return [each for each in waiting if _may_see(turn, grant, each)]


def _may_see(turn: Turn, grant: Grant, reminder: Reminder) -> bool:
    return bool(granted_case(turn.database, grant, (reminder.case,)))


def _refusal(turn: Turn) -> Answer | None:
    """Return the refusal for somebody who has no cases to be reminded of."""
    grant = rows_granted(turn.staff, turn.question.audience, widest_reach(turn.staff))
    return refused(grant) if isinstance(grant, Refusal) else None
