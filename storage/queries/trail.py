"""How old the data is: when each kind of list last came in."""

from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import Select, exists, func, literal, literal_column, select, union_all

from storage.engine import Database
from storage.file_kinds import FileKind
from storage.prepared import Prepared
from storage.tables import IMPORT_BATCH, IMPORT_FILE


@dataclass(frozen=True, slots=True)
class KindImport:
    """When a kind of list (reports, investigations, placements, staff) last came in."""

    kind: str
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class LastImport:
    """The last successful import, of anything and of each kind of list.

    Where the days of the last list of reports are those of registration, a report may have come
    in earlier than its day says, and its limits may end earlier than what is shown.
    """

    batch: int
    finished_at: datetime
    kinds: tuple[KindImport, ...]
    received_dates_are_registration: bool = False

    @property
    def oldest_at(self) -> datetime:
        """When the list that has waited longest came in: no case row is known to be fresher."""
        lists = [each.finished_at for each in self.kinds if each.kind != "staff"]
        return min(lists, default=self.finished_at)


def _query() -> Select[tuple[int, datetime, str, bool]]:
    """Return the question that looks each kind up by itself: the files of years are many.

    The last file at or before a kind, in the order of kinds, is its newest, where it has any.
    Asked for the newest of the kind, PostgreSQL goes back through the files of all kinds.
    """
    kinds = union_all(*(select(literal(each.value).label("kind")) for each in FileKind)).subquery()
    file = IMPORT_FILE.c
    newest = (
        select(file.batch_id)
        .where(file.kind <= kinds.c.kind)
        .order_by(file.kind.desc(), file.batch_id.desc())
        .limit(literal_column("1"))
    )
    of_both = exists().where(file.kind == kinds.c.kind, file.batch_id == IMPORT_BATCH.c.id)
    is_late = of_both.where(file.received_dates_are_registration)
    return (
        select(IMPORT_BATCH.c.id, IMPORT_BATCH.c.imported_at, kinds.c.kind, is_late.label("late"))
        .select_from(kinds)
        .join(IMPORT_BATCH, IMPORT_BATCH.c.id == newest.scalar_subquery())
        .where(of_both)
        .order_by(kinds.c.kind)
    )


_LATEST_OF_EACH_KIND = Prepared(_query())


def newest_report_on(database: Database) -> date | None:
    """Return the day of the newest event in any list of reports that is remembered."""
    reports = IMPORT_FILE.c.kind == "reports"
    newest = select(func.max(IMPORT_FILE.c.newest_event_on)).where(reports)
    with database.reading() as connection:
        return connection.execute(newest).scalar()


def last_import(database: Database) -> LastImport | None:
    """Return when data last came in, or None before the first import."""
    with database.reading() as connection:
        found = _LATEST_OF_EACH_KIND.rows(connection)
    if not found:
        return None
    batch, finished_at, *_ = max(found, key=itemgetter(0))
    return LastImport(
        batch=batch,
        finished_at=finished_at,
        kinds=tuple(KindImport(kind, imported_at) for _, imported_at, kind, _ in found),
        received_dates_are_registration=any(is_late for *_, is_late in found),
    )
