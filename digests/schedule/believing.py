"""Whether the clock can be believed, before anything is cleared by it.

A computer whose clock runs far ahead would clear, the next night, what is to be kept for years.
What speaks for the clock is the last clearing, and the newest report in the lists: not when they
were imported, since that is told by the same clock.
"""

from datetime import date, datetime, timedelta

from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.queries import newest_report_on
from storage.records.outbox import last_tick

KEEPING = "keeping"
"""The name under which the clearings are noted."""

LONGEST_GAP = timedelta(days=31)


def doubted_since(database: Database, now: datetime) -> date | None:
    """Return the last day that speaks for the clock, where `now` (aware) is too far after it.

    None where the clock is believed; it is so too where nothing speaks for it or against it.
    """
    known = _last_known_day(database)
    if known is None or now.astimezone(SWEDISH_TIME).date() - known <= LONGEST_GAP:
        return None
    return known


def _last_known_day(database: Database) -> date | None:
    cleared, reported = last_tick(database, KEEPING), newest_report_on(database)
    days = [] if cleared is None else [cleared.last_at.astimezone(SWEDISH_TIME).date()]
    return max([*days, *([] if reported is None else [reported])], default=None)
