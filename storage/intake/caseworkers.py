"""Keeps which caseworkers the imports have seen on an investigation.

The case system's list names only the latest one, so whether an investigation kept its
caseworker is known from what was seen night by night. Nothing is kept of investigations that
were opened before the first import that could see them from their beginning.
"""

from datetime import date

from sqlalchemy import (
    Column,
    Connection,
    Date,
    MetaData,
    Table,
    delete,
    exists,
    insert,
    literal,
    select,
)

from storage.file_kinds import FileKind
from storage.intake.comparing import Verdict
from storage.intake.waiting_room import StagedKind
from storage.queries.caseworkers import known_from
from storage.tables import IDENTIFIER, INVESTIGATION_CASEWORKER

NEWLY_SEEN = Table(
    "newly_seen",
    MetaData(),
    Column("number", IDENTIFIER, primary_key=True),
    Column("caseworker_key", IDENTIFIER),
    prefixes=["TEMPORARY"],
)


def find_new_caseworkers(connection: Connection, kind: StagedKind, import_day: date) -> None:
    """Note the caseworkers of the batch's investigations that were not seen before."""
    if kind.kind is not FileKind.INVESTIGATIONS:
        return
    connection.execute(delete(NEWLY_SEEN))
    staged, seen, changes = kind.staged.c, INVESTIGATION_CASEWORKER.c, kind.changes.c
    began_on = known_from(connection) or import_day
    is_known = exists().where(
        seen.investigation_number == staged.number, seen.caseworker_key == staged.caseworker_key
    )
    is_closed = exists().where(changes.place == staged.place, changes.verdict == Verdict.CLOSED)
    rows = select(staged.number, staged.caseworker_key).where(
        staged.opened_on >= literal(began_on, Date()),
        staged.caseworker_key != "",
        ~is_known,
        ~is_closed,
    )
    into = ["number", "caseworker_key"]
    connection.execute(insert(NEWLY_SEEN).from_select(into, rows))


def note_caseworkers(
    connection: Connection, kind: StagedKind, batch: int, import_day: date
) -> None:
    """Write down the caseworkers that were found."""
    if kind.kind is not FileKind.INVESTIGATIONS:
        return
    found = NEWLY_SEEN.c
    rows = select(found.number, found.caseworker_key, literal(import_day, Date()), literal(batch))
    into = ["investigation_number", "caseworker_key", "first_seen_on", "first_batch_id"]
    connection.execute(insert(INVESTIGATION_CASEWORKER).from_select(into, rows))
