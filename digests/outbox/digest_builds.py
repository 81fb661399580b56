"""The digests and summaries of a period, each built once for all that are told from them."""

from collections.abc import Mapping
from datetime import date, datetime

from digests.monthly.model import MonthlySummary
from digests.monthly.service import monthly_summary
from digests.monthly.targets import Targets
from digests.outbox.builds import Builds
from digests.periods import parse_month, parse_week
from digests.weekly.model import WeeklyDigest
from digests.weekly.service import weekly_digests
from rules.facts import Role
from rules.policy import Policy
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.keys import name_key
from storage.queries import all_staff
from storage.unit_names import unit_names


def weekly_builds(
    database: Database, policy: Policy, targets: Targets, stale_after_hours: float
) -> Builds[Mapping[str, WeeklyDigest]]:
    """Return the digests of a week, by the key of the unit's present name."""

    def build(moment: Database, period: str, now: datetime) -> Mapping[str, WeeklyDigest]:
        digests = weekly_digests(
            moment,
            week=parse_week(period),
            today=_day_of(now),
            now=now,
            policy=policy,
            targets=targets,
            stale_after_hours=stale_after_hours,
        )
        return {name_key(digest.unit): digest for digest in digests}

    return Builds(database, stale_after_hours, build)


def digest_of(
    database: Database, digests: Mapping[str, WeeklyDigest], unit: str, policy: Policy
) -> WeeklyDigest | None:
    """Return the digest for who leads a unit by any of its names; None where there is none.

    A unit that has gone into one with managers of its own has none: the settings say what is
    counted together, and only the staff list who leads what.
    """
    present = name_key(unit_names(policy.unit_names).now(unit))
    if present != name_key(unit) and _has_managers(database, present):
        return None
    return digests.get(present)


def _has_managers(database: Database, unit: str) -> bool:
    managers = (each for each in all_staff(database) if each.role is Role.UNIT_MANAGER)
    return any(name_key(each.unit) == unit for each in managers)


def monthly_builds(
    database: Database, policy: Policy, targets: Targets, stale_after_hours: float
) -> Builds[MonthlySummary]:
    """Return the summary of a month, from the data of today."""

    def build(moment: Database, period: str, now: datetime) -> MonthlySummary:
        return monthly_summary(
            moment,
            month=parse_month(period),
            today=_day_of(now),
            now=now,
            policy=policy,
            targets=targets,
            stale_after_hours=stale_after_hours,
        )

    return Builds(database, stale_after_hours, build)


def _day_of(now: datetime) -> date:
    return now.astimezone(SWEDISH_TIME).date()
