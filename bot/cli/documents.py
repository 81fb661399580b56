"""`digest weekly` and `summary monthly`: the documents that managers and the board read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, UnitName, tell

if TYPE_CHECKING:
    from datetime import date

    from bot.cli.sent import Sent
    from digests.periods import Month, Week
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
        metavar="html,pdf,xlsx,docx,json",
        help="Vilka filer som skrivs, i mappen --out eller annars i den här.",
    ),
]

_Send = Annotated[
    bool, typer.Option("--send", help="Skicka nu till dem som ska ha det, genom utkorgen.")
]
_Recompute = Annotated[
    bool,
    typer.Option(
        "--recompute",
        help="Räkna om en månad som har skickats, och visa vad som skiljer.",
    ),
]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Med --send: visa bara till vem, och hur.")
]


def weekly(
    week: _Week = None,
    unit: UnitName = None,
    out: _Folder = None,
    send: _Send = False,
    dry_run: _DryRun = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg veckobreven per enhet: över tiden, på väg och ändrat. Eller skicka dem."""
    from bot.cli.built import digests_of
    from bot.clock import moment_on
    from digests.periods import parse_week, week_of
    from digests.render import weekly_text
    from digests.weekly.as_json import weekly_as_json
    from digests.writing import write_weekly

    _require_sense(send=send, dry_run=dry_run)
    now = moment_on(as_of)
    chosen = parse_week(week) if week else week_of(now.date())
    sent = _sent_weekly(chosen, unit, as_of, dry_run=dry_run) if send else None
    is_built = not dry_run and (sent is None or as_json or out is not None)
    digests = digests_of(chosen, unit, now) if is_built else ()
    files = write_weekly(out, digests) if out is not None else ()
    document = {**weekly_as_json(chosen, digests), "files": [str(path) for path in files]}
    texts = (weekly_text(digest) for digest in digests)
    _tell(document, sent, files, as_json=as_json, text=lambda: "\n\n".join(texts))


def _sent_weekly(week: "Week", unit: str | None, as_of: "date | None", *, dry_run: bool) -> "Sent":
    from bot.cli.sending import Asked, send_weekly
    from bot.settings import load_settings

    return send_weekly(Asked(load_settings(), as_of, dry_run), week, unit)


def monthly(
    month: _Month = None,
    out: _Folder = None,
    formats: _Formats = None,
    recompute: _Recompute = False,
    send: _Send = False,
    dry_run: _DryRun = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Bygg nämndens sammanställning för en månad, visa den som har skickats, eller skicka den."""
    from bot.cli.built import summary_of
    from bot.cli.shown_summary import summary_document, summary_text
    from bot.clock import moment_on
    from digests.periods import month_of, parse_month
    from digests.writing import write_monthly

    _require_sense(send=send, dry_run=dry_run, recompute=recompute)
    now = moment_on(as_of)
    chosen = parse_month(month) if month else month_of(now.date()).previous
    wanted = _formats(formats or "html")
    folder = out or (Path() if formats else None)
    template = _own_template(wanted)
    sent = _sent_monthly(chosen, as_of, dry_run=dry_run) if send else None
    if dry_run:
        _tell({"month": str(chosen), "files": []}, sent, (), as_json=as_json, text=str)
        return
    shown = summary_of(chosen, now, recompute=recompute, seen_from=None if send else as_of)
    files = write_monthly(folder, shown.summary, wanted, template) if folder is not None else ()
    text = partial(summary_text, shown, recompute=recompute)
    _tell(summary_document(shown, files), sent, files, as_json=as_json, text=text)


def _sent_monthly(month: "Month", as_of: "date | None", *, dry_run: bool) -> "Sent":
    from bot.cli.sending import Asked, send_monthly
    from bot.settings import load_settings

    return send_monthly(Asked(load_settings(), as_of, dry_run), month)


def _own_template(wanted: "tuple[SummaryFormat, ...]") -> Path | None:
    """Return the municipality's own Word template, tried before anything is built."""
    from bot.settings import load_settings
    from digests.writing import SummaryFormat

    template = load_settings().summary_template
    if template is not None and SummaryFormat.DOCX in wanted:
        from digests.monthly.docx import require_usable

        require_usable(template)
    return template


def _require_sense(*, send: bool, dry_run: bool, recompute: bool = False) -> None:
    from bot.cli.refusals import CannotDo

    if recompute and send:
        from bot.texts.sent_summaries import RECOMPUTED_IS_NOT_SENT

        raise CannotDo(RECOMPUTED_IS_NOT_SENT)
    if dry_run and not send:
        raise CannotDo("--dry-run hör ihop med --send. Utan --send skickas ingenting.")


def _tell(
    document: dict[str, Any],
    sent: "Sent | None",
    files: tuple[Path, ...],
    *,
    as_json: bool,
    text: Callable[[], str],
) -> None:
    """Tell what was built, or what was sent; leave with 3 where somebody was not sent theirs."""
    written = [f"Skrev {path}" for path in files]
    if sent is None:
        tell(document, as_json=as_json, text=lambda: "\n".join([text(), *written]))
        return
    from bot.cli.sent import sent_document, sent_lines

    whole = {**document, **sent_document(sent)}
    tell(whole, as_json=as_json, text=lambda: "\n".join([*written, *sent_lines(sent)]))
    if not sent.all_went:
        raise typer.Exit(3)


def _formats(written: str) -> "tuple[SummaryFormat, ...]":
    from bot.cli.refusals import CannotDo
    from digests.writing import SummaryFormat

    names = [part.strip().lower() for part in written.split(",") if part.strip()]
    known = [each.value for each in SummaryFormat]
    if not names or any(name not in known for name in names):
        raise CannotDo(f"Det formatet finns inte. Välj bland {', '.join(known)}.")
    return tuple(SummaryFormat(name) for name in names)
