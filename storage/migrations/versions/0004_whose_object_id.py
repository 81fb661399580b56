"""Which Entra object id asked for a calendar or a reminder, so that no successor inherits it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("calendar_subscription", "reminder")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, _object_id())


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "object_id")


def _object_id() -> sa.Column[Any]:
    identifier = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column("object_id", identifier, nullable=True)
