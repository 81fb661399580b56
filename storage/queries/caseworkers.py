"""Which caseworkers the imports have seen on investigations, without saying who they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from rules.facts import CaseworkersSeen
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.tables import IMPORT_BATCH, IMPORT_FILE, INVESTIGATION, INVESTIGATION_CASEWORKER

_FIRST_KEPT = (
    select(func.min(IMPORT_BATCH.c.imported_at))
    .join(IMPORT_FILE, IMPORT_FILE.c.batch_id == IMPORT_BATCH.c.id)
    .where(IMPORT_FILE.c.caseworkers_are_kept)
)
_SEEN = (
    select(
        INVESTIGATION.c.case_number,
        INVESTIGATION.c.number,
        INVESTIGATION_CASEWORKER.c.first_seen_on,
    )
    .join(
        INVESTIGATION_CASEWORKER,
        INVESTIGATION_CASEWORKER.c.investigation_number == INVESTIGATION.c.number,
    )
    .where(INVESTIGATION.c.case_number.in_(bindparam("cases", expanding=True)))
    .order_by(INVESTIGATION.c.number, INVESTIGATION_CASEWORKER.c.first_seen_on)
)


Seen = Mapping[str, Sequence[CaseworkersSeen]]


def caseworkers_known_from(database: Database) -> date | None:
    """Return the day of the first import that kept caseworkers, None before it."""
    with database.reading() as connection:
        return known_from(connection)


def known_from(connection: Connection) -> date | None:
    """Return what `caseworkers_known_from` does, within an import."""
    moment = connection.execute(_FIRST_KEPT).scalar()
    return None if moment is None else moment.astimezone(SWEDISH_TIME).date()


def caseworkers_seen(connection: Connection, cases: Sequence[str]) -> Seen:
    """Return what has been seen of the cases' investigations, by case."""
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for case, number, first_seen_on in connection.execute(_SEEN, {"cases": list(cases)}):
        days[case, number].append(first_seen_on)
    seen: dict[str, list[CaseworkersSeen]] = defaultdict(list)
    for (case, number), first_seen_on in days.items():
        seen[case].append(CaseworkersSeen(number, tuple(first_seen_on)))
    return seen
