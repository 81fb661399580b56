"""Builds what `digest weekly` and `summary monthly` show; that it was seen is written down."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from bot.cli.duties import OPERATOR
from bot.cli.progress import progress_bar
from bot.clock import now_in_sweden
from bot.composition import opened
from bot.settings import Settings, load_settings
from digests.monthly.hidden import HiddenFigures
from digests.monthly.model import MonthlySummary
from digests.monthly.service import monthly_summary
from digests.monthly.shown import ShownSummary, recomputed_summary, shown_summary
from digests.periods import Month, Week
from digests.weekly.model import WeeklyDigest
from digests.weekly.service import weekly_digests
from storage.engine import Database
from storage.queries import LookScope, record_look

_Tell: TypeAlias = Callable[[str, int, int | None], None]


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


def summary_of(
    month: Month, now: datetime, *, recompute: bool = False, seen_from: date | None = None
) -> ShownSummary:
    """Return the frozen summary where there is one, unless it is to be counted again.

    `seen_from` leaves out one that was frozen after that day. That the municipality's figures
    were seen is in the access log.
    """
    settings = load_settings()
    with opened(settings) as database, progress_bar() as told:
        build = partial(_built, database, settings, month, now, told)
        shows = recomputed_summary if recompute else shown_summary
        shown = shows(database, month, build, seen_from)
        at, scope = now_in_sweden(), LookScope.ALL
        record_look(database, who=OPERATOR, at=at, intent="summary_monthly", rows=0, scope=scope)
    return shown


def _built(
    database: Database,
    settings: Settings,
    month: Month,
    now: datetime,
    told: _Tell,
    hidden_before: HiddenFigures,
) -> MonthlySummary:
    return monthly_summary(
        database,
        month=month,
        today=now.date(),
        now=now,
        policy=settings.policy,
        targets=settings.board_targets,
        stale_after_hours=settings.stale_after_hours,
        hidden_before=hidden_before,
        progress=lambda cases: told("Bygger sammanställningen", cases, None),
    )
