"""Clearing what has been kept long enough (gallring): what would go, and letting it go."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Column, Connection, case, func, select

from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.records.clearing.deleting import clear_facts, clear_kind, clear_people
from storage.records.clearing.expiring import expiring, leaving
from storage.records.clearing.model import Cleared, Kept, Terms
from storage.tables import (
    ABSENCE,
    ACCESS_LOG,
    CALENDAR_SUBSCRIPTION,
    CONVERSATION,
    DELIVERY,
    IMPORT_FILE,
    INVESTIGATION,
    INVESTIGATION_CASEWORKER,
    OVERRUN_CAUSE_RECORD,
    PLACEMENT,
    REJECTED_ROW,
    REMINDER,
    REPORT,
    STAFF,
)

__all__ = ["Cleared", "Kept", "Terms", "clear", "to_be_cleared"]

_DAY_OF: dict[Kept, Column[date] | Column[datetime]] = {
    Kept.REPORTS: REPORT.c.received_on,
    Kept.INVESTIGATIONS: INVESTIGATION.c.opened_on,
    Kept.PLACEMENTS: PLACEMENT.c.started_on,
    Kept.CASEWORKERS: INVESTIGATION_CASEWORKER.c.first_seen_on,
    Kept.CAUSES: OVERRUN_CAUSE_RECORD.c.at,
    Kept.LOOKS: ACCESS_LOG.c.at,
    Kept.DELIVERIES: DELIVERY.c.queued_at,
    Kept.REMINDERS: REMINDER.c.created_at,
    Kept.CALENDARS: CALENDAR_SUBSCRIPTION.c.created_at,
    Kept.ABSENCES: ABSENCE.c.from_on,
    Kept.CONVERSATIONS: CONVERSATION.c.last_seen_at,
    Kept.IMPORTED_FILES: IMPORT_FILE.c.modified_at,
    Kept.STAFF: STAFF.c.gone_since,
}
_LATER = (
    *(Kept.LOOKS, Kept.DELIVERIES, Kept.REMINDERS, Kept.CALENDARS, Kept.ABSENCES),
    *(Kept.CONVERSATIONS, Kept.REJECTED_ROWS, Kept.IMPORTED_FILES),
)


def to_be_cleared(database: Database, terms: Terms) -> tuple[Cleared, ...]:
    """Return what `clear` would delete, and delete nothing."""
    with expiring(database, terms) as connection:
        return tuple(
            Cleared(kind, _number(connection, kind, terms), _oldest(connection, kind, terms))
            for kind in Kept
        )


def clear(database: Database, terms: Terms, *, who: str, at: datetime) -> tuple[Cleared, ...]:
    """Delete what is older than the terms allow and return how much, kind by kind."""
    took: Counter[Kept] = Counter()
    with expiring(database, terms) as connection:
        took += clear_facts(connection, terms, who, at)
        for kind in _LATER:
            took[kind] += clear_kind(connection, kind, terms, who, at)
        took[Kept.STAFF] += clear_people(connection, terms, who, at)
        return tuple(Cleared(kind, took[kind], _oldest(connection, kind, terms)) for kind in Kept)


def _number(connection: Connection, kind: Kept, terms: Terms) -> int:
    old = leaving(kind, terms)
    column = REJECTED_ROW.c.id if kind is Kept.REJECTED_ROWS else _DAY_OF[kind]
    query = select(func.count()).select_from(column.table).where(old)
    return connection.execute(query).scalar_one()


def _oldest(connection: Connection, kind: Kept, terms: Terms) -> date | None:
    """Return the day of the oldest row that stays; None where there is none or it has no day."""
    if kind not in _DAY_OF:
        return None
    column = _DAY_OF[kind]
    stays = case((leaving(kind, terms), 1), else_=0) == 0
    oldest = connection.execute(select(func.min(column)).where(stays)).scalar()
    if isinstance(oldest, datetime):
        return oldest.astimezone(SWEDISH_TIME).date()
    return oldest
