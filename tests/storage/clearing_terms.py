"""Clearing one kind of thing and nothing else, for the tests of what each kind calls old."""

from datetime import UTC, date, datetime

from storage.engine import Database
from storage.records.clearing import Kept, Terms, clear

_LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
_MOMENTS = ("gone", "looks", "deliveries", "reminders", "calendars", "imports", "strangers")
_TERM_OF = {
    Kept.LOOKS: "looks",
    Kept.DELIVERIES: "deliveries",
    Kept.ABSENCES: "deliveries",
    Kept.REMINDERS: "reminders",
    Kept.CALENDARS: "calendars",
    Kept.CONVERSATIONS: "strangers",
}


def clear_only(database: Database, kind: Kept, before: datetime) -> int:
    """Clear what is older than the moment of this kind; return how many rows that was."""
    moments = dict.fromkeys(_MOMENTS, _LONG_AGO) | {_TERM_OF[kind]: before}
    cleared = clear(database, Terms(date(1990, 1, 1), **moments), who="admin", at=before)
    return next(each.rows for each in cleared if each.kind is kind)
