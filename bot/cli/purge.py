"""`purge`: clearing what has been kept long enough, as the service does every night."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, tell
from bot.cli.refusals import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from digests.schedule.put_away_files import PutAwayFiles
    from storage.engine import Database
    from storage.records.clearing import Cleared, Terms

INTENT = "purge"
"""What clearing by hand is called in the access log."""

_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Visa bara vad som skulle tas bort. Ingenting ändras.")
]


def purge(dry_run: _DryRun = False, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Gallra: ta bort det som har sparats tillräckligt länge. Tjänsten gör det varje natt."""
    from bot.clock import moment_on, now_in_sweden
    from bot.composition import opened
    from bot.keeping import keeping_choices
    from bot.settings import load_settings
    from bot.texts import keeping as words
    from digests.schedule.keeping import files_kept_from, terms_at
    from storage.records.clearing import to_be_cleared

    settings, now = load_settings(), now_in_sweden()
    seen_from = moment_on(as_of)
    if seen_from.date() > now.date() and not dry_run:
        raise CannotDo(words.NOT_FROM_THE_FUTURE)
    choices, folder = keeping_choices(settings), settings.import_folder
    terms, files_from = terms_at(choices, seen_from), files_kept_from(choices, seen_from)
    files = _older_files(folder, files_from)
    with opened(settings, untouched=dry_run) as database:
        if dry_run:
            found = to_be_cleared(database, terms)
        else:
            found = _cleared(database, terms, now)
            if folder is not None:
                files = _cleared_files(database, folder, files_from, now)
    document = {
        "as_of": seen_from.date().isoformat(),
        "facts_kept_from": terms.facts.isoformat(),
        "dry_run": dry_run,
        "cleared": [_document(each) for each in found],
        "import_files": files and _files_document(files),
    }
    tell(document, as_json=as_json, text=lambda: _text(found, files, dry_run=dry_run))


def _cleared(database: "Database", terms: "Terms", now: "datetime") -> "tuple[Cleared, ...]":
    from bot.cli.duties import OPERATOR
    from storage.queries import record_look
    from storage.records.clearing import clear

    record_look(database, who=OPERATOR, at=now, intent=INTENT, rows=0)
    return clear(database, terms, who=OPERATOR, at=now)


def _cleared_files(
    database: "Database", folder: "Path", older_than: "datetime", now: "datetime"
) -> "PutAwayFiles":
    from bot.cli.duties import OPERATOR
    from digests.schedule.keeping import clear_files

    return clear_files(database, folder, older_than, who=OPERATOR, at=now)


def _older_files(folder: "Path | None", older_than: "datetime") -> "PutAwayFiles | None":
    """Return the files of the import that are old, before anything is cleared."""
    from bot.cli.refusals import CannotDo
    from bot.texts import keeping as words
    from digests.schedule.put_away_files import old_files

    try:
        return None if folder is None else old_files(folder, older_than)
    except OSError:
        raise CannotDo(words.FOLDER_UNREADABLE) from None


def _document(cleared: "Cleared") -> dict[str, Any]:
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


def _text(found: "Iterable[Cleared]", files: "PutAwayFiles | None", *, dry_run: bool) -> str:
    from bot.cli.table import table
    from bot.texts import keeping as words

    found = tuple(found)
    rows = sum(each.rows for each in found)
    cells = [words.cells(each) for each in found] + ([words.file_cells(files)] if files else [])
    lines = table(words.COLUMNS, cells)
    if dry_run:
        return "\n".join([*lines, "", words.WOULD_BE])
    ends = [words.total(rows)]
    if files and files.removed:
        ends.append(words.total_of_files(files.removed))
    if files and files.unremoved:
        ends.append(words.not_removed(files.unremoved))
    return "\n".join([*lines, "", *ends])
