"""The copy of the case system's rows.

`open_until` turns "is it still open?" into one comparison that an index answers: the day the
row stopped being open, or FAR_FUTURE while nobody knows it.
"""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import IDENTIFIER

FAR_FUTURE = date(9999, 12, 31)

# Decided or closed rows that lack something, in words that both databases' indexes are made
# of: a query finds them by the index only if it says the same.
LACKING = {
    "report": "type = 'report' AND (decided_on IS NOT NULL OR decision IS NOT NULL) "
    "AND (assessed_on IS NULL OR decision IS NULL "
    "OR (decided_on IS NULL AND decision <> 'joined'))",
    "investigation": "closed_on IS NOT NULL AND outcome IS NULL",
}


def _current_rows(table: str, *columns: str) -> Index:
    """An index over the rows that the source still has."""
    still_there = text("gone_since IS NULL")
    name = f"ix_{table}_{'_'.join(columns)}"
    return Index(name, *columns, sqlite_where=still_there, postgresql_where=still_there)


def _lacking_rows(table: str) -> Index:
    """An index over the rows that have ended with a gap and that the source still has."""
    lacking = text(f"gone_since IS NULL AND {LACKING[table]}")
    name = f"ix_{table}_lacking_open_until"
    return Index(name, "open_until", sqlite_where=lacking, postgresql_where=lacking)


def _row_indexes(table: str) -> tuple[Index, ...]:
    return (
        _current_rows(table, "caseworker_key", "open_until"),
        _current_rows(table, "unit_key", "open_until"),
    )


class CaseRow(SQLModel):
    """What every row of a case list has."""

    number: str = Field(primary_key=True, sa_type=IDENTIFIER)
    case_number: str = Field(index=True, sa_type=IDENTIFIER)
    case_sequence: str | None = Field(default=None, index=True, sa_type=IDENTIFIER)
    unit: str
    unit_key: str = Field(sa_type=IDENTIFIER)
    caseworker: str
    caseworker_key: str = Field(sa_type=IDENTIFIER)
    sex: str
    age: int | None = None
    open_until: date
    gone_since: datetime | None = None
    first_batch_id: int = Field(foreign_key="import_batch.id")
    changed_batch_id: int = Field(foreign_key="import_batch.id")


class Report(CaseRow, table=True):
    """A report or application (aktualisering)."""

    __tablename__ = "report"
    __table_args__ = (*_row_indexes("report"), _lacking_rows("report"))

    received_on: date
    type: str
    reason: str | None = None
    assessed_on: date | None = None
    decided_on: date | None = None
    decision: str | None = None
    child_spoken_with: bool | None = None


class Investigation(CaseRow, table=True):
    """An investigation (utredning)."""

    __tablename__ = "investigation"
    __table_args__ = (*_row_indexes("investigation"), _lacking_rows("investigation"))

    opened_on: date
    report_number: str | None = Field(default=None, sa_type=IDENTIFIER)
    closed_on: date | None = None
    extended_to: date | None = None
    extension_decided_on: date | None = None
    outcome: str | None = None
    reason: str | None = None
    intervention_began_on: date | None = None
    overrun_cause: str | None = None


class InvestigationCaseworker(SQLModel, table=True):
    """A caseworker whom an import has seen on an investigation, and when it first did.

    Kept of investigations that were opened after the imports began to keep it; it goes when
    the investigation goes.
    """

    __tablename__ = "investigation_caseworker"

    investigation_number: str = Field(
        primary_key=True, foreign_key="investigation.number", ondelete="CASCADE", sa_type=IDENTIFIER
    )
    caseworker_key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    first_seen_on: date
    first_batch_id: int = Field(foreign_key="import_batch.id")


class Placement(CaseRow, table=True):
    """A placement (placering)."""

    __tablename__ = "placement"
    __table_args__ = _row_indexes("placement")

    started_on: date
    form: str | None = None
    legal_basis: str | None = None
    investigation_number: str | None = Field(default=None, sa_type=IDENTIFIER)
    ended_on: date | None = None
    last_considered_on: date | None = None


class Unit(SQLModel, table=True):
    """A unit that some row has named (enhet), so that listing units reads no rows."""

    __tablename__ = "unit"

    key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    name: str
