"""Clearing what has been kept long enough (gallring), once a night.

What is cleared of the access log leaves a row that says who cleared it, when and how much.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from digests.events import event
from digests.schedule.choices import KeepingChoices
from digests.stamp import SWEDISH_TIME
from storage.engine import Database
from storage.records import forget_closed_calendars, forget_reminders, purge_looks
from storage.records.outbox import forget_deliveries, last_tick, note_tick

KEEPING = "keeping"
"""The name under which the nights' clearings are noted."""

FROM = time(3, 30)
"""Not between two and three, an hour that some nights lack and others have twice."""

LEAST_DELIVERIES_DAYS = 60
"""A row of the outbox is what tells that a month's summary has gone: it outlives its month."""

_WHO = "fristvakt"


@dataclass(frozen=True, slots=True)
class KeepingReport:
    """How many rows of each kind were cleared."""

    looks: int
    deliveries: int
    reminders: int
    calendars: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """Clears what is old; `owner` names this process."""

    database: Database
    choices: KeepingChoices
    owner: str

    def keep(self, now: datetime, run_id: str) -> KeepingReport | None:
        """Clear what is old, from half past three on and once a day; None when it is not time."""
        local = now.astimezone(SWEDISH_TIME)
        earlier = last_tick(self.database, KEEPING)
        if local.time() < FROM:
            return None
        if earlier is not None and earlier.last_at.astimezone(SWEDISH_TIME).date() == local.date():
            return None
        report = self._clear(local)
        note_tick(self.database, KEEPING, self.owner, now)
        removed = report.looks + report.deliveries + report.reminders + report.calendars
        event("cleared", run_id, owner=self.owner, removed=removed)
        return report

    def _clear(self, now: datetime) -> KeepingReport:
        choices, database = self.choices, self.database
        kept_days = max(choices.deliveries_days, LEAST_DELIVERIES_DAYS)
        looks_before = now - relativedelta(months=choices.looks_months)
        return KeepingReport(
            looks=purge_looks(database, older_than=looks_before, who=_WHO, at=now),
            deliveries=forget_deliveries(database, now - timedelta(days=kept_days)),
            reminders=forget_reminders(database, now - timedelta(days=choices.reminders_days)),
            calendars=forget_closed_calendars(
                database, now - timedelta(days=choices.calendars_days)
            ),
        )
