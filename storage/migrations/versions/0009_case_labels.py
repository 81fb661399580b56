"""How the cases are labelled; where something has been imported, by their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_labelling",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_labelling")),
    )
    op.execute("INSERT INTO case_labelling (id) SELECT 1 WHERE EXISTS (SELECT 1 FROM import_batch)")


def downgrade() -> None:
    op.drop_table("case_labelling")
