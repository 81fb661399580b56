"""`purge`: clearing what has been kept long enough, as the service does every night.

Where the clock is so far ahead that the service waits, the person is told and asked.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.doubted_day import require_yes, speak_for_the_clock
from bot.cli.options import AsJson, AsOf, tell
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.settings import Settings
    from digests.schedule.put_away_files import PutAwayFiles
    from storage.engine import Database
    from storage.records.clearing import Cleared, Terms

INTENT = "purge"
"""What clearing by hand is called in the access log."""

_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Visa bara vad som skulle tas bort. Ingenting ändras.")
]


_Yes = Annotated[
    bool, typer.Option("--yes", help="Gallra också när datorns datum verkar fel. Fråga inte först.")
]


@dataclass(frozen=True, slots=True)
class _Limits:
    """Up to when each kind of thing has been kept long enough."""

    terms: "Terms"
    files_from: "datetime"


@dataclass(frozen=True, slots=True)
class _Purged:
    """What has been cleared, or would be; no files where no folder is watched."""

    rows: "tuple[Cleared, ...]"
    files: "PutAwayFiles | None"


def purge(
    dry_run: _DryRun = False, yes: _Yes = False, as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """Gallra: ta bort det som har sparats tillräckligt länge. Tjänsten gör det varje natt."""
    from bot.clock import moment_on, now_in_sweden
    from bot.composition import opened
    from bot.settings import load_settings
    from bot.texts import keeping as words

    settings, now = load_settings(), now_in_sweden()
    seen_from, folder = moment_on(as_of), settings.import_folder
    if seen_from.date() > now.date() and not dry_run:
        raise CannotDo(words.NOT_FROM_THE_FUTURE)
    limits = _limits(settings, seen_from)
    old = _old_files(folder, limits)
    with opened(settings, untouched=dry_run) as database:
        if dry_run:
            purged = _looked_at(database, old, limits)
        else:
            require_yes(database, seen_from, sure=yes)
            purged = _cleared(database, folder, limits, now)
            speak_for_the_clock(database, seen_from, now)
    document = _document(purged, limits, seen_from, dry_run=dry_run)
    tell(document, as_json=as_json, text=lambda: _text(purged, dry_run=dry_run))


def _limits(settings: "Settings", seen_from: "datetime") -> _Limits:
    from bot.keeping import keeping_choices
    from digests.schedule.keeping import files_kept_from, terms_at

    choices = keeping_choices(settings)
    return _Limits(terms_at(choices, seen_from), files_kept_from(choices, seen_from))


def _old_files(folder: "Path | None", limits: _Limits) -> "PutAwayFiles | None":
    """Return the files of the import that are old, before anything is cleared."""
    from bot.texts import keeping as words
    from digests.schedule.put_away_files import old_files

    try:
        return None if folder is None else old_files(folder, limits.files_from)
    except OSError:
        raise CannotDo(words.FOLDER_UNREADABLE) from None


def _looked_at(database: "Database", files: "PutAwayFiles | None", limits: _Limits) -> _Purged:
    from storage.records.clearing import to_be_cleared

    return _Purged(tuple(to_be_cleared(database, limits.terms)), files)


def _cleared(
    database: "Database", folder: "Path | None", limits: _Limits, now: "datetime"
) -> _Purged:
    from bot.cli.duties import OPERATOR
    from digests.schedule.keeping import clear_files
    from storage.queries import record_look
    from storage.records.clearing import clear

    record_look(database, who=OPERATOR, at=now, intent=INTENT, rows=0)
    rows = clear(database, limits.terms, who=OPERATOR, at=now)
    if folder is None:
        return _Purged(rows, None)
    return _Purged(rows, clear_files(database, folder, limits.files_from, who=OPERATOR, at=now))


def _document(
    purged: _Purged, limits: _Limits, seen_from: "datetime", *, dry_run: bool
) -> dict[str, Any]:
    return {
        "as_of": seen_from.date().isoformat(),
        "facts_kept_from": limits.terms.facts.isoformat(),
        "dry_run": dry_run,
        "cleared": [_rows_document(each) for each in purged.rows],
        "import_files": purged.files and _files_document(purged.files),
    }


def _rows_document(cleared: "Cleared") -> dict[str, Any]:
    oldest = cleared.oldest_kept
    return {
        "kind": cleared.kind.value,
        "rows": cleared.rows,
        "oldest_kept": None if oldest is None else oldest.isoformat(),
    }


def _files_document(files: "PutAwayFiles") -> dict[str, Any]:
    oldest = files.oldest_kept
    return {
        "files": files.removed,
        "not_removed": files.unremoved,
        "oldest_kept": None if oldest is None else oldest.isoformat(),
    }


def _text(purged: _Purged, *, dry_run: bool) -> str:
    from bot.cli.table import table
    from bot.texts import keeping as words

    files = purged.files
    cells = [words.cells(each) for each in purged.rows]
    lines = table(words.COLUMNS, cells + ([words.file_cells(files)] if files else []))
    ends = [words.WOULD_BE] if dry_run else _ends(purged)
    return "\n".join([*lines, "", *ends])


def _ends(purged: _Purged) -> list[str]:
    """Return the sentences that say how much was cleared."""
    from bot.texts import keeping as words

    files, rows = purged.files, sum(each.rows for each in purged.rows)
    ends = [words.total(rows)]
    if files and files.removed:
        ends.append(words.total_of_files(files.removed))
    if files and files.unremoved:
        ends.append(words.not_removed(files.unremoved))
    return ends
