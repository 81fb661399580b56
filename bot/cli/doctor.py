"""`doctor`: what is in order in an installation, what is not, and what to do about it."""

import shutil
from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, AsOf, tell

if TYPE_CHECKING:
    from datetime import datetime

    from bot.doctor import Check

_SOMETHING_TO_MEND = 3


def doctor(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Kontrollera installationen: databas, bot, e-post, schema, listor. Ändrar ingenting."""
    from bot.cli.doctor_lines import doctor_lines
    from bot.clock import moment_on

    checks = _examined(moment_on(as_of))
    is_ok = all(check.ok for check in checks)
    document = {"ok": is_ok, "checks": [_document(check) for check in checks]}
    width = shutil.get_terminal_size().columns
    tell(document, as_json=as_json, text=lambda: "\n".join(doctor_lines(checks, width)))
    if not is_ok:
        raise typer.Exit(_SOMETHING_TO_MEND)


def _examined(now: "datetime") -> "tuple[Check, ...]":
    from bot.cli.mistakes import exit_code_and_sentence
    from bot.doctor import examine, examine_without_settings
    from bot.settings import SettingsError, load_settings

    def told_of(fault: Exception) -> str:
        return exit_code_and_sentence(fault)[1]

    try:
        settings = load_settings()
    except SettingsError as unusable:
        return examine_without_settings(str(unusable), now, told_of)
    return examine(settings, now, told_of)


def _document(check: "Check") -> dict[str, object]:
    return {
        "name": check.name,
        "ok": check.ok,
        "detail": check.detail,
        "remedy": check.remedy,
    }
