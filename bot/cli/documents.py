"""`digest weekly` and `summary monthly`: the documents that managers and the board read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, AsOf, UnitName, tell

if TYPE_CHECKING:
    from datetime import datetime

    from digests.monthly.model import MonthlySummary
    from digests.periods import Month, Week
    from digests.weekly.model import WeeklyDigest
    from digests.writing import SummaryFormat

_Folder = Annotated[
    Path | None, typer.Option("--out", metavar="MAPP", help="Mapp att skriva filerna i.")
]
_Week = Annotated[
    str | None, typer.Option("--week", metavar="ÅÅÅÅ-Wnn", help="Veckan. Annars den här.")
]
_Month = Annotated[
    str | None, typer.Option("--month", metavar="ÅÅÅÅ-MM", help="Månaden. Annars den förra.")
]
_Formats = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="html,json",
        help="Vilka filer som skrivs, i mappen --out eller annars i den här.",
    ),
]


def weekly(
    week: _Week = None,
    unit: UnitName = None,
    out: _Folder = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg veckobreven: över tiden, på väg och ändrat, per enhet."""
    from bot.clock import moment_on
    from digests.periods import parse_week, week_of
    from digests.render import weekly_text
    from digests.weekly.as_json import weekly_as_json
    from digests.writing import write_weekly

    now = moment_on(as_of)
    chosen = parse_week(week) if week else week_of(now.date())
    digests = _digests_of(chosen, unit, now)
    files = write_weekly(out, digests) if out is not None else ()
    document = {**weekly_as_json(chosen, digests), "files": [str(path) for path in files]}
    texts = (weekly_text(digest) for digest in digests)
    tell(document, as_json=as_json, text=lambda: _with_files("\n\n".join(texts), files))


def _digests_of(week: "Week", unit: str | None, now: "datetime") -> "tuple[WeeklyDigest, ...]":
    """Return the digests; that their rows were read is written to the access log."""
    from bot.cli.duties import OPERATOR
    from bot.cli.progress import progress_bar
    from bot.clock import now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from digests.weekly.service import weekly_digests
    from storage.queries import record_look

    settings = load_settings()
    with opened(settings) as database, progress_bar() as told:
        digests = weekly_digests(
            database,
            week=week,
            today=now.date(),
            now=now,
            policy=settings.policy,
            stale_after_hours=settings.stale_after_hours,
            unit=unit,
            progress=lambda cases: told("Bygger veckobreven", cases, None),
        )
        rows = sum(digest.outlook.open_duties for digest in digests)
        at = now_in_sweden()
        record_look(database, who=OPERATOR, at=at, intent="digest_weekly", rows=rows)
    return digests


def monthly(
    month: _Month = None,
    out: _Folder = None,
    formats: _Formats = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg nämndens sammanställning för en månad."""
    from bot.clock import moment_on
    from digests.monthly.as_json import monthly_as_json
    from digests.periods import month_of, parse_month
    from digests.render import monthly_text
    from digests.writing import write_monthly

    now = moment_on(as_of)
    chosen = parse_month(month) if month else month_of(now.date()).previous
    wanted = _formats(formats or "html")
    folder = out or (Path() if formats else None)
    summary = _summary_of(chosen, now)
    files = write_monthly(folder, summary, wanted) if folder is not None else ()
    document = monthly_as_json(summary, files)
    tell(document, as_json=as_json, text=lambda: _with_files(monthly_text(summary), files))


def _summary_of(month: "Month", now: "datetime") -> "MonthlySummary":
    from bot.cli.progress import progress_bar
    from bot.composition import opened
    from bot.settings import load_settings
    from digests.monthly.service import monthly_summary

    settings = load_settings()
    with opened(settings) as database, progress_bar() as told:
        return monthly_summary(
            database,
            month=month,
            today=now.date(),
            now=now,
            policy=settings.policy,
            stale_after_hours=settings.stale_after_hours,
            progress=lambda cases: told("Bygger sammanställningen", cases, None),
        )


def _with_files(text: str, files: tuple[Path, ...]) -> str:
    return "\n".join([text, *(f"Skrev {path}" for path in files)])


def _formats(written: str) -> "tuple[SummaryFormat, ...]":
    from bot.cli.refusals import CannotDo
    from digests.writing import SummaryFormat

    names = [part.strip().lower() for part in written.split(",") if part.strip()]
    known = [each.value for each in SummaryFormat]
    if not names or any(name not in known for name in names):
        raise CannotDo(f"Det formatet finns inte. Välj bland {', '.join(known)}.")
    return tuple(SummaryFormat(name) for name in names)
