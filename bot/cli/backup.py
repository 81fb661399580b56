"""`backup` and `restore`: a copy of the SQLite database, and the way back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, tell

if TYPE_CHECKING:
    from storage.backup import BackUp

_Out = Annotated[
    Path,
    typer.Option("--out", metavar="FIL", help="Ny fil som säkerhetskopian skrivs till."),
]
_Source = Annotated[
    Path, typer.Argument(metavar="FIL", help="Fil som ”fristvakt backup” har skrivit.")
]
_Force = Annotated[
    bool, typer.Option("--force", help="Ersätt databasen även om den har uppgifter.")
]
_AFTERWARDS = (
    "Gör nu det här, innan du startar tjänsten: kör ”fristvakt purge”, eftersom det som har "
    "gallrats sedan kopian togs är tillbaka, och ta bort de medarbetare igen som har tagits bort "
    "sedan dess. Utskick som gjordes efter kopian kan komma en gång till."
)


def backup(out: _Out, as_json: AsJson = False) -> None:
    """Säkerhetskopiera databasen (SQLite). Går bra medan tjänsten är igång."""
    from bot.settings import load_settings
    from storage.backup import back_up

    made = back_up(load_settings().database_url, out)
    text = f"Säkerhetskopian finns i {made.file}. {_newest(made)}"
    tell(_document(made), as_json=as_json, text=lambda: text)


def restore(source: _Source, force: _Force = False, as_json: AsJson = False) -> None:
    """Läs tillbaka en säkerhetskopia (SQLite). Stoppa tjänsten först."""
    from bot.settings import load_settings
    from storage.backup import restore as put_back

    told = put_back(load_settings().database_url, source, force=force)
    text = f"Databasen är återläst från {told.file}. {_newest(told)}\n{_AFTERWARDS}"
    tell(_document(told), as_json=as_json, text=lambda: text)


def _newest(told: "BackUp") -> str:
    if told.imported_at is None:
        return "Inget är inläst i den ännu."
    from rules.swedish_time import SWEDISH_TIME

    at = told.imported_at.astimezone(SWEDISH_TIME)
    return f"Den senaste inläsningen i den är från {at:%Y-%m-%d %H:%M}."


def _document(told: "BackUp") -> dict[str, str | None]:
    at = told.imported_at
    return {
        "file": str(told.file),
        "version": told.version,
        "imported_at": None if at is None else at.isoformat(),
    }
