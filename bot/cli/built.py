"""Builds what `digest weekly` and `summary monthly` show; that it was seen is written down."""

from datetime import datetime

from bot.cli.duties import OPERATOR
from bot.cli.progress import progress_bar
from bot.clock import now_in_sweden
from bot.composition import opened
from bot.settings import load_settings
from digests.monthly.model import MonthlySummary
from digests.monthly.service import monthly_summary
from digests.periods import Month, Week
from digests.weekly.model import WeeklyDigest
from digests.weekly.service import weekly_digests
from storage.queries import LookScope, record_look


def digests_of(week: Week, unit: str | None, now: datetime) -> tuple[WeeklyDigest, ...]:
    """Return the digests; that their rows were read is written to the access log."""
    settings = load_settings()
    with opened(settings) as database, progress_bar() as told:
        digests = weekly_digests(
            database,
            week=week,
            today=now.date(),
            now=now,
            policy=settings.policy,
            targets=settings.board_targets,
            stale_after_hours=settings.stale_after_hours,
            unit=unit,
            progress=lambda cases: told("Bygger veckobreven", cases, None),
        )
        rows = sum(digest.outlook.open_duties for digest in digests)
        at, scope = now_in_sweden(), LookScope.ALL if unit is None else LookScope.UNIT
        record_look(database, who=OPERATOR, at=at, intent="digest_weekly", rows=rows, scope=scope)
    return digests


def summary_of(month: Month, now: datetime) -> MonthlySummary:
    """Return the summary; that the municipality's figures were seen is in the access log."""
    settings = load_settings()
    with opened(settings) as database, progress_bar() as told:
        summary = monthly_summary(
            database,
            month=month,
            today=now.date(),
            now=now,
            policy=settings.policy,
            targets=settings.board_targets,
            stale_after_hours=settings.stale_after_hours,
            progress=lambda cases: told("Bygger sammanställningen", cases, None),
        )
        at, scope = now_in_sweden(), LookScope.ALL
        record_look(database, who=OPERATOR, at=at, intent="summary_monthly", rows=0, scope=scope)
    return summary
