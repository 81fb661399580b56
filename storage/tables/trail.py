"""The trail of imports, of looks at rows and of what was cleared from it."""

from datetime import date, datetime

from sqlalchemy import Index, false
from sqlmodel import Field, SQLModel


class ImportBatch(SQLModel, table=True):
    """One import, all of which landed (importomgång)."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    imported_at: datetime
    is_full: bool
    forced: bool


class ImportFile(SQLModel, table=True):
    """One file of an import: what it was and what it did, never what it held.

    One that is unterminated ended without a line break, as some systems always write them.
    """

    __tablename__ = "import_file"
    __table_args__ = (Index("ix_import_file_kind_batch_id", "kind", "batch_id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", ondelete="CASCADE", index=True)
    kind: str
    name: str
    sha256: str
    modified_at: datetime
    rows: int
    inserted: int
    updated: int
    unchanged: int
    rejected: int
    gone: int
    newest_event_on: date | None = None
    is_full_list: bool
    received_dates_are_registration: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}
    )
    caseworkers_are_kept: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_unterminated: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class RejectedRow(SQLModel, table=True):
    """Where a row was rejected and by which code; the content of its cells is not kept."""

    __tablename__ = "rejected_row"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", ondelete="CASCADE", index=True)
    file_name: str
    line: int
    column: str | None = None
    code: str


class AccessLog(SQLModel, table=True):
    """A look at rows: who, when, what was asked (intent, not text), whose rows, how many.

    Rows are only ever added; the database itself refuses to change them (see `PurgeRun`).
    """

    __tablename__ = "access_log"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    who: str
    intent: str
    scope: str = Field(sa_column_kwargs={"server_default": "none"})
    rows: int
    denied: bool = Field(sa_column_kwargs={"server_default": false()})


class PurgeRun(SQLModel, table=True):
    """One clearing (gallring): of what, how old, by whom and how much.

    While `finished_at` is empty, rows of `table_name` older than `older_than` may be deleted
    where that is a table that otherwise only grows. A clearing that was stopped stays so.
    """

    __tablename__ = "purge_run"

    id: int | None = Field(default=None, primary_key=True)
    table_name: str
    older_than: datetime
    who: str
    started_at: datetime
    finished_at: datetime | None = None
    rows: int | None = None
