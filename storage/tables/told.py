"""What people have told Fristvakt, which no import may touch."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import IDENTIFIER


class Conversation(SQLModel, table=True):
    """Where a person's own chat with the bot is (konversationsreferens)."""

    __tablename__ = "conversation"

    object_id: str = Field(primary_key=True, sa_type=IDENTIFIER)
    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    channel_id: str
    user_id: str
    last_seen_at: datetime
    installed: bool


class Reminder(SQLModel, table=True):
    """A day on which somebody wants to be reminded of a case (påminnelse)."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("email_key", "case_number", "remind_on", name="uq_reminder"),
        Index("ix_reminder_state_remind_on", "state", "remind_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    email_key: str = Field(sa_type=IDENTIFIER)
    case_number: str = Field(sa_type=IDENTIFIER)
    remind_on: date
    state: str
    created_at: datetime
    changed_at: datetime
    object_id: str | None = Field(default=None, sa_type=IDENTIFIER)


class OverrunCauseRecord(SQLModel, table=True):
    """That somebody recorded why an investigation ran over time (orsak till överskridande).

    Rows are only ever added; the present cause is in `investigation.overrun_cause`.
    """

    __tablename__ = "overrun_cause_record"

    id: int | None = Field(default=None, primary_key=True)
    investigation_number: str = Field(index=True, sa_type=IDENTIFIER)
    cause: str
    who: str
    at: datetime


class CalendarSubscription(SQLModel, table=True):
    """An address to a person's open deadlines as a calendar; of its token only the hash is kept."""

    __tablename__ = "calendar_subscription"
    __table_args__ = (
        Index(
            "uq_calendar_subscription_live",
            "email_key",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    email_key: str = Field(sa_type=IDENTIFIER)
    token_sha256: str = Field(index=True, unique=True, sa_type=IDENTIFIER)
    created_at: datetime
    revoked_at: datetime | None = None
    object_id: str | None = Field(default=None, sa_type=IDENTIFIER)


class DigestPause(SQLModel, table=True):
    """That a person wants no digests for a while (paus i utskick)."""

    __tablename__ = "digest_pause"

    email_key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    until: date | None = None
    paused_at: datetime
