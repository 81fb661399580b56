"""Clearing what otherwise only grows: the access log and the recorded causes.

The database refuses to delete from these tables but for rows older than a clearing that is
under way, so that nothing goes without leaving behind who cleared it, when, and how much.
"""

from datetime import datetime

from sqlalchemy import Table, delete, insert, update

from storage.engine import Database
from storage.tables import ACCESS_LOG, OVERRUN_CAUSE_RECORD, PURGE_RUN


def purge_looks(database: Database, *, older_than: datetime, who: str, at: datetime) -> int:
    """Delete looks at rows older than the moment; return how many."""
    return _purge(database, ACCESS_LOG, older_than, who, at)


def purge_recorded_causes(
    database: Database, *, older_than: datetime, who: str, at: datetime
) -> int:
    """Delete the history of overrun causes older than the moment; return how many."""
    return _purge(database, OVERRUN_CAUSE_RECORD, older_than, who, at)


def _purge(database: Database, table: Table, older_than: datetime, who: str, at: datetime) -> int:
    run = {"table_name": table.name, "older_than": older_than, "who": who, "started_at": at}
    with database.writing() as connection:
        begun = connection.execute(insert(PURGE_RUN).values(**run).returning(PURGE_RUN.c.id))
        number = begun.scalar_one()
        rows = connection.execute(delete(table).where(table.c.at < older_than)).rowcount
        this_run = update(PURGE_RUN).where(PURGE_RUN.c.id == number)
        connection.execute(this_run.values(finished_at=at, rows=rows))
    return rows
