"""Who the bot is in Microsoft Entra, checked before anything listens.

botbuilder turns authentication off when the app id is empty or the app type is one it does not
know, so neither ever reaches it: what is missing or malformed stops the start, with a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

_NOBODYS = UUID(int=0)


class AppType(StrEnum):
    """How the bot proves who it is: by a password, or as a managed identity in Azure."""

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The bot's registration in Microsoft Entra; a managed identity has no password."""

    app_id: str
    password: str = field(repr=False)
    tenant_id: str
    app_type: AppType = AppType.SINGLE_TENANT


class RegistrationError(ValueError):
    """The registration cannot be used; the message is a Swedish sentence."""


def checked(credentials: Credentials) -> Credentials:
    """Return the registration with its ids in their usual form.

    Raises RegistrationError where a part is missing or is no id.
    """
    _require_all(credentials)
    return Credentials(
        app_id=_guid("FRISTVAKT_BOT_APP_ID", credentials.app_id),
        password=credentials.password,
        tenant_id=_guid("FRISTVAKT_BOT_TENANT_ID", credentials.tenant_id),
        app_type=credentials.app_type,
    )


def _require_all(credentials: Credentials) -> None:
    missing = [name for name, value in _needed(credentials).items() if not value.strip()]
    if missing:
        raise RegistrationError(
            f"Tjänsten startar inte: {', '.join(missing)} saknas, och utan dem kan vem som helst "
            "fråga boten. Sätt dem, eller kör ”fristvakt demo” för att prova på den här datorn."
        )


def _needed(credentials: Credentials) -> Mapping[str, str]:
    needed = {
        "FRISTVAKT_BOT_APP_ID": credentials.app_id,
        "FRISTVAKT_BOT_TENANT_ID": credentials.tenant_id,
    }
    if credentials.app_type is AppType.SINGLE_TENANT:
        needed["FRISTVAKT_BOT_APP_PASSWORD"] = credentials.password
    return needed


def _guid(name: str, value: str) -> str:
    try:
        found = UUID(value.strip())
    except ValueError:
        found = _NOBODYS
    if found == _NOBODYS:
        raise RegistrationError(
            f"Tjänsten startar inte: {name} är inget giltigt id. Det ska se ut som "
            "1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b; kopiera det från botens registrering i "
            "Microsoft Entra."
        )
    return str(found)
