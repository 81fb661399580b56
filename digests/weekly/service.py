"""The weekly digests as a question to the database: read the rows once, build them all."""

from datetime import date, datetime

from digests.errors import DigestError
from digests.periods import Week, day_seen_from
from digests.progress import Progress, silently, telling
from digests.stamp import DEFAULT_STALE_AFTER_HOURS, data_stamp
from digests.weekly.build import DAYS_BACK, build_weekly_digests
from digests.weekly.model import WeeklyDigest
from rules.policy import Policy
from storage.engine import Database
from storage.keys import name_key
from storage.queries import all_staff, digest_cases, last_import, units


def weekly_digests(
    database: Database,
    *,
    week: Week,
    today: date,
    now: datetime,
    policy: Policy,
    stale_after_hours: float = DEFAULT_STALE_AFTER_HOURS,
    unit: str | None = None,
    progress: Progress = silently,
) -> tuple[WeeklyDigest, ...]:
    """Return the digests of all units, or of the one named. Raises DigestError."""
    as_of = day_seen_from(week, today)
    latest = last_import(database)
    digests = build_weekly_digests(
        telling(digest_cases(database, as_of - DAYS_BACK, as_of), progress),
        all_staff(database),
        units(database),
        week=week,
        today=today,
        policy=policy,
        stamp=data_stamp(latest, now, stale_after_hours),
    )
    return digests if unit is None else (_of_unit(digests, unit),)


def _of_unit(digests: tuple[WeeklyDigest, ...], unit: str) -> WeeklyDigest:
    for digest in digests:
        if name_key(digest.unit) == name_key(unit):
            return digest
    known = ", ".join(digest.unit for digest in digests) or "inga"
    raise DigestError(
        "unit_unknown", f"Jag hittar ingen enhet som heter ”{unit}”. Enheterna är: {known}."
    )
