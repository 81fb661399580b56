"""How the service is: whether it can do its work, and what somebody should look at all the same.

Numbers and states only; nothing here says anything of a person or a case.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.age import age_of_data
from digests.schedule.believing import doubted_since
from digests.schedule.tick import SCHEDULE
from storage.engine import Database
from storage.errors import StorageError
from storage.queries import newest_schema_version, schema_version
from storage.records.outbox import last_tick

LONGEST_BETWEEN_TICKS = timedelta(minutes=5)
"""The schedule ticks once a minute, and one that has stopped is revived after three."""

MOST_DAYS_OF_STAFF_LIST = 7
"""How many days old the staff list may be: it decides who sees rows, and some send it weekly.

Other lists have hours (`stale_after_hours`), since a limit may end tomorrow; whoever leaves is
told of in days.
"""


class Check(StrEnum):
    """What is looked at."""

    DATABASE = "database"  # databasen svarar
    MIGRATIONS = "migrations"  # schemat är det som programmet är gjort för
    DESK = "desk"  # frågor besvaras, i en egen process
    SCHEDULE = "schedule"  # schemat för utskick går
    IMPORT = "import"  # uppgifterna är inte för gamla
    CLEARING = "clearing"  # nattens gallring väntar inte på att någon ser till klockan


WARNINGS = frozenset({Check.IMPORT, Check.CLEARING})
"""What leaves the service ready: with old data it still answers, and says how old the data is."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which checks hold; the schedule may tick here or in another process."""

    good: frozenset[Check] = frozenset()
    last_tick_at: datetime | None = None
    data_from: datetime | None = None

    def and_desk(self, *, answers: bool) -> "Readiness":
        """Return the same, with whether questions are answered."""
        return replace(self, good=self.good | {Check.DESK}) if answers else self

    @property
    def is_ready(self) -> bool:
        """Whether the service can do its work at this moment."""
        return self.good >= frozenset(Check) - WARNINGS

    @property
    def warnings(self) -> tuple[Check, ...]:
        """What somebody should look at although the service is ready."""
        return tuple(sorted(WARNINGS - self.good))


def readiness(database: Database, now: datetime, stale_after_hours: int) -> Readiness:
    """Return how the service is at `now` (aware), but for the desk.

    Never raises for the database.
    """
    try:
        with database.one_moment() as moment:
            return _looked_at(moment, now, stale_after_hours)
    except StorageError:
        return Readiness()


def _looked_at(database: Database, now: datetime, stale_after_hours: int) -> Readiness:
    is_current = schema_version(database) == newest_schema_version()
    tick = last_tick(database, SCHEDULE)
    data = age_of_data(database, now, stale_after_hours)
    good = {
        Check.DATABASE: True,
        Check.MIGRATIONS: is_current,
        Check.SCHEDULE: tick is not None and now - tick.last_at < LONGEST_BETWEEN_TICKS,
        Check.IMPORT: data.imported_at is not None and not data.is_stale,
        Check.CLEARING: doubted_since(database, now) is None,
    }
    return Readiness(
        good=frozenset(check for check, holds in good.items() if holds),
        last_tick_at=None if tick is None else tick.last_at,
        data_from=data.imported_at,
    )
