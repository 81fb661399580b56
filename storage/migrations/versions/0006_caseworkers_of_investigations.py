"""Who has worked on an investigation, as the imports saw it, so that continuity can be told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLE = "investigation_caseworker"
_COLUMN = "caseworkers_are_kept"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        _key(
            "investigation_number",
            sa.ForeignKey("investigation.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        _key("caseworker_key", primary_key=True),
        sa.Column("first_seen_on", sa.Date(), nullable=False),
        sa.Column("first_batch_id", sa.Integer(), sa.ForeignKey("import_batch.id"), nullable=False),
    )
    kept: sa.Column[bool] = sa.Column(
        _COLUMN, sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("import_file", kept)


def downgrade() -> None:
    op.drop_column("import_file", _COLUMN)
    op.drop_table(_TABLE)


def _key(name: str, *constraints: sa.ForeignKey, primary_key: bool) -> sa.Column[Any]:
    identifier = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, identifier, *constraints, nullable=False, primary_key=primary_key)
