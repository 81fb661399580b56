"""The digests and summaries that the page shows, built once for all who look at the same data."""

from datetime import datetime

from bot.settings import Settings
from digests.monthly.shown import ShownSummary, shown_summary
from digests.outbox.digest_builds import digest_of, monthly_builds, weekly_builds
from digests.periods import month_of, week_of
from digests.weekly.model import WeeklyDigest
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database


class Drafts:
    """What readers will get; a build takes its time and is kept for minutes."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        basis = settings.policy, settings.board_targets, settings.stale_after_hours
        self._weekly = weekly_builds(database, *basis)
        self._monthly = monthly_builds(database, *basis)

    def letter(self, unit: str, now: datetime) -> WeeklyDigest | None:
        """Return the unit's digest of this week, None where it has none."""
        week = week_of(now.astimezone(SWEDISH_TIME).date())
        digests = self._weekly.of(str(week), now)
        return digest_of(self._database, digests, unit, self._settings.policy)

    def summary(self, now: datetime) -> ShownSummary:
        """Return last month's summary: the one that was sent, where one was. Raises DigestError."""
        month = month_of(now.astimezone(SWEDISH_TIME).date()).previous
        return shown_summary(
            self._database, month, lambda _hidden: self._monthly.of(str(month), now)
        )
