"""What people have told Fristvakt, written and read: one module for each kind.

The case system knows nothing of this, so no import touches it.
"""

from storage.records.calendars import (
    CalendarSubscription,
    calendar_by_token,
    calendar_of,
    close_calendar,
    open_calendar,
)
from storage.records.carrying_over import carry_over_at_contact
from storage.records.conversations import (
    Conversation,
    conversation_of,
    newest_conversation,
    note_uninstalled,
    remember_conversation,
)
from storage.records.digest_pauses import (
    DigestPause,
    digest_pause_of,
    pause_digest,
    resume_digest,
)
from storage.records.overrun_causes import RecordedCause, record_overrun_cause, recorded_causes
from storage.records.purging import facts_kept_from, note_cleared
from storage.records.reminders import (
    Reminder,
    ReminderState,
    cancel_reminder,
    due_reminders,
    reminder_by_id,
    set_reminder,
    settle_reminder,
    waiting_reminders,
)
from storage.records.sent_summaries import (
    SentSummary,
    keep_sent_summary,
    note_summary_sent,
    sent_summary,
)

__all__ = [
    "CalendarSubscription",
    "Conversation",
    "DigestPause",
    "RecordedCause",
    "Reminder",
    "ReminderState",
    "SentSummary",
    "calendar_by_token",
    "calendar_of",
    "cancel_reminder",
    "carry_over_at_contact",
    "close_calendar",
    "conversation_of",
    "digest_pause_of",
    "due_reminders",
    "facts_kept_from",
    "keep_sent_summary",
    "newest_conversation",
    "note_cleared",
    "note_summary_sent",
    "note_uninstalled",
    "open_calendar",
    "pause_digest",
    "record_overrun_cause",
    "recorded_causes",
    "remember_conversation",
    "reminder_by_id",
    "resume_digest",
    "sent_summary",
    "set_reminder",
    "settle_reminder",
    "waiting_reminders",
]
