"""Whether the mail server would take a letter; none is sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.doctor.check import Finding, fine, wrong, wrong_as_said
from bot.outgoing import smtp_settings
from bot.settings import Settings, SettingsError
from digests.mail import MailError, Security, SmtpCheck, SmtpSettings, check_smtp
from digests.mail.addresses import is_within

_LONGEST_S = 8.0
_HANGING_UP_S = 0.05
_NO_MAIL = "E-post är inte inställd, så ingen skickas. Inget att kontrollera."

_SAID: Mapping[str, tuple[str, str]] = {
    MailError.CONNECT: (
        "gick inte att nå",
        "Kontrollera FRISTVAKT_SMTP_HOST och FRISTVAKT_SMTP_PORT, och att brandväggen släpper "
        "igenom.",
    ),
    MailError.TIMEOUT: (
        "svarade inte i tid",
        "Kontrollera FRISTVAKT_SMTP_PORT och FRISTVAKT_SMTP_SECURITY (tls oftast på 465, starttls "
        "på 587), och att brandväggen släpper igenom.",
    ),
    MailError.TLS: (
        "erbjuder ingen skyddad förbindelse som går att lita på",
        "Kontrollera FRISTVAKT_SMTP_SECURITY, att namnet står i serverns certifikat och att det "
        "inte har gått ut. Har kommunen en egen utfärdare, sätt FRISTVAKT_SMTP_CA_FILE.",
    ),
    MailError.LOGIN: (
        "godtar inte inloggningen",
        "Kontrollera FRISTVAKT_SMTP_USERNAME och FRISTVAKT_SMTP_PASSWORD.",
    ),
    MailError.LOST: (
        "bröt förbindelsen",
        "Kontrollera FRISTVAKT_SMTP_SECURITY, och fråga den som sköter e-postservern.",
    ),
    MailError.BUSY: (
        "ber oss återkomma",
        "Vänta en stund och kör doctor igen. Håller det i sig, fråga den som sköter e-postservern.",
    ),
    MailError.REFUSED: (
        "tar inte emot från avsändaren",
        "Fråga den som sköter e-postservern om FRISTVAKT_MAIL_SENDER får skicka härifrån.",
    ),
}
_OTHERWISE = (
    "svarade på ett sätt som inte går att förstå",
    "Kontrollera att FRISTVAKT_SMTP_HOST och FRISTVAKT_SMTP_PORT leder till en e-postserver.",
)


def look_at_smtp(settings: Settings) -> Finding:
    """Connect, encrypt, log in and name the sender, as for a letter."""
    if not settings.sends_mail:
        return fine(_NO_MAIL)
    try:
        server = smtp_settings(settings)
        patience = min(server.timeout_s, _LONGEST_S)
        check = asyncio.run(_tried_out(replace(server, timeout_s=patience)))
    except (SettingsError, ValueError) as unusable:
        return wrong_as_said(str(unusable))
    if check.ok:
        return fine(f"E-postservern {_where(server)} tar emot: {_how(server)}.")
    said, remedy = _SAID.get(check.error or "", _OTHERWISE)
    status = f" (svar {check.status})" if check.status else ""
    return wrong(f"E-postservern {_where(server)} {said}{status}.", remedy)


def look_at_sender(settings: Settings) -> Finding:
    """Tell whether the sender is one of the municipality's own."""
    if not settings.sends_mail:
        return fine(_NO_MAIL)
    try:
        server = smtp_settings(settings)
        is_own = is_within(server.sender, server.own_domains)
    except (SettingsError, ValueError) as unusable:
        return wrong_as_said(str(unusable))
    if is_own:
        return fine(f"Avsändaren hör till en av kommunens domäner ({server.sender_domain}).")
    return wrong(
        f"Avsändarens domän {server.sender_domain} är inte en av kommunens egna "
        f"({', '.join(sorted(server.own_domains))}).",
        "Sätt FRISTVAKT_MAIL_SENDER till en adress i någon av dem, eller lägg till domänen i "
        "FRISTVAKT_MAIL_DOMAINS. Annars kan brevet stoppas som förfalskat.",
    )


async def _tried_out(server: SmtpSettings) -> SmtpCheck:
    """Check, and let the loop hang up before it is closed: TLS needs some of its turns for that."""
    check = await check_smtp(server)
    await asyncio.sleep(_HANGING_UP_S)
    return check


def _where(server: SmtpSettings) -> str:
    return f"{server.host}:{server.port}"


def _how(server: SmtpSettings) -> str:
    protection = {
        Security.STARTTLS: "skyddat med STARTTLS och ett giltigt certifikat",
        Security.TLS: "skyddat med TLS och ett giltigt certifikat",
        Security.NONE: "oskyddat, på den egna datorn",
    }
    login = ", inloggad" if server.username else ", utan inloggning"
    return protection[server.security] + login
