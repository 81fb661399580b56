"""What a reminder says on the morning of its day, or why it is not sent after all.

Everything is read anew when it is sent: a person who has lost the right to the case hears
nothing of it, nor does another account that has taken over the e-mail address, and where
nothing is open any more that is said once. The outbox sees to when, and to how often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import texts
from bot.access import Reach, Refusal, granted_case, rows_granted, widest_reach
from bot.age import age_of_data
from bot.cards.reminders import delivered_card, not_needed_card
from bot.conversation import Answer, Audience
from bot.texts import reminders as words
from digests.notices import Notices
from digests.outbox.contents import Ready, Reason, Withheld
from digests.outbox.sending import Message
from digests.stamp import DataStamp
from rules.case_duties import open_duties
from rules.duties import Duty
from rules.facts import CaseFacts, StaffMember
from rules.policy import Policy
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import LookScope, record_look, staff_by_email
from storage.records import Reminder, ReminderState, reminder_by_id, settle_reminder
from storage.records.outbox import Delivery

DELIVERY = "reminder_delivery"
"""What a delivered reminder is called in the access log."""

_TO_SAY = (ReminderState.WAITING, ReminderState.CLAIMED)
_SAID = (ReminderState.SENT, ReminderState.DROPPED)


@dataclass(frozen=True, slots=True)
class ReadyReminder(Ready):
    """A reminder to deliver, and what it becomes when it has been."""

    becomes: ReminderState


@dataclass(frozen=True, slots=True)
class ReminderContents:
    """Makes the reminders of the outbox; a delivery's `about` is the number of its reminder."""

    database: Database
    policy: Policy
    stale_after_hours: int

    def made(self, delivery: Delivery, now: datetime) -> ReadyReminder | Withheld:
        """Return the reminder as its case stands now, or why nothing is said.

        One that nobody may hear any more is settled here and now: nothing else would be.
        """
        reminder = reminder_by_id(self.database, int(delivery.about))
        if reminder is None or not _is_to_be_said(reminder, delivery):
            return Withheld(Reason.NOT_NEEDED)
        with self.database.one_moment() as database:
            ready = replace(self, database=database)._ready(reminder, delivery, now)
        if isinstance(ready, Withheld) and ready.reason is not Reason.GONE:  # they may be back
            settle_reminder(self.database, reminder, ReminderState.DROPPED, now)
        return ready

    def delivered(self, delivery: Delivery, ready: Ready, now: datetime) -> None:
        """Note that rows were shown, as for any look, and that the reminder has been sent."""
        self._write_down(ready, now)  # first: a stop here gives a repeat, never a look untold
        reminder = reminder_by_id(self.database, int(delivery.about))
        becomes = ready.becomes if isinstance(ready, ReadyReminder) else ReminderState.SENT
        if reminder is not None:
            settle_reminder(self.database, reminder, becomes, now)

    def lost(self, delivery: Delivery, rows: int, now: datetime) -> None:
        """Note that rows may have been shown; the reminder waits for its repeat."""
        staff = staff_by_email(self.database, delivery.recipient)
        self._note_look(delivery.recipient, rows, _scope(staff), now)

    def _ready(
        self, reminder: Reminder, delivery: Delivery, now: datetime
    ) -> ReadyReminder | Withheld:
        staff = staff_by_email(self.database, reminder.email_key)
        if staff is None:
            return Withheld(Reason.GONE)
        case = _visible_case(self.database, staff, reminder.case)
        if case is None or not reminder.was_set_by(staff):
            return Withheld(Reason.NO_RIGHT)
        marks = _marks(delivery)
        still_open = open_duties((case,), now.astimezone(SWEDISH_TIME).date(), self.policy)
        if not still_open:
            answer, becomes = not_needed(case.case, marks), ReminderState.DROPPED
        else:
            stamp = age_of_data(self.database, now, self.stale_after_hours)
            answer = reminding(reminder.on, still_open, stamp, now, marks)
            becomes = ReminderState.SENT
        return ReadyReminder(staff, _message(answer), becomes)

    def _write_down(self, ready: Ready, at: datetime) -> None:
        staff = ready.recipient
        self._note_look(staff.email, ready.message.rows, _scope(staff), at)

    def _note_look(self, who: str, rows: int, scope: LookScope, at: datetime) -> None:
        record_look(self.database, who=who, at=at, intent=DELIVERY, rows=rows, scope=scope)


def _scope(staff: StaffMember | None) -> LookScope:
    """Return whose rows the person sees; only their own where they are gone meanwhile."""
    is_of_unit = staff is not None and widest_reach(staff) is Reach.UNIT
    return LookScope.UNIT if is_of_unit else LookScope.MINE


def _is_to_be_said(reminder: Reminder, delivery: Delivery) -> bool:
    """Whether it waits, or may have been said without anybody knowing that it was heard."""
    may_be_heard_twice = delivery.is_repeat and reminder.state in _SAID
    return reminder.state in _TO_SAY or may_be_heard_twice


def _visible_case(database: Database, staff: StaffMember, number: str) -> CaseFacts | None:
    """Return the case as far as its person may see it now, None where they may not."""
    grant = rows_granted(staff, Audience.PERSONAL, widest_reach(staff))
    if isinstance(grant, Refusal):
        return None
    found = granted_case(database, grant, (number,))
    return found[0] if len(found) == 1 else None


def _marks(delivery: Delivery) -> tuple[str, ...]:
    """Return what is said of the delivery itself: that it is late, or may be a repeat."""
    notices = Notices(is_late=delivery.is_late, is_repeat=delivery.is_repeat)
    return tuple(f"{notice.title} {notice.words}" for notice in notices.lines)


def _message(answer: Answer) -> Message:
    return Message(
        subject=answer.summary,
        notice=answer.summary,
        text=answer.text,
        cards=answer.cards,
        rows=len(answer.duties) or answer.named,
    )


def not_needed(case: str, marks: Sequence[str] = ()) -> Answer:
    """Return what is said where nothing is open in the case any more."""
    text = "\n".join([*marks, words.not_needed(case)])
    return Answer(text, words.REMINDER, (not_needed_card(case, marks),), named=1)


def reminding(
    on: date, duties: list[Duty], stamp: DataStamp, now: datetime, marks: Sequence[str] = ()
) -> Answer:
    """Return the reminder for the day, with the open duties of its case."""
    case = duties[0].case
    is_after_its_day = on < now.astimezone(SWEDISH_TIME).date()
    leads = [words.delivered(case), *([words.was_for(on)] if is_after_its_day else [])]
    lines = [texts.line(duty, with_caseworker=True) for duty in duties]
    text = "\n".join([*marks, *leads, *lines, texts.stamp_and_warning(stamp)])
    card = delivered_card(case, on, leads, duties, stamp, marks)
    return Answer(text, words.REMINDER, (card,), tuple(duties), about=case)
