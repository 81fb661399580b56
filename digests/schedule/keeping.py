"""Clearing what has been kept long enough (gallring): once a night, or when it is asked for.

What is cleared leaves a row that says who cleared it, when and how much.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from digests.events import event
from digests.schedule.choices import KeepingChoices
from digests.stamp import SWEDISH_TIME
from rules.length import add_months
from storage.engine import Database
from storage.records.clearing import Cleared, Terms, clear
from storage.records.outbox import last_tick, note_tick

KEEPING = "keeping"
"""The name under which the nights' clearings are noted."""

FROM = time(3, 30)
"""Not between two and three, an hour that some nights lack and others have twice."""

LEAST_DELIVERIES_DAYS = 60
"""A row of the outbox is what tells that a month's summary has gone: it outlives its month."""

_WHO = "fristvakt"


@dataclass(frozen=True, slots=True)
class KeepingReport:
    """What was cleared, kind by kind."""

    cleared: tuple[Cleared, ...]

    @property
    def rows(self) -> int:
        """How many rows that was, all kinds together."""
        return sum(each.rows for each in self.cleared)


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
        terms = terms_at(self.choices, local)
        report = KeepingReport(clear(self.database, terms, who=_WHO, at=now))
        note_tick(self.database, KEEPING, self.owner, now)
        event("cleared", run_id, owner=self.owner, removed=report.rows)
        return report


def terms_at(choices: KeepingChoices, now: datetime) -> Terms:
    """Return how old things have to be at the moment (aware) for them to be cleared."""
    local = now.astimezone(SWEDISH_TIME)
    deliveries_days = max(choices.deliveries_days, LEAST_DELIVERIES_DAYS)
    return Terms(
        facts=add_months(local.date(), -choices.facts_months),
        gone=local - timedelta(days=choices.gone_days),
        looks=local - relativedelta(months=choices.looks_months),
        deliveries=local - timedelta(days=deliveries_days),
        reminders=local - timedelta(days=choices.reminders_days),
        calendars=local - timedelta(days=choices.calendars_days),
        imports=local - timedelta(days=choices.imports_days),
    )
