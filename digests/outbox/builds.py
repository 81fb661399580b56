"""What was built lately, so that the digests of thirty units read the municipality once.

A build is told apart by its period, the day, and what it was told from: a new import or a stamp
that reads otherwise gives a new build. What people tell the bot in between is seen at the latest
ten minutes after.
"""

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

from cachetools import LRUCache

from digests.stamp import DataStamp, data_stamp
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import last_import

Built = TypeVar("Built")

_KEPT = 3
_FRESH_S = 600
_Key: TypeAlias = tuple[str, date, int, int | None, DataStamp]


class Builds(Generic[Built]):
    """Builds what a period's deliveries are told from; one thread at a time, others wait for it."""

    def __init__(
        self,
        database: Database,
        stale_after_hours: float,
        build: Callable[[Database, str, datetime], Built],
    ) -> None:
        self._database = database
        self._stale_after_hours = stale_after_hours
        self._build = build
        self._kept: LRUCache[_Key, Built] = LRUCache(_KEPT)
        self._lock = Lock()

    def of(self, period: str, now: datetime) -> Built:
        """Return the period's build from the data of this moment."""
        with self._lock, self._database.one_moment() as moment:
            key = self._key(moment, period, now)
            if key not in self._kept:
                self._kept[key] = self._build(moment, period, now)
            return self._kept[key]

    def _key(self, moment: Database, period: str, now: datetime) -> _Key:
        last = last_import(moment)
        stamp = data_stamp(last, now, self._stale_after_hours)
        batch = None if last is None else last.batch
        today = now.astimezone(SWEDISH_TIME).date()
        return period, today, int(now.timestamp()) // _FRESH_S, batch, stamp
