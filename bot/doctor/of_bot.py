"""Whether the bot can show Microsoft who it is, and be reached."""

from collections.abc import Callable, Mapping

from bot.composition import credentials_from
from bot.doctor.check import Finding, fine, wrong
from bot.registration import Credentials
from bot.settings import Settings, SettingsError
from bot.teams.token_trial import TokenFault, TokenTrial, try_token
from bot.web_settings import page_contradiction_in

_SEE_GUIDE = "Hur du gör står i docs/sv/teams.md."
_SAID: Mapping[TokenFault, tuple[str, str]] = {
    TokenFault.UNREACHABLE: (
        "Microsoft Entra gick inte att nå",
        "Släpp igenom trafik till login.microsoftonline.com på port 443, eller sätt HTTPS_PROXY "
        "till kommunens proxy.",
    ),
    TokenFault.TIMEOUT: (
        "Microsoft Entra svarade inte i tid",
        "Släpp igenom trafik till login.microsoftonline.com på port 443, och kör doctor igen.",
    ),
    TokenFault.TLS: (
        "Förbindelsen med Microsoft Entra går inte att lita på",
        "Byter kommunens proxy ut certifikat, peka REQUESTS_CA_BUNDLE på dess utfärdare. "
        "Kontrollera också datorns klocka.",
    ),
    TokenFault.TENANT: (
        "Microsoft Entra känner inte till katalogen, eller så svarar något annat i dess ställe",
        "Kopiera katalog-id (tenant) till FRISTVAKT_BOT_TENANT_ID från Microsoft Entra. Är det "
        "rätt, fråga den som sköter kommunens proxy om login.microsoftonline.com.",
    ),
    TokenFault.APP: (
        "Microsoft Entra känner inte till appen i kommunens katalog",
        "Kopiera app-id till FRISTVAKT_BOT_APP_ID från appregistreringen i kommunens katalog.",
    ),
    TokenFault.PASSWORD: (
        "Microsoft Entra godtar inte hemligheten",
        "Gör en ny hemlighet i appregistreringen och sätt FRISTVAKT_BOT_APP_PASSWORD till dess "
        "värde (inte dess id).",
    ),
    TokenFault.PASSWORD_EXPIRED: (
        "Botens hemlighet har gått ut",
        "Gör en ny hemlighet i appregistreringen, sätt FRISTVAKT_BOT_APP_PASSWORD till dess värde "
        "och skriv upp när den går ut.",
    ),
    TokenFault.REFUSED: (
        "Microsoft Entra gav boten ingen biljett",
        "Slå upp felets nummer hos Microsoft, och kontrollera appregistreringen.",
    ),
}


def look_at_credentials(settings: Settings) -> Finding:
    """Tell whether the registration has all its parts, each in its form."""
    try:
        credentials = credentials_from(settings)
    except SettingsError as unusable:
        said, _, _ = str(unusable).partition(". ")
        return wrong(
            f"{said.removesuffix('.')}.",
            f"Sätt FRISTVAKT_BOT_APP_ID, FRISTVAKT_BOT_TENANT_ID och "
            f"FRISTVAKT_BOT_APP_PASSWORD från botens registrering i Microsoft Entra. {_SEE_GUIDE}",
        )
    return fine(f"Botens uppgifter är hela ({credentials.app_type.value}).")


def look_at_token(
    settings: Settings, try_it: Callable[[Credentials], TokenTrial] = try_token
) -> Finding:
    """Ask Microsoft for a token, as the service does before it can write to anybody."""
    try:
        credentials = credentials_from(settings)
    except SettingsError:
        return fine("Botens uppgifter är inte hela, så Microsoft Entra frågas inte.")
    trial = try_it(credentials)
    if trial.fault is None:
        return fine("Microsoft Entra godtar botens uppgifter.")
    said, remedy = _SAID[trial.fault]
    number = f" (AADSTS{trial.number})" if trial.number else ""
    return wrong(f"{said}{number}.", remedy)


def look_at_page(settings: Settings) -> Finding:
    """Tell whether anybody could sign in to the page."""
    if settings.page == "off":
        return fine("Sidan är avstängd. Inget att kontrollera.")
    has_secret = bool(settings.bot_app_password.get_secret_value())
    said = page_contradiction_in(settings, settings.public_url, has_secret=has_secret)
    if said is None:
        return fine(f"Sidan finns på {settings.public_url} för den som loggar in.")
    detail, _, remedy = said.partition(". ")
    return wrong(f"{detail}.", remedy)
