"""The board's monthly summary as a question to the database: shares of all units, no rows."""

from datetime import date, datetime

from digests.monthly.build import build_monthly_summary, first_month_needed
from digests.monthly.hidden import NONE_HIDDEN, HiddenFigures
from digests.monthly.model import MonthlySummary
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.periods import Month
from digests.progress import Progress, silently, telling
from digests.stamp import DEFAULT_STALE_AFTER_HOURS, data_stamp
from rules.policy import Policy
from storage.engine import Database
from storage.queries import cases_for_figures, caseworkers_known_from, last_import
from storage.records import facts_kept_from
from storage.unit_names import unit_names


def monthly_summary(
    database: Database,
    *,
    month: Month,
    today: date,
    now: datetime,
    policy: Policy,
    targets: Targets = DEFAULT_TARGETS,
    stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
    hidden_before: HiddenFigures = NONE_HIDDEN,
    progress: Progress = silently,
) -> MonthlySummary:
    """Return the whole municipality's summary of a month. Raises DigestError.

    `hidden_before` are the figures that an earlier summary of the month did not show.
    """
    first_day = first_month_needed(month).first_day
    latest, names = last_import(database), unit_names(policy.unit_names)
    cases = cases_for_figures(database, first_day, month.last_day, None, names)
    return build_monthly_summary(
        telling(cases, progress),
        month=month,
        today=today,
        policy=policy,
        stamp=data_stamp(latest, now, stale_after_hours),
        targets=targets,
        history_from=caseworkers_known_from(database),
        hidden_before=hidden_before,
        kept_from=facts_kept_from(database),
    )
