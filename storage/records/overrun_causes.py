"""Why an investigation ran over time, as somebody at the unit has said it.

The cause in force stands on the investigation, where the indicators read it; every answer that
was ever given stays, with who and when.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from rules.facts import OverrunCause, StaffMember
from storage.engine import Database
from storage.tables import INVESTIGATION, OVERRUN_CAUSE_RECORD


@dataclass(frozen=True, slots=True)
class RecordedCause:
    """One answer to why an investigation ran over time: by whom (e-mail) and when (aware)."""

    investigation: str
    cause: OverrunCause
    who: str
    at: datetime


def record_overrun_cause(
    database: Database, investigation: str, cause: OverrunCause, who: StaffMember, at: datetime
) -> bool:
    """Record the cause of the investigation's overrun; False if it was already that one."""
    this_one = INVESTIGATION.c.number == investigation
    with database.writing() as connection:
        present = select(INVESTIGATION.c.overrun_cause).where(this_one).with_for_update()
        if connection.execute(present).scalar_one() == cause:
            return False
        connection.execute(update(INVESTIGATION).where(this_one).values(overrun_cause=cause))
        connection.execute(
            insert(OVERRUN_CAUSE_RECORD).values(
                investigation_number=investigation, cause=cause, who=who.email, at=at
            )
        )
    return True


def recorded_causes(database: Database, investigation: str) -> tuple[RecordedCause, ...]:
    """Return what has been recorded of the investigation's overrun, the latest last."""
    columns = OVERRUN_CAUSE_RECORD.c
    query = (
        select(columns.investigation_number, columns.cause, columns.who, columns.at)
        .where(columns.investigation_number == investigation)
        .order_by(columns.id)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(RecordedCause(row[0], OverrunCause(row.cause), row.who, row.at) for row in rows)
