"""The outbox: what is to be sent, its attempts, and what people wish of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEW_TABLES = (
    "delivery_attempt",
    "delivery",
    "delivery_wish",
    "absence",
    "channel_hold",
    "service_tick",
)


def upgrade() -> None:
    _create_delivery()
    _create_delivery_attempt()
    _create_delivery_wish()
    op.create_table(
        "absence",
        _key("email_key", primary_key=True),
        _key("deputy_key"),
        _key("name_key", nullable=True),
        _key("unit_key", nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        _moment("set_at"),
    )
    op.create_table("channel_hold", _key("channel", primary_key=True), _moment("until"))
    op.create_table(
        "service_tick",
        _key("name", primary_key=True),
        _moment("first_at"),
        _moment("last_at"),
        _text("owner"),
    )


def downgrade() -> None:
    for table in _NEW_TABLES:
        op.drop_table(table)


def _create_delivery() -> None:
    identity = ("recipient_key", "kind", "period", "about", "channel")
    op.create_table(
        "delivery",
        _id(),
        *(_key(name) for name in identity),
        _key("on_behalf_of_key", nullable=True),
        _key("state"),
        *(_moment(name) for name in ("queued_at", "send_from", "useful_until", "next_attempt_at")),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        _flag("is_late"),
        _flag("is_repeat"),
        _text("run_id"),
        _text("last_error", nullable=True),
        _key("notice", nullable=True),
        _text("owner", nullable=True),
        _moment("lease_until", nullable=True),
        _moment("changed_at"),
        sa.UniqueConstraint(*identity, name="uq_delivery"),
    )
    for columns in (("state", "next_attempt_at"), ("kind", "period")):
        op.create_index(f"ix_delivery_{'_'.join(columns)}", "delivery", list(columns))


def _create_delivery_attempt() -> None:
    table = "delivery_attempt"
    op.create_table(
        table,
        _id(),
        sa.Column(
            "delivery_id",
            sa.Integer(),
            sa.ForeignKey("delivery.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _text("run_id"),
        _moment("started_at"),
        _moment("ended_at", nullable=True),
        _text("outcome", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("retry_after", sa.Float(), nullable=True),
        _text("error", nullable=True),
        _flag("is_repeat"),
        sa.Column("rows", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_index(f"ix_{table}_delivery_id", table, ["delivery_id"])


def _create_delivery_wish() -> None:
    hours = ("weekday", "hour", "quiet_from", "quiet_until")
    op.create_table(
        "delivery_wish",
        _key("email_key", primary_key=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in hours),
        _moment("changed_at"),
    )


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _key(name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[Any]:
    identifier = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, identifier, nullable=nullable, primary_key=primary_key)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UTCDateTime(), nullable=nullable)
