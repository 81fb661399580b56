"""Writing down what is cleared (gallring), and clearing what otherwise only grows.

The database refuses to delete from the access log and the recorded causes but for rows older
than a clearing that is under way, so that nothing goes without leaving behind who cleared it,
when, and how much.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.tables import INVESTIGATION, OVERRUN_CAUSE_RECORD, PURGE_RUN

CASE_FACTS = "case"
"""What the facts of closed matters are called where their clearings are written down."""

_AN_INSTANT = timedelta(microseconds=1)
_OF_FACTS = PURGE_RUN.c.table_name == CASE_FACTS
_FURTHEST_OF_FACTS = select(func.max(PURGE_RUN.c.older_than)).where(_OF_FACTS)
_LATEST_OF_FACTS = (
    select(PURGE_RUN.c.older_than).where(_OF_FACTS).order_by(PURGE_RUN.c.id.desc()).limit(1)
)


def begin_clearing(
    connection: Connection, name: str, older_than: datetime, who: str, at: datetime
) -> int:
    """Write down that a clearing begins, and return its number."""
    run = {"table_name": name, "older_than": older_than, "who": who, "started_at": at}
    begun = connection.execute(insert(PURGE_RUN).values(**run).returning(PURGE_RUN.c.id))
    return int(begun.scalar_one())


def end_clearing(connection: Connection, number: int, rows: int, at: datetime) -> None:
    """Write down that the clearing has ended and how many rows it took."""
    this_run = update(PURGE_RUN).where(PURGE_RUN.c.id == number)
    connection.execute(this_run.values(finished_at=at, rows=rows))


def note_cleared(
    database: Database, name: str, older_than: datetime, rows: int, *, who: str, at: datetime
) -> None:
    """Write down a clearing of what is not in the database, after it was done."""
    with database.writing() as connection:
        end_clearing(connection, begin_clearing(connection, name, older_than, who, at), rows, at)


def facts_kept_from(database: Database) -> date | None:
    """Return the day from which all closed matters are there; None where none has been cleared.

    It is the furthest that any clearing reached: a later one that keeps more brings nothing back.
    """
    with database.reading() as connection:
        return _day_of(connection.execute(_FURTHEST_OF_FACTS).scalar())


def facts_cleared_before(connection: Connection) -> date | None:
    """Return the day before which the latest clearing took closed matters, within an import.

    The latest and not the furthest: whoever has chosen to keep more takes more in.
    """
    return _day_of(connection.execute(_LATEST_OF_FACTS).scalar())


def _day_of(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(SWEDISH_TIME).date()


def clear_stray_causes(connection: Connection, who: str, at: datetime) -> int:
    """Delete the recorded causes of investigations that are not kept; return how many."""
    stray = is_stray_cause()
    newest = connection.execute(select(func.max(OVERRUN_CAUSE_RECORD.c.at)).where(stray)).scalar()
    if newest is None:
        return 0
    older_than = max(newest, at) + _AN_INSTANT
    number = begin_clearing(connection, OVERRUN_CAUSE_RECORD.name, older_than, who, at)
    rows = connection.execute(delete(OVERRUN_CAUSE_RECORD).where(stray)).rowcount
    end_clearing(connection, number, rows, at)
    return rows


def is_stray_cause() -> ColumnElement[bool]:
    """Whether a recorded cause is of an investigation that is not kept."""
    return OVERRUN_CAUSE_RECORD.c.investigation_number.not_in(select(INVESTIGATION.c.number))
