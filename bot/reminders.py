"""What is sent on the morning of the day that somebody asked to be reminded on.

Everything is read anew: a person who has lost the right to the case hears nothing of it, nor
does another account that has taken over the e-mail address, and
where nothing is open any more the reminder is dropped with a word. Whoever delivers a message
says so afterwards (`delivered`); one that nobody says it of is given out again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot import texts
from bot.access import Reach, Refusal, granted_case, rows_granted, widest_reach
from bot.age import age_of_data
from bot.cards.reminders import delivered_card, not_needed_card
from bot.conversation import Answer, Audience
from bot.texts import reminders as words
from digests.stamp import SWEDISH_TIME, DataStamp
from rules.case_duties import open_duties
from rules.duties import Duty
from rules.facts import CaseFacts, StaffMember
from rules.policy import Policy
from storage.engine import Database
from storage.queries import LookScope, record_look, staff_by_email
from storage.records import Reminder, ReminderState, claim_due_reminders, settle_reminder

DELIVERY = "reminder_delivery"
"""What a delivered reminder is called in the access log."""


@dataclass(frozen=True, slots=True)
class ReminderMessage:
    """A message to deliver to `staff`, and what its reminder becomes when it has been."""

    reminder: Reminder
    staff: StaffMember
    answer: Answer
    becomes: ReminderState


def due_reminders(
    database: Database,
    policy: Policy,
    now: datetime,
    stale_after_hours: int,
    *,
    most: int = 100,
) -> Iterator[ReminderMessage]:
    """Yield the messages for reminders of today or earlier, each taken so that nobody else does.

    At most `most` at a time: ask again until nothing comes. Those that must not be sent are
    dropped here and now.
    """
    today = now.astimezone(SWEDISH_TIME).date()
    stamp = age_of_data(database, now, stale_after_hours)
    for reminder in claim_due_reminders(database, today, now, most=most):
        message = _message(database, policy, reminder, stamp, now)
        if message is None:
            settle_reminder(database, reminder, ReminderState.DROPPED, now)
            continue
        yield message


def dropped(database: Database, message: ReminderMessage, at: datetime) -> None:
    """Note that the message will never be delivered."""
    settle_reminder(database, message.reminder, ReminderState.DROPPED, at)


def delivered(database: Database, message: ReminderMessage, at: datetime) -> None:
    """Note that the message has been delivered, and that rows were shown, as for any look."""
    _write_down(database, message, at)  # first: a stop here gives a repeat, never a look untold
    settle_reminder(database, message.reminder, message.becomes, at)


def _message(
    database: Database, policy: Policy, reminder: Reminder, stamp: DataStamp, now: datetime
) -> ReminderMessage | None:
    staff = staff_by_email(database, reminder.email_key)
    case = None if staff is None else _visible_case(database, staff, reminder.case)
    if staff is None or case is None or not reminder.was_set_by(staff):
        return None
    still_open = open_duties((case,), now.astimezone(SWEDISH_TIME).date(), policy)
    if not still_open:
        return ReminderMessage(reminder, staff, not_needed(case.case), ReminderState.DROPPED)
    return ReminderMessage(
        reminder, staff, reminding(reminder.on, still_open, stamp, now), ReminderState.SENT
    )


def not_needed(case: str) -> Answer:
    """Return what is said where nothing is open in the case any more."""
    return Answer(words.not_needed(case), words.REMINDER, (not_needed_card(case),), named=1)


def _write_down(database: Database, message: ReminderMessage, at: datetime) -> None:
    reach = widest_reach(message.staff)
    record_look(
        database,
        who=message.staff.email,
        at=at,
        intent=DELIVERY,
        rows=len(message.answer.duties) or message.answer.named,
        scope=LookScope.UNIT if reach is Reach.UNIT else LookScope.MINE,
    )


def _visible_case(database: Database, staff: StaffMember, number: str) -> CaseFacts | None:
    """Return the case as far as its person may see it now, None where they may not."""
    grant = rows_granted(staff, Audience.PERSONAL, widest_reach(staff))
    if isinstance(grant, Refusal):
        return None
    found = granted_case(database, grant, (number,))
    return found[0] if len(found) == 1 else None


def reminding(on: date, duties: list[Duty], stamp: DataStamp, now: datetime) -> Answer:
    """Return the reminder for the day, with the open duties of its case."""
    case = duties[0].case
    is_late = on < now.astimezone(SWEDISH_TIME).date()
    leads = [words.delivered(case), *([words.was_for(on)] if is_late else [])]
    lines = [texts.line(duty, with_caseworker=True) for duty in duties]
    text = "\n".join([*leads, *lines, texts.stamp_and_warning(stamp)])
    card = delivered_card(case, on, leads, duties, stamp)
    return Answer(text, words.REMINDER, (card,), tuple(duties), about=case)
