"""The first schema: the case lists, the staff, the trail of imports and of looks at rows."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CASE_TABLES = ("report", "investigation", "placement")
_LACKING = {
    "report": "type = 'report' AND (decided_on IS NOT NULL OR decision IS NOT NULL) "
    "AND (assessed_on IS NULL OR decision IS NULL "
    "OR (decided_on IS NULL AND decision <> 'joined'))",
    "investigation": "closed_on IS NOT NULL AND outcome IS NULL",
}


def upgrade() -> None:
    _create_trail()
    op.create_table("unit", sa.Column("key", _identifier(), primary_key=True), _text("name"))
    _create_staff()
    _create_reports()
    _create_investigations()
    _create_placements()
    for table in _CASE_TABLES:
        _create_case_indexes(table)
    for table, lacking in _LACKING.items():
        _create_index_of_lacking_rows(table, lacking)


def downgrade() -> None:
    for table in (*_CASE_TABLES, "staff", "unit"):
        op.drop_table(table)
    for table in ("access_log", "rejected_row", "import_file", "import_batch"):
        op.drop_table(table)


def _create_trail() -> None:
    op.create_table(
        "import_batch",
        _id(),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("forced", sa.Boolean(), nullable=False),
    )
    _create_import_file()
    op.create_table(
        "rejected_row",
        _id(),
        _of_batch(),
        _text("file_name"),
        _count("line"),
        _text("column", nullable=True),
        _text("code"),
    )
    op.create_index("ix_rejected_row_batch_id", "rejected_row", ["batch_id"])
    op.create_table(
        "access_log",
        _id(),
        sa.Column("at", UTCDateTime(), nullable=False),
        _text("who"),
        _text("intent"),
        _count("rows"),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])


def _create_import_file() -> None:
    counts = ("rows", "inserted", "updated", "unchanged", "rejected", "gone")
    op.create_table(
        "import_file",
        _id(),
        _of_batch(),
        _text("kind"),
        _text("name"),
        _text("sha256"),
        sa.Column("modified_at", UTCDateTime(), nullable=False),
        *(_count(name) for name in counts),
        _day("newest_event_on"),
        sa.Column("is_full_list", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_import_file_batch_id", "import_file", ["batch_id"])
    op.create_index("ix_import_file_kind_batch_id", "import_file", ["kind", "batch_id"])


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("email_key", _identifier(), primary_key=True),
        _text("email"),
        _text("name"),
        _key("name_key"),
        _text("role"),
        _text("unit", nullable=True),
        _key("unit_key"),
        _key("entra_object_id", nullable=True),
        *_provenance(),
    )
    op.create_index("ix_staff_name_key", "staff", ["name_key"])
    op.create_index("ix_staff_unit_key", "staff", ["unit_key"])
    op.create_index("ix_staff_entra_object_id", "staff", ["entra_object_id"])


def _create_reports() -> None:
    op.create_table(
        "report",
        *_case_columns(),
        _day("received_on", nullable=False),
        _text("type"),
        _text("reason", nullable=True),
        _day("assessed_on"),
        _day("decided_on"),
        _text("decision", nullable=True),
        sa.Column("child_spoken_with", sa.Boolean(), nullable=True),
    )


def _create_investigations() -> None:
    op.create_table(
        "investigation",
        *_case_columns(),
        _day("opened_on", nullable=False),
        _key("report_number", nullable=True),
        _day("closed_on"),
        _day("extended_to"),
        _day("extension_decided_on"),
        _text("outcome", nullable=True),
        _text("reason", nullable=True),
        _day("intervention_began_on"),
        _text("overrun_cause", nullable=True),
    )


def _create_placements() -> None:
    op.create_table(
        "placement",
        *_case_columns(),
        _day("started_on", nullable=False),
        _text("form", nullable=True),
        _text("legal_basis", nullable=True),
        _key("investigation_number", nullable=True),
        _day("ended_on"),
        _day("last_considered_on"),
    )


def _case_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("number", _identifier(), primary_key=True),
        _key("case_number"),
        _key("case_sequence", nullable=True),
        _text("unit"),
        _key("unit_key"),
        _text("caseworker"),
        _key("caseworker_key"),
        _text("sex"),
        sa.Column("age", sa.Integer(), nullable=True),
        _day("open_until", nullable=False),
        *_provenance(),
    )


def _create_case_indexes(table: str) -> None:
    op.create_index(f"ix_{table}_case_number", table, ["case_number"])
    op.create_index(f"ix_{table}_case_sequence", table, ["case_sequence"])
    still_there = sa.text("gone_since IS NULL")
    for reader in ("caseworker_key", "unit_key"):
        op.create_index(
            f"ix_{table}_{reader}_open_until",
            table,
            [reader, "open_until"],
            sqlite_where=still_there,
            postgresql_where=still_there,
        )


def _create_index_of_lacking_rows(table: str, lacking: str) -> None:
    where = sa.text(f"gone_since IS NULL AND {lacking}")
    op.create_index(
        f"ix_{table}_lacking_open_until",
        table,
        ["open_until"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _provenance() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("gone_since", UTCDateTime(), nullable=True),
        _batch("first_batch_id"),
        _batch("changed_batch_id"),
    )


def _identifier() -> sa.types.TypeEngine[Any]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _of_batch() -> sa.Column[Any]:
    batch = sa.ForeignKey("import_batch.id", ondelete="CASCADE")
    return sa.Column("batch_id", sa.Integer(), batch, nullable=False)


def _batch(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("import_batch.id"), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _key(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _identifier(), nullable=nullable)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)
