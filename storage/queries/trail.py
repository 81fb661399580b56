"""How old the data is, and who has looked at it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from storage.engine import Database
from storage.tables import ACCESS_LOG, IMPORT_BATCH, IMPORT_FILE


@dataclass(frozen=True, slots=True)
class KindImport:
    """When a kind of list (reports, investigations, placements, staff) last came in."""

    kind: str
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class LastImport:
    """The last successful import, of anything and of each kind of list."""

    batch: int
    finished_at: datetime
    kinds: tuple[KindImport, ...]

    @property
    def oldest_at(self) -> datetime:
        """When the list that has waited longest came in: no case row is known to be fresher."""
        lists = [each.finished_at for each in self.kinds if each.kind != "staff"]
        return min(lists, default=self.finished_at)


def last_import(database: Database) -> LastImport | None:
    """Return when data last came in, or None before the first import."""
    of_kind = func.max(IMPORT_FILE.c.batch_id).label("batch_id")
    latest = select(IMPORT_FILE.c.kind, of_kind).group_by(IMPORT_FILE.c.kind).subquery()
    query = (
        select(IMPORT_BATCH.c.id, IMPORT_BATCH.c.imported_at, latest.c.kind)
        .join(latest, latest.c.batch_id == IMPORT_BATCH.c.id)
        .order_by(latest.c.kind)
    )
    with database.reading() as connection:
        found = connection.execute(query).all()
    if not found:
        return None
    batch, finished_at, _ = max(found, key=lambda row: int(row.id))
    kinds = tuple(KindImport(row.kind, row.imported_at) for row in found)
    return LastImport(batch, finished_at, kinds)


def record_look(database: Database, *, who: str, at: datetime, intent: str, rows: int) -> None:
    """Write down a look at rows: the intent, never the text that was written."""
    look = insert(ACCESS_LOG).values(who=who, at=at, intent=intent, rows=rows)
    with database.writing() as connection:
        connection.execute(look)
