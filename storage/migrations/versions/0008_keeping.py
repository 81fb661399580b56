"""Since when a person has their post, and how an export ended: for what is due and believed."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("post_since", UTCDateTime(), nullable=True))
    unterminated: sa.Column[bool] = sa.Column(
        "is_unterminated", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("import_file", unterminated)


def downgrade() -> None:
    op.drop_column("import_file", "is_unterminated")
    op.drop_column("staff", "post_since")
