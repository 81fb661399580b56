"""The outbox and what steers it: deliveries, attempts, wishes, absences, holds and ticks.

Neither what a delivery says nor a case number has a column here.
"""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.tables.columns import IDENTIFIER


class Delivery(SQLModel, table=True):
    """Something to send to somebody, once (utskick); `notice`: who heard that it failed."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("recipient_key", "kind", "period", "about", "channel", name="uq_delivery"),
        Index("ix_delivery_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_delivery_kind_period", "kind", "period"),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient_key: str = Field(sa_type=IDENTIFIER)
    kind: str = Field(sa_type=IDENTIFIER)
    period: str = Field(sa_type=IDENTIFIER)
    about: str = Field(sa_type=IDENTIFIER)
    channel: str = Field(sa_type=IDENTIFIER)
    on_behalf_of_key: str | None = Field(default=None, sa_type=IDENTIFIER)
    state: str = Field(sa_type=IDENTIFIER)
    queued_at: datetime
    send_from: datetime
    useful_until: datetime
    next_attempt_at: datetime
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    is_late: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_repeat: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    run_id: str
    last_error: str | None = None
    notice: str | None = Field(default=None, sa_type=IDENTIFIER)
    owner: str | None = None
    lease_until: datetime | None = None
    changed_at: datetime


class DeliveryAttempt(SQLModel, table=True):
    """One handing over, written down before it began (försök); it names nobody."""

    __tablename__ = "delivery_attempt"

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="delivery.id", ondelete="CASCADE", index=True)
    run_id: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None
    status: int | None = None
    retry_after: float | None = None
    error: str | None = None
    is_repeat: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    rows: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class DeliveryWish(SQLModel, table=True):
    """When a person wants what is sent (önskad tid); what is empty is as for everybody."""

    __tablename__ = "delivery_wish"

    email_key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    weekday: int | None = None
    hour: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    changed_at: datetime


class Absence(SQLModel, table=True):
    """That a person is away, and who gets their digests meanwhile (frånvaro, ställföreträdare).

    It is of the name and the unit that the person had then; whoever has the address later, or
    the same person in another unit, is not away.
    """

    __tablename__ = "absence"

    email_key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    deputy_key: str = Field(sa_type=IDENTIFIER)
    name_key: str | None = Field(default=None, sa_type=IDENTIFIER)
    unit_key: str | None = Field(default=None, sa_type=IDENTIFIER)
    from_on: date
    until_on: date
    set_at: datetime


class ChannelHold(SQLModel, table=True):
    """Until when nobody sends by a channel, as its other side has asked (paus för en kanal)."""

    __tablename__ = "channel_hold"

    channel: str = Field(primary_key=True, sa_type=IDENTIFIER)
    until: datetime


class ServiceTick(SQLModel, table=True):
    """When something that comes again and again was first and last done, and by whom."""

    __tablename__ = "service_tick"

    name: str = Field(primary_key=True, sa_type=IDENTIFIER)
    first_at: datetime
    last_at: datetime
    owner: str
