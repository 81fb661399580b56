"""How old the data is at a moment, for everything that shows data."""

from datetime import datetime

from digests.stamp import DataStamp, data_stamp
from storage.engine import Database
from storage.queries import last_import


def age_of_data(database: Database, now: datetime, stale_after_hours: int) -> DataStamp:
    """Return when the data last came in, and whether that is too long ago at `now` (aware)."""
    return data_stamp(last_import(database), now, stale_after_hours)
