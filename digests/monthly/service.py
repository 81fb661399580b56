"""The board's monthly summary as a question to the database: shares of all units, no rows."""

from datetime import date, datetime

from digests.monthly.build import build_monthly_summary, first_month_needed
from digests.monthly.model import MonthlySummary
from digests.periods import Month
from digests.progress import Progress, silently, telling
from digests.stamp import DEFAULT_STALE_AFTER_HOURS, data_stamp
from rules.policy import Policy
from storage.engine import Database
from storage.queries import cases_for_figures, last_import


def monthly_summary(
    database: Database,
    *,
    month: Month,
    today: date,
    now: datetime,
    policy: Policy,
    stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
    progress: Progress = silently,
) -> MonthlySummary:
    """Return the whole municipality's summary of a month. Raises DigestError."""
    first_day = first_month_needed(month).first_day
    latest = last_import(database)
    return build_monthly_summary(
        telling(cases_for_figures(database, first_day, month.last_day, None), progress),
        month=month,
        today=today,
        policy=policy,
        stamp=data_stamp(latest, now, stale_after_hours),
    )
