"""What differs between municipalities in the app's package, checked before anything is written."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from bot.settings import Settings, SettingsError

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_THREE_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_LONGEST_NAME = 32
_LONGEST_ADDRESS = 2048
_PREFIX = "FRISTVAKT_"
_ADDRESSES = ("public_url", "support_url", "privacy_url", "terms_url")
_REQUIRED = ("bot_app_id", "municipality_name", *_ADDRESSES)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the app, as which bot, and where its pages are."""

    app_id: str
    version: str
    municipality: str
    host: str
    support_url: str
    privacy_url: str
    terms_url: str


def publisher_from(settings: Settings, version: str) -> Publisher:
    """Return what the package needs; raises SettingsError naming the setting that is in the way."""
    given = {name: str(getattr(settings, name)).strip() for name in _REQUIRED}
    _require_all(given)
    _require_app_id(given["bot_app_id"])
    _require_short_name(given["municipality_name"])
    for name in _ADDRESSES:
        _require_address(name, given[name])
    return Publisher(
        app_id=given["bot_app_id"].lower(),
        version=app_version(version),
        municipality=given["municipality_name"],
        host=urlsplit(given["public_url"]).hostname or "",
        support_url=given["support_url"],
        privacy_url=given["privacy_url"],
        terms_url=given["terms_url"],
    )


def app_version(version: str) -> str:
    """Return the version as Teams takes it: three numbers and nothing after them."""
    found = _THREE_NUMBERS.match(version)
    if found is None:
        raise SettingsError(
            f"Versionen {version} går inte att använda i Teams. Den ska vara tre tal, som 1.4.0."
        )
    return ".".join(str(int(number)) for number in found.groups())


def _require_all(given: dict[str, str]) -> None:
    missing = [_as_variable(name) for name, value in given.items() if not value]
    if missing:
        raise SettingsError(
            f"Appens paket skrivs inte: {', '.join(missing)} saknas. Sätt "
            f"{'den' if len(missing) == 1 else 'dem'} i fristvakt.toml eller i miljön; "
            "docs/sv/teams.md visar hur."
        )


def _require_app_id(app_id: str) -> None:
    if not _GUID.fullmatch(app_id) or UUID(app_id).int == 0:
        raise SettingsError(
            f"{_as_variable('bot_app_id')} är inget app-id. Kopiera botens app-id från Azure; det "
            "är 32 tecken i fem grupper, som 1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b."
        )


def _require_short_name(name: str) -> None:
    if len(name) > _LONGEST_NAME:
        raise SettingsError(
            f"{_as_variable('municipality_name')} är {len(name)} tecken. Teams visar högst "
            f"{_LONGEST_NAME}; skriv ett kortare namn."
        )


def _require_address(name: str, address: str) -> None:
    if not _is_public_https(address):
        raise SettingsError(
            f"{_as_variable(name)} är ingen adress som Teams godtar. Kopiera den från webbläsaren; "
            "den ska börja med https:// och gå att nå utifrån, som https://www.kommunen.example/."
        )


def _is_public_https(address: str) -> bool:
    """Whether the address is whole, secure, without a password and in the letters of addresses."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # reading it is what refuses a port that is no number
    except ValueError:
        return False
    is_plain = address.isascii() and address.isprintable() and " " not in address
    is_outside = "." in host.strip(".") and not host.replace(".", "").isdigit()
    fits = len(address) <= _LONGEST_ADDRESS
    return parts.scheme == "https" and is_plain and is_outside and fits and "@" not in parts.netloc


def _as_variable(name: str) -> str:
    return _PREFIX + name.upper()
