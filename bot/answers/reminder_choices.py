"""Asks with buttons which day to remind on, and which reminder to take back.

Seen anew, the questions are put again as things stand then; nothing is set or taken back by that.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot import texts
from bot.answers.cases import closed
from bot.answers.turn import Turn
from bot.cards.pages import page_of
from bot.cards.plain import CHOICES_PER_CARD, choice_card
from bot.cards.reminders import cancelling, on_day
from bot.conversation import Answer
from bot.texts import reminders as words
from bot.texts.days import after_fault
from rules.case_duties import open_duties
from rules.duties import Duty
from rules.facts import CaseFacts
from storage.records import Reminder


def which_day(turn: Turn, case: CaseFacts) -> Answer:
    """Return the day that was said if any was, else some near ones; a stub of what is closed."""
    still_open = open_duties((case,), turn.today, turn.policy)
    if turn.question.is_refresh and not still_open:
        return closed(case.case)
    text = after_fault(turn.understanding.beside.day_fault, words.ask_for_day(case.case))
    said = turn.slots.on
    days = [said] if said else _days_to_choose(turn.today, still_open)
    choices = [on_day(case.case, day) for day in days if day > turn.today]
    page = page_of(turn.question, len(choices), len(choices), case=case.case)
    card = choice_card(text, choices, page, again=page.here)
    listed = "\n".join([text, *(f"- {choice.title}" for choice in choices)])
    return Answer(listed, texts.SUMMARY, (card,), named=1, about=case.case)


def _days_to_choose(today: date, still_open: Sequence[Duty]) -> list[date]:
    """Return tomorrow, next Monday, a week from now and the day before the nearest last day."""
    monday = today + timedelta(days=7 - today.weekday())
    days = {today + timedelta(days=1), monday, today + timedelta(days=7)}
    to_come = (duty.decisive_on for duty in still_open)
    nearest = next((last_day for last_day in to_come if last_day > today), None)
    return sorted(days if nearest is None else {*days, nearest - timedelta(days=1)})


def which_reminder(turn: Turn, reminders: Sequence[Reminder]) -> Answer:
    """Return the reminders as buttons that each take one back."""
    choices = [cancelling(each.case, each.on) for each in reminders]
    page = page_of(turn.question, CHOICES_PER_CARD, len(choices))
    card = choice_card(words.WHICH, choices, page, again=page.here)
    listed = "\n".join([words.WHICH, *(f"- {choice.title}" for choice in choices)])
    return Answer(listed, texts.SUMMARY, (card,), named=len(choices))
