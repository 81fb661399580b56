"""What people tell Fristvakt, and an access log that the database itself keeps whole."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ONLY_GROW = ("access_log", "overrun_cause_record")
_NEW_TABLES = (
    "purge_run",
    "conversation",
    "reminder",
    "overrun_cause_record",
    "calendar_subscription",
    "digest_pause",
)


def upgrade() -> None:
    _widen_access_log()
    _create_purge_run()
    _create_conversation()
    _create_reminder()
    _create_overrun_cause_record()
    _create_calendar_subscription()
    op.create_table(
        "digest_pause",
        _key("email_key", primary_key=True),
        sa.Column("until", sa.Date(), nullable=True),
        _moment("paused_at"),
    )
    for statement in _refusals():
        op.execute(statement)


def downgrade() -> None:
    for statement in _end_of_refusals():
        op.execute(statement)
    for table in _NEW_TABLES:
        op.drop_table(table)
    op.drop_column("access_log", "denied")
    op.drop_column("access_log", "scope")


def _widen_access_log() -> None:
    scope = sa.Column("scope", sa.String(), nullable=False, server_default="none")
    denied: sa.Column[bool] = sa.Column(
        "denied", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("access_log", scope)
    op.add_column("access_log", denied)


def _create_purge_run() -> None:
    op.create_table(
        "purge_run",
        _id(),
        _text("table_name"),
        _moment("older_than"),
        _text("who"),
        _moment("started_at"),
        _moment("finished_at", nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
    )


def _create_conversation() -> None:
    op.create_table(
        "conversation",
        _key("object_id", primary_key=True),
        _text("conversation_id"),
        _text("service_url"),
        _text("tenant_id"),
        _text("bot_id"),
        _text("channel_id"),
        _text("user_id"),
        _moment("last_seen_at"),
        sa.Column("installed", sa.Boolean(), nullable=False),
    )


def _create_reminder() -> None:
    op.create_table(
        "reminder",
        _id(),
        _key("email_key"),
        _key("case_number"),
        sa.Column("remind_on", sa.Date(), nullable=False),
        _text("state"),
        _moment("created_at"),
        _moment("changed_at"),
        sa.UniqueConstraint("email_key", "case_number", "remind_on", name="uq_reminder"),
    )
    op.create_index("ix_reminder_state_remind_on", "reminder", ["state", "remind_on"])


def _create_overrun_cause_record() -> None:
    table = "overrun_cause_record"
    op.create_table(
        table, _id(), _key("investigation_number"), _text("cause"), _text("who"), _moment("at")
    )
    op.create_index(f"ix_{table}_investigation_number", table, ["investigation_number"])


def _create_calendar_subscription() -> None:
    table = "calendar_subscription"
    op.create_table(
        table,
        _id(),
        _key("email_key"),
        _key("token_sha256"),
        _moment("created_at"),
        _moment("revoked_at", nullable=True),
    )
    op.create_index(f"ix_{table}_token_sha256", table, ["token_sha256"], unique=True)
    live = sa.text("revoked_at IS NULL")
    op.create_index(
        f"uq_{table}_live",
        table,
        ["email_key"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def _refusals() -> list[str]:
    """Return the triggers that let rows be added, and deleted only by a clearing that is named."""
    if op.get_bind().dialect.name == "sqlite":
        return [*_in_sqlite(), *_of_purge_runs_in_sqlite()]
    return [*_in_postgresql(), *_of_purge_runs_in_postgresql()]


def _is_being_purged(table: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM purge_run WHERE table_name = '{table}' "  # noqa: S608 — our own names
        "AND finished_at IS NULL AND OLD.at < older_than)"
    )


def _in_sqlite() -> list[str]:
    return [
        statement
        for table in _ONLY_GROW
        for statement in (
            _sqlite_trigger(table, "UPDATE", "1"),
            _sqlite_trigger(table, "DELETE", f"NOT {_is_being_purged(table)}"),
        )
    ]


def _of_purge_runs_in_sqlite() -> list[str]:
    return [
        _sqlite_trigger("purge_run", "UPDATE", "OLD.finished_at IS NOT NULL"),
        _sqlite_trigger("purge_run", "DELETE", "1"),
    ]


def _sqlite_trigger(table: str, change: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    )


def _in_postgresql() -> list[str]:
    statements = [
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
    ]
    for table in _ONLY_GROW:
        statements += [
            _refusing_function(table),
            _postgresql_trigger(table, "UPDATE", "refuse_change"),
            _postgresql_trigger(table, "DELETE", f"refuse_delete_of_{table}"),
            _postgresql_truncate_trigger(table),
        ]
    return statements


def _refusing_function(table: str) -> str:
    return (
        f"CREATE FUNCTION refuse_delete_of_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_is_being_purged(table)} THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION '{table} only grows'; END $$"
    )


def _of_purge_runs_in_postgresql() -> list[str]:
    return [
        "CREATE TRIGGER purge_run_refuses_update BEFORE UPDATE ON purge_run FOR EACH ROW "
        "WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION refuse_change()",
        _postgresql_trigger("purge_run", "DELETE", "refuse_change"),
        _postgresql_truncate_trigger("purge_run"),
    ]


def _postgresql_trigger(table: str, change: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _postgresql_truncate_trigger(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _end_of_refusals() -> list[str]:
    if op.get_bind().dialect.name == "sqlite":
        return [
            f"DROP TRIGGER {table}_refuses_{change}"
            for table in (*_ONLY_GROW, "purge_run")
            for change in ("update", "delete")
        ]
    functions = ["refuse_change", *(f"refuse_delete_of_{table}" for table in _ONLY_GROW)]
    return [f"DROP FUNCTION {function} CASCADE" for function in functions]


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _key(name: str, *, primary_key: bool = False) -> sa.Column[Any]:
    identifier = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, identifier, nullable=False, primary_key=primary_key)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UTCDateTime(), nullable=nullable)
