"""What the municipality has set about what is sent unasked: channels, e-mail, files.

The part of `Settings` that delivery reads. Names of channels and the like are written here as
words, so that whoever only asks about the law loads neither the database nor the post.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from bot.addresses import LOOPBACK_HOSTS
from bot.settings_kinds import told_as
from bot.settings_mistakes import SettingValueError

ChannelName = Literal["teams", "mail"]
FormatName = Literal["html", "pdf", "xlsx", "docx", "json"]
SecurityName = Literal["starttls", "tls", "none"]
UnknownName = Literal["resend", "hold"]

_USUAL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+", re.ASCII)
_DOMAIN = re.compile(r"[^@\s/:*]+\.[^@\s/:*]+")


def _listed(written: Any) -> Any:
    """Return what the environment writes with commas as a list; the file has lists."""
    if isinstance(written, str):
        return [part.strip().lower() for part in written.split(",") if part.strip()]
    return written


_Channels = Annotated[tuple[ChannelName, ...], NoDecode, BeforeValidator(_listed)]
_Formats = Annotated[tuple[FormatName, ...], NoDecode, BeforeValidator(_listed)]
_Domains = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class DeliverySettings(BaseModel):
    """The settings of delivery, with their help texts."""

    weekly_channels: _Channels = Field(
        ("teams", "mail"),
        description="Hur veckobreven skickas, i den ordning det försöks: teams, mail (e-post). "
        "Tomt: de skickas inte.",
    )
    summary_channels: _Channels = Field(
        ("mail", "teams"),
        description="Hur nämndens sammanställning skickas, i den ordning det försöks: teams, "
        "mail (e-post). Tomt: den skickas inte.",
    )
    summary_formats: _Formats = Field(
        ("html",),
        description="Vilka filer som bifogas sammanställningen i e-post: html, pdf, xlsx, docx, "
        "json.",
    )
    summary_template: Path | None = Field(
        None,
        description="Kommunens egen Wordmall för sammanställningen, en .docx-fil. Tomt: "
        "Fristvakts egen mall.",
    )
    on_unknown: UnknownName = Field(
        "resend",
        description="Vad som görs när ingen vet om ett utskick kom fram: resend (skickas en gång "
        "till, märkt som möjlig upprepning) eller hold (väntar på systemförvaltaren).",
    )
    replicas: int = Field(
        1,
        ge=1,
        le=50,
        description="Hur många tjänster som delar på en PostgreSQL-databas; de delar också på "
        "hur fort Teams får anropas.",
    )
    smtp_host: str = Field("", description="E-postserverns namn. Tomt: ingen e-post skickas.")
    smtp_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="E-postserverns port. Annars 587 (starttls), 465 (tls) eller 25 (none).",
    )
    smtp_security: SecurityName = Field(
        "starttls",
        description="Hur förbindelsen skyddas: starttls, tls, eller none (bara på den egna "
        "datorn).",
    )
    smtp_username: str = Field(
        "", description="Användarnamn hos e-postservern, om den vill ha ett."
    )
    smtp_password: SecretStr = Field(SecretStr(""), description="Lösenord hos e-postservern.")
    smtp_ca_file: Path | None = Field(
        None, description="PEM-fil med certifikat för e-postservern, utöver systemets."
    )
    smtp_timeout_s: float = Field(
        30, gt=0, le=40, description="Hur många sekunder e-postservern väntas på, högst 40."
    )
    mail_sender: str = Field(
        "",
        description="Adressen som e-posten kommer från.",
        json_schema_extra=told_as("en e-postadress"),
    )
    mail_sender_name: str = Field(
        "Fristvakt", max_length=60, description="Namnet som e-posten kommer från."
    )
    mail_domains: _Domains = Field(
        (),
        description="Kommunens egna domäner, till exempel kommunen.example. E-post går bara dit.",
        json_schema_extra=told_as("en lista av hela domäner"),
    )
    import_folder: Path | None = Field(
        None,
        description="Mapp där nattens exporter läggs. Tomt: ingen mapp bevakas.",
        json_schema_extra=told_as("en mapp"),
    )
    import_profile: str | None = Field(
        None, description="Profilen som nattens exporter läses med: ett namn eller en TOML-fil."
    )
    import_hour: Annotated[int, Field(ge=3, le=23)] = Field(
        5, description="Från vilken timme på dygnet mappen läses in, 3–23."
    )
    import_full: bool = Field(
        True,
        description="Om exporterna är hela listor (true: rader som saknas märks som borta) eller "
        "bara ändringar (false).",
    )

    @field_validator("weekly_channels", "summary_channels", "summary_formats", "mail_domains")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("mail_domains")
    @classmethod
    def _are_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        domains = tuple(each.strip().casefold().removeprefix("@") for each in value)
        if not all(_DOMAIN.fullmatch(each) for each in domains):
            raise SettingValueError("skriv hela domäner, till exempel kommunen.example")
        return domains

    @field_validator("mail_sender")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value.strip() and not _ADDRESS.fullmatch(value.strip()):
            raise SettingValueError(
                "skriv en enda e-postadress, till exempel fristvakt@kommunen.example"
            )
        return value.strip()

    @field_validator("mail_sender_name", "smtp_host", "smtp_username")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        if not value.isprintable():
            raise SettingValueError("skriv en enda rad")
        return value.strip()

    @property
    def sends_mail(self) -> bool:
        """Whether e-mail is set up."""
        return bool(self.smtp_host)

    @property
    def smtp_port_used(self) -> int:
        """The port that is set, or the usual one."""
        return self.smtp_port or _USUAL_PORTS[self.smtp_security]


def contradiction_in(settings: DeliverySettings) -> str | None:
    """Return what is wrong with the settings taken together, as a Swedish sentence."""
    needed = {
        "smtp_host": settings.smtp_host,
        "mail_sender": settings.mail_sender,
        "mail_domains": settings.mail_domains,
    }
    missing = [f"FRISTVAKT_{name.upper()}" for name, value in needed.items() if not value]
    if 0 < len(missing) < len(needed):
        return f"E-posten saknar {' och '.join(missing)}. Sätt det också, eller ta bort resten."
    if settings.smtp_security == "none" and settings.smtp_host not in {"", *LOOPBACK_HOSTS}:
        return (
            "E-post skickas oskyddad (FRISTVAKT_SMTP_SECURITY=none) bara till den egna datorn, "
            f"inte till {settings.smtp_host}. Välj starttls eller tls."
        )
    if bool(settings.smtp_username) != bool(settings.smtp_password.get_secret_value()):
        return (
            "FRISTVAKT_SMTP_USERNAME och FRISTVAKT_SMTP_PASSWORD hör ihop. "
            "Sätt båda, eller ingen av dem."
        )
    return None
