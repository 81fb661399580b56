"""Whether the days in a list of reports are those of registration, so that answers can say so."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMN = "received_dates_are_registration"


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        _COLUMN, sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("import_file", column)


def downgrade() -> None:
    op.drop_column("import_file", _COLUMN)
