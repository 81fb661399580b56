"""The digests and summaries that the page shows, built once for all who look at the same data."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.settings import Settings
from digests.monthly.model import MonthlySummary
from digests.monthly.service import monthly_summary
from digests.monthly.shown import ShownSummary, shown_summary
from digests.outbox.builds import Builds
from digests.periods import month_of, parse_month, parse_week, week_of
from digests.stamp import SWEDISH_TIME
from digests.weekly.model import WeeklyDigest
from digests.weekly.service import weekly_digests
from storage.engine import Database
from storage.keys import name_key
from storage.unit_names import unit_names


class Drafts:
    """What readers will get; a build takes its time and is kept for minutes."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        hours = settings.stale_after_hours
        self._weekly = Builds(database, hours, partial(_weekly, settings))
        self._monthly = Builds(database, hours, partial(_monthly, settings))

    def letter(self, unit: str, now: datetime) -> WeeklyDigest | None:
        """Return the unit's digest of this week, None where it has none."""
        week = week_of(now.astimezone(SWEDISH_TIME).date())
        present = unit_names(self._settings.policy.unit_names).now(unit)
        return self._weekly.of(str(week), now).get(name_key(present))

    def summary(self, now: datetime) -> ShownSummary:
        """Return last month's summary: the one that was sent, where one was. Raises DigestError."""
        month = month_of(now.astimezone(SWEDISH_TIME).date()).previous
        return shown_summary(
            self._database, month, lambda _hidden: self._monthly.of(str(month), now)
        )


def _weekly(
    settings: Settings, database: Database, period: str, now: datetime
) -> Mapping[str, WeeklyDigest]:
    digests = weekly_digests(
        database,
        week=parse_week(period),
        today=now.astimezone(SWEDISH_TIME).date(),
        now=now,
        policy=settings.policy,
        targets=settings.board_targets,
        stale_after_hours=settings.stale_after_hours,
    )
    return {name_key(digest.unit): digest for digest in digests}


def _monthly(settings: Settings, database: Database, period: str, now: datetime) -> MonthlySummary:
    return monthly_summary(
        database,
        month=parse_month(period),
        today=now.astimezone(SWEDISH_TIME).date(),
        now=now,
        policy=settings.policy,
        targets=settings.board_targets,
        stale_after_hours=settings.stale_after_hours,
    )
