"""The weekly digests as a question to the database: read the rows once, build them all."""

from datetime import date, datetime

from digests.errors import DigestError
from digests.forecast.chances import history_begins
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.periods import Week, day_seen_from
from digests.progress import Progress, silently, telling
from digests.stamp import DEFAULT_STALE_AFTER_HOURS, data_stamp
from digests.weekly.build import DAYS_BACK, build_weekly_digests
from digests.weekly.model import WeeklyDigest
from digests.weekly.own_figures import figures_by_unit, months_told
from rules.policy import Policy
from storage.engine import Database
from storage.keys import name_key
from storage.queries import (
    all_staff,
    cases_for_statutory_figures,
    digest_cases,
    investigation_times,
    last_import,
    staff_who_left,
    units,
)
from storage.unit_names import staff_by_present_unit, unit_names, units_by_present_name


def weekly_digests(
    database: Database,
    *,
    week: Week,
    today: date,
    now: datetime,
    policy: Policy,
    targets: Targets = DEFAULT_TARGETS,
    stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
    unit: str | None = None,
    progress: Progress = silently,
) -> tuple[WeeklyDigest, ...]:
    """Return the digests of all units, or of the one named. Raises DigestError."""
    as_of = day_seen_from(week, today)
    latest, names = last_import(database), unit_names(policy.unit_names)
    months = months_told(as_of)
    counted = cases_for_statutory_figures(database, months[0].first_day, months[-1].last_day, names)
    digests = build_weekly_digests(
        telling(digest_cases(database, as_of - DAYS_BACK, as_of, names), progress),
        staff_by_present_unit(all_staff(database), names),
        units_by_present_name(units(database), names),
        week=week,
        today=today,
        policy=policy,
        stamp=data_stamp(latest, now, stale_after_hours),
        left=staff_by_present_unit(staff_who_left(database), names),
        times=investigation_times(database, history_begins(as_of), as_of, names),
        figures=figures_by_unit(counted, as_of, policy, targets),
    )
    return digests if unit is None else (_of_unit(digests, names.now(unit)),)


def _of_unit(digests: tuple[WeeklyDigest, ...], unit: str) -> WeeklyDigest:
    for digest in digests:
        if name_key(digest.unit) == name_key(unit):
            return digest
    known = ", ".join(digest.unit for digest in digests) or "inga"
    raise DigestError(
        "unit_unknown", f"Jag hittar ingen enhet som heter ”{unit}”. Enheterna är: {known}."
    )
