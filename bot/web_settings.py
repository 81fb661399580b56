"""What the municipality has set about the page to look at."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

PageChoice = Literal["off", "signin"]


class WebSettings(BaseModel):
    """The settings of the page, with their help texts."""

    page: PageChoice = Field(
        "off",
        description="Sidan att titta på, på tjänstens egen adress: off (finns inte) eller signin "
        "(den som är anställd loggar in med sitt konto i Microsoft Entra). ”fristvakt demo” har "
        "alltid sidan.",
    )


def page_contradiction_in(
    settings: WebSettings, public_url: str, *, has_secret: bool
) -> str | None:
    """Return why nobody could sign in to the page, as a Swedish sentence; None where they can.

    Only the service needs it to be so: a command on another computer may lack the secret.
    """
    if settings.page == "off":
        return None
    if not is_https(public_url):
        return (
            "Sidan (FRISTVAKT_PAGE=signin) saknar adressen som man loggar in på. Sätt "
            "FRISTVAKT_PUBLIC_URL till tjänstens adress utifrån, https://…, eller stäng av sidan "
            "med FRISTVAKT_PAGE=off."
        )
    if not has_secret:
        return (
            "Sidan (FRISTVAKT_PAGE=signin) behöver botens hemlighet för att logga in någon. Sätt "
            "FRISTVAKT_BOT_APP_PASSWORD och FRISTVAKT_BOT_APP_TYPE=SingleTenant, eller stäng av "
            "sidan med FRISTVAKT_PAGE=off. En hanterad identitet (UserAssignedMSI) räcker inte."
        )
    return None


def is_https(address: str) -> bool:
    """Whether a browser can be sent there: https, a host, and no path of its own."""
    try:
        parts = urlsplit(address.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    has_no_more = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    return parts.scheme == "https" and bool(host) and has_no_more
