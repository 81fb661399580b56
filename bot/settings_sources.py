"""Where settings come from: a file, a folder of secrets, the environment; and what is refused.

A name that nobody knows is refused wherever it stands, since a misspelt setting that is silently
ignored is worse than none. A secret is refused in the file, which is copied, mailed and kept in
version control.
"""

import errno
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from pydantic.fields import FieldInfo

from bot.settings_kinds import is_secret
from bot.settings_mistakes import SettingsError, nearest

PREFIX = "FRISTVAKT_"
FILE_VARIABLE, FOLDER_VARIABLE = "FRISTVAKT_SETTINGS_FILE", "FRISTVAKT_SECRETS_DIR"
USUAL_FILE = Path("fristvakt.toml")

_NO_SETTINGS = frozenset({"settings_file", "secrets_dir", "e2e", "update_golden"})
"""Variables that begin as settings do and are none; the last two are read by the tests only."""

_TOO_OPEN = stat.S_IWGRP | stat.S_IRWXO
_PASSWORD_WITHIN = re.compile(r"://[^:/@]*:[^@]+@")
"""As SQLAlchemy reads it: there a password may hold what ends the host for everybody else."""
_PASSWORD_KEYS = frozenset({"password", "sslpassword"})

Fields = Mapping[str, FieldInfo]


def settings_file() -> Path:
    """Return the file that settings are read from."""
    return Path(os.environ.get(FILE_VARIABLE) or USUAL_FILE)


def secrets_folder() -> Path | None:
    """Return the folder in which each file is a setting; None where none is named."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else None


def place_of(name: str) -> str:
    """Return where the setting's value came from, as it is to be put right."""
    variable = f"{PREFIX}{name}".upper()
    if variable in {each.upper() for each in os.environ}:
        return f"{variable} i miljön"
    folder = secrets_folder()
    if folder is not None and name in {each.name.lower() for each in _files_in(folder)}:
        return f"filen {name} i hemlighetsmappen"
    return f"{settings_file()}"


def require_known(fields: Fields) -> None:
    """Raise SettingsError for what cannot be read, is unknown or stands in the wrong place."""
    _require_known_in_file(fields)
    _require_known_variables(fields)
    _require_usable_folder(fields)


def _require_known_in_file(fields: Fields) -> None:
    file = settings_file()
    written = _written_in(file)
    for name in sorted(written.keys() - fields.keys()):
        near = nearest(name, fields)
        hint = f" Menar du {near}?" if near else ""
        raise SettingsError(f"Okänd inställning i {file}: {name}.{hint}")
    secrets = sorted(name for name in written if is_secret(fields[name]))
    if secrets:
        raise SettingsError(
            f"Hemligheter får inte stå i {file}. Flytta {', '.join(secrets)} till miljön "
            f"({PREFIX}…) eller till en fil i hemlighetsmappen ({FOLDER_VARIABLE})."
        )
    if _has_password(str(written.get("database_url", ""))):
        raise SettingsError(
            f"Databasens adress i {file} innehåller ett lösenord, och hemligheter får inte stå "
            f"där. Flytta database_url till miljön ({PREFIX}DATABASE_URL) eller till en fil i "
            f"hemlighetsmappen ({FOLDER_VARIABLE})."
        )


def _written_in(file: Path) -> dict[str, object]:
    if not file.exists():
        if os.environ.get(FILE_VARIABLE):
            raise SettingsError(
                f"Filen {file} finns inte. Rätta {FILE_VARIABLE}, eller lägg filen där."
            )
        return {}
    try:
        return tomllib.loads(_text_of(file))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as fault:
        raise SettingsError(
            f"Filen {file} går inte att läsa. Kontrollera att den är skriven som TOML i UTF-8 "
            "och att Fristvakt får läsa den."
        ) from fault


def _text_of(file: Path) -> str:
    if not file.is_file():  # a pipe would be waited for, without a word
        raise OSError(errno.EINVAL, "no file")
    return file.read_text(encoding="utf-8")


def _has_password(url: str) -> bool:
    if _PASSWORD_WITHIN.search(url):
        return True
    keys = {key.lower() for key, _ in parse_qsl(url.partition("?")[2])}
    return bool(keys & _PASSWORD_KEYS)


def _require_known_variables(fields: Fields) -> None:
    """Refuse what begins as a setting and is none; capitals are as good as small letters."""
    for variable in sorted(os.environ):
        name = variable.lower().removeprefix(PREFIX.lower())
        if name == variable.lower() or name in _NO_SETTINGS or name in fields:
            continue
        near = nearest(name, [*fields, "settings_file", "secrets_dir"])
        hint = f" Menar du {PREFIX}{near.upper()}?" if near else ""
        raise SettingsError(f"Okänd inställning i miljön: {variable}.{hint}")


def _require_usable_folder(fields: Fields) -> None:
    folder = secrets_folder()
    if folder is None:
        return
    if not folder.is_dir():
        raise SettingsError(
            f"Hemlighetsmappen {folder} finns inte eller är ingen mapp. Rätta {FOLDER_VARIABLE}, "
            "eller gör i ordning mappen."
        )
    for file in _files_in(folder):
        _require_known_file(file, fields)
        _require_usable(file, folder)


def _files_in(folder: Path) -> list[Path]:
    """Return the files by name, without hidden ones: Kubernetes keeps its own there."""
    try:
        return sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError as fault:
        raise SettingsError(
            f"Hemlighetsmappen {folder} går inte att läsa. Ge den användare som kör Fristvakt "
            "rätt att läsa den."
        ) from fault


def _require_known_file(file: Path, fields: Iterable[str]) -> None:
    if file.name.lower() not in fields:
        near = nearest(file.name.lower().removeprefix(PREFIX.lower()), fields)
        hint = f" Menar du {near}?" if near else ""
        raise SettingsError(
            f"Filen {file.name} i hemlighetsmappen heter inte som någon inställning.{hint}"
        )


def _require_usable(file: Path, folder: Path) -> None:
    """Refuse what pydantic-settings would pass over, and what others on the machine can read."""
    is_within = Path(os.path.realpath(folder)) in Path(os.path.realpath(file)).parents
    if not is_within or not file.is_file():
        raise _unusable(file, "är ingen fil i mappen. Lägg själva filen där")
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise _unusable(
            file,
            "går inte att läsa. Kontrollera att den är ren text i UTF-8 och att den användare som "
            "kör Fristvakt får läsa den",
        ) from None
    if not text.strip() or text.startswith("\ufeff"):
        raise _unusable(file, "är tom eller börjar med ett osynligt tecken (BOM). Skriv om den")
    if file.stat().st_mode & _TOO_OPEN:
        raise _unusable(
            file,
            "kan läsas eller ändras av andra. Sätt rättigheterna 0400 eller 0440 (chmod), eller "
            "mode/defaultMode där behållaren får den",
        )


def _unusable(file: Path, why: str) -> SettingsError:
    return SettingsError(f"Filen {file.name} i hemlighetsmappen {why}.")
