"""The board's summaries as they were sent, so that an old one stays what it was."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLE = "sent_summary"


def upgrade() -> None:
    identifier = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        _TABLE,
        sa.Column("month", identifier, nullable=False, primary_key=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        _moment("imported_at"),
        _moment("frozen_at"),
        _moment("sent_at", nullable=True),
    )


def downgrade() -> None:
    op.drop_table(_TABLE)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UTCDateTime(), nullable=nullable)
