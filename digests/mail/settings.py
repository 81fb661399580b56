"""The municipality's mail server, and whom letters may go to.

What cannot work, or would send in the clear, is refused here, before anything is sent.
"""

import ipaddress
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from digests.mail.addresses import ascii_address, ascii_domain


class Security(StrEnum):
    """How the conversation with the server is hidden from others."""

    STARTTLS = "starttls"
    TLS = "tls"  # krypterat från första början, oftast port 465
    NONE = "none"  # bara till den egna maskinen


class MailSettingsError(ValueError):
    """A setting cannot be used; the message is a Swedish sentence for the administrator."""

    def __init__(self, setting: str, message: str) -> None:
        super().__init__(message)
        self.setting = setting
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where letters are handed over and in whose name; raises MailSettingsError.

    `domains` are the municipality's own, each written out: a subdomain is another domain.
    `ca_file` holds certificates to trust besides those of the system. `timeout_s` is how long
    the handing over may take; `answer_timeout_s` how long the server may then take to answer,
    while it looks for viruses. Giving up too soon there makes an unknown outcome.
    """

    host: str
    port: int
    sender_address: str
    domains: frozenset[str]
    security: Security = Security.STARTTLS
    sender_name: str = "Fristvakt"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout_s: float = 30.0
    answer_timeout_s: float = 45.0

    def __post_init__(self) -> None:
        _check_server(self)
        _check_people(self)

    @property
    def own_domains(self) -> frozenset[str]:
        """The domains as they are compared: small letters, å ä ö in their ASCII form."""
        return frozenset(_domain(domain) for domain in self.domains)

    @property
    def sender(self) -> str:
        """The sender's address in ASCII."""
        address = ascii_address(self.sender_address)
        if address is None:
            raise MailSettingsError(
                "sender_address", "Avsändarens e-postadress går inte att använda. Rätta den."
            )
        return address

    @property
    def sender_domain(self) -> str:
        return self.sender.rpartition("@")[2]

    @property
    def longest_s(self) -> float:
        """How many seconds a send may last, goodbyes included: who waits must wait longer."""
        return self.timeout_s + self.answer_timeout_s + 5.0


def trusted_certificates(settings: SmtpSettings) -> ssl.SSLContext:
    """Return whom to trust: the system's authorities and those of `ca_file`; reads files."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ca_file is None:
        return context
    try:
        context.load_verify_locations(cafile=settings.ca_file)
    except OSError as fault:  # ssl.SSLError is one
        raise MailSettingsError(
            "ca_file",
            "Filen med certifikat för e-postservern går inte att läsa. Kontrollera att den "
            "finns och att den är i PEM-format.",
        ) from fault
    return context


def _check_server(settings: SmtpSettings) -> None:
    if not settings.host.strip() or not settings.host.isprintable() or " " in settings.host:
        raise MailSettingsError("host", "Ange e-postserverns namn, till exempel smtp.kommun.se.")
    if not 1 <= settings.port <= 65535:
        raise MailSettingsError("port", "E-postserverns port ska vara ett tal från 1 till 65535.")
    if min(settings.timeout_s, settings.answer_timeout_s) <= 0:
        raise MailSettingsError("timeout_s", "Väntetiden för e-post ska vara mer än 0 sekunder.")
    if settings.security is Security.NONE and not _is_this_machine(settings.host):
        raise MailSettingsError(
            "security",
            "Utan kryptering kan e-post bara lämnas till den egna maskinen (localhost). "
            "Välj starttls eller tls.",
        )
    if (settings.username is None) != (settings.password is None):
        raise MailSettingsError(
            "username",
            "Ange både användarnamn och lösenord för e-postservern, eller inget av dem.",
        )


def _check_people(settings: SmtpSettings) -> None:
    if not settings.sender:
        return
    if not settings.sender_name.strip() or not settings.sender_name.isprintable():
        raise MailSettingsError("sender_name", "Avsändarens namn ska vara en rad text.")
    if not settings.own_domains:
        raise MailSettingsError(
            "domains",
            "Ange kommunens egna e-postdomäner, till exempel kommun.se. "
            "Brev skickas bara till adresser där.",
        )


def _domain(text: str) -> str:
    domain = ascii_domain(text.strip().removeprefix("@"))
    if domain is None:
        raise MailSettingsError(
            "domains",
            f"”{text}” är ingen e-postdomän. Skriv hela domänen, till exempel kommun.se.",
        )
    return domain


def _is_this_machine(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
