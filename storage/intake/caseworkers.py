"""Keeps which caseworkers the imports have seen on an investigation.

The case system's list names only the latest one, so whether an investigation kept its
caseworker is known from what was seen night by night. Nothing is kept of investigations that
were opened before the first import that could see them from their beginning.
"""

from datetime import date

from sqlalchemy import Connection, Date, exists, insert, literal, select

from storage.intake.kinds import FileKind
from storage.intake.staging import StagedKind
from storage.queries.caseworkers import known_from
from storage.tables import INVESTIGATION_CASEWORKER


def note_caseworkers(
    connection: Connection, kind: StagedKind, batch: int, import_day: date
) -> None:
    """Write down the caseworkers of the batch's investigations that were not seen before."""
    if kind.kind is not FileKind.INVESTIGATIONS:
        return
    staged, seen = kind.staged.c, INVESTIGATION_CASEWORKER.c
    began_on = known_from(connection) or import_day
    is_known = exists().where(
        seen.investigation_number == staged.number, seen.caseworker_key == staged.caseworker_key
    )
    rows = select(
        staged.number, staged.caseworker_key, literal(import_day, Date()), literal(batch)
    ).where(staged.opened_on >= literal(began_on, Date()), staged.caseworker_key != "", ~is_known)
    into = ["investigation_number", "caseworker_key", "first_seen_on", "first_batch_id"]
    connection.execute(insert(INVESTIGATION_CASEWORKER).from_select(into, rows))
