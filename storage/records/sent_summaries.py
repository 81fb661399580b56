"""The board's summaries as they were sent: one for each month, written once and never changed.

What the context holds is for `digests.monthly` to say; here it is text.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Database
from storage.tables import SENT_SUMMARY


@dataclass(frozen=True, slots=True)
class SentSummary:
    """A month's summary as it was frozen; `sent_at` is None until it has been sent."""

    month: str
    schema_version: int
    context: str
    imported_at: datetime
    frozen_at: datetime
    sent_at: datetime | None = None


_COLUMNS = tuple(SENT_SUMMARY.c[name] for name in SentSummary.__match_args__)


def keep_sent_summary(database: Database, new: SentSummary) -> SentSummary:
    """Return the month's summary that is kept: this one, or the one that came before it."""
    row: dict[str, Any] = {name: getattr(new, name) for name in SentSummary.__match_args__}
    with database.writing() as connection:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(SENT_SUMMARY).values(**row).on_conflict_do_nothing())
        kept = connection.execute(select(*_COLUMNS).where(_is_of(new.month))).one()
    return SentSummary(*kept)


def sent_summary(database: Database, month: str) -> SentSummary | None:
    """Return the month's summary as it was frozen, None where none has been."""
    with database.reading() as connection:
        row = connection.execute(select(*_COLUMNS).where(_is_of(month))).one_or_none()
    return None if row is None else SentSummary(*row)


def note_summary_sent(database: Database, month: str, at: datetime) -> None:
    """Note when the month's frozen summary was first sent; what is noted already stays."""
    unsent = _is_of(month) & SENT_SUMMARY.c.sent_at.is_(None)
    with database.writing() as connection:
        connection.execute(update(SENT_SUMMARY).where(unsent).values(sent_at=at))


def _is_of(month: str) -> ColumnElement[bool]:
    return SENT_SUMMARY.c.month == month
