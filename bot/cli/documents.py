"""`digest weekly` and `summary monthly`: the documents that managers and the board read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, AsOf, UnitName, tell

if TYPE_CHECKING:
    from digests.writing import SummaryFormat

_Folder = Annotated[
    Path | None, typer.Option("--out", metavar="MAPP", help="Mapp att skriva filerna i.")
]


def weekly(
    week: Annotated[
        str | None, typer.Option("--week", metavar="ÅÅÅÅ-Wnn", help="Veckan. Annars den här.")
    ] = None,
    unit: UnitName = None,
    out: _Folder = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg veckobreven: över tiden, på väg och ändrat, per enhet."""
    from bot.cli.duties import OPERATOR
    from bot.cli.progress import progress_bar
    from bot.clock import moment_on, now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from digests.periods import parse_week, week_of
    from digests.render import weekly_text
    from digests.weekly.as_json import weekly_as_json
    from digests.weekly.service import weekly_digests
    from digests.writing import write_weekly
    from storage.queries import record_look

    settings = load_settings()
    now = moment_on(as_of)
    chosen = parse_week(week) if week else week_of(now.date())
    with opened(settings) as database, progress_bar() as told:
        digests = weekly_digests(
            database,
            week=chosen,
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
    files = write_weekly(out, digests) if out is not None else ()
    document = {**weekly_as_json(chosen, digests), "files": [str(path) for path in files]}
    texts = (weekly_text(digest) for digest in digests)
    tell(document, as_json=as_json, text=lambda: _with_files("\n\n".join(texts), files))


def monthly(
    month: Annotated[
        str | None, typer.Option("--month", metavar="ÅÅÅÅ-MM", help="Månaden. Annars den förra.")
    ] = None,
    out: _Folder = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="html,json",
            help="Vilka filer som skrivs, i mappen --out eller annars i den här.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg nämndens sammanställning för en månad."""
    from bot.cli.progress import progress_bar
    from bot.clock import moment_on
    from bot.composition import opened
    from bot.settings import load_settings
    from digests.monthly.as_json import monthly_as_json
    from digests.monthly.service import monthly_summary
    from digests.periods import month_of, parse_month
    from digests.render import monthly_text
    from digests.writing import write_monthly

    settings = load_settings()
    now = moment_on(as_of)
    chosen = parse_month(month) if month else month_of(now.date()).previous
    wanted = _formats(formats or "html")
    folder = out or (Path() if formats else None)
    with opened(settings) as database, progress_bar() as told:
        summary = monthly_summary(
            database,
            month=chosen,
            today=now.date(),
            now=now,
            policy=settings.policy,
            stale_after_hours=settings.stale_after_hours,
            progress=lambda cases: told("Bygger sammanställningen", cases, None),
        )
    files = write_monthly(folder, summary, wanted) if folder is not None else ()
    document = monthly_as_json(summary, files)
    tell(document, as_json=as_json, text=lambda: _with_files(monthly_text(summary), files))


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
