"""`purge`: clearing what has been kept long enough, as the service does every night."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, tell
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.records.clearing import Cleared

INTENT = "purge"
"""What clearing by hand is called in the access log."""

_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Visa bara vad som skulle tas bort. Ingenting ändras.")
]


def purge(dry_run: _DryRun = False, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Gallra: ta bort det som har sparats tillräckligt länge. Tjänsten gör det varje natt."""
    from bot.cli.duties import OPERATOR
    from bot.clock import moment_on, now_in_sweden
    from bot.composition import opened
    from bot.keeping import keeping_choices
    from bot.settings import load_settings
    from bot.texts import keeping as words
    from digests.schedule.keeping import terms_at
    from storage.queries import record_look
    from storage.records.clearing import clear, to_be_cleared

    settings, now = load_settings(), now_in_sweden()
    seen_from = moment_on(as_of)
    if seen_from.date() > now.date() and not dry_run:
        raise CannotDo(words.NOT_FROM_THE_FUTURE)
    terms = terms_at(keeping_choices(settings), seen_from)
    with opened(settings, untouched=dry_run) as database:
        if dry_run:
            found = to_be_cleared(database, terms)
        else:
            record_look(database, who=OPERATOR, at=now, intent=INTENT, rows=0)
            found = clear(database, terms, who=OPERATOR, at=now)
    document = {
        "as_of": seen_from.date().isoformat(),
        "facts_kept_from": terms.facts.isoformat(),
        "dry_run": dry_run,
        "cleared": [_document(each) for each in found],
    }
    tell(document, as_json=as_json, text=lambda: _text(found, dry_run=dry_run))


def _document(cleared: "Cleared") -> dict[str, Any]:
    oldest = cleared.oldest_kept
    return {
        "kind": cleared.kind.value,
        "rows": cleared.rows,
        "oldest_kept": None if oldest is None else oldest.isoformat(),
    }


def _text(found: "Iterable[Cleared]", *, dry_run: bool) -> str:
    from bot.cli.table import table
    from bot.texts import keeping as words

    found = tuple(found)
    rows = sum(each.rows for each in found)
    lines = table(words.COLUMNS, [words.cells(each) for each in found])
    return "\n".join([*lines, "", words.WOULD_BE if dry_run else words.total(rows)])
