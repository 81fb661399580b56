"""What the municipality has set about what a case is called: its number, or a token."""

from enum import StrEnum

from pydantic import BaseModel, Field, SecretStr

_SHORTEST_KEY = 32
_FEWEST_SIGNS = 8
_MAKE_ONE = "Gör en med ”openssl rand -hex 32”"
_PLACE = "i FRISTVAKT_CASE_LABEL_KEY eller i filen case_label_key i hemlighetsmappen"


class CaseLabelKind(StrEnum):
    NUMBER = "number"
    TOKEN = "token"  # noqa: S105 — no password


class PrivacySettings(BaseModel):
    """The settings of case labels, with their help texts."""

    case_label: CaseLabelKind = Field(
        CaseLabelKind.NUMBER,
        description="Vad ett ärende heter i allt som Fristvakt sparar och visar: number "
        "(ärendenumret) eller token (en beteckning som bara den som har nyckeln kan göra om "
        "numret till). Går inte att byta för en databas som är inläst.",
    )
    case_label_key: SecretStr = Field(
        SecretStr(""),
        description="Nyckeln som beteckningarna görs med, minst 32 tecken slumpade. Gör en med "
        "”openssl rand -hex 32” och spara den på ett säkert ställe: utan den går det inte att "
        "läsa in mer.",
    )

    @property
    def key_of_tokens(self) -> bytes | None:
        """What tokens are made with; None where cases are called by their numbers."""
        if self.case_label is CaseLabelKind.NUMBER:
            return None
        return self.case_label_key.get_secret_value().strip().encode()


def privacy_contradiction_in(settings: PrivacySettings) -> str | None:
    """Return what is wrong with the key, as a Swedish sentence; None where nothing is."""
    if settings.case_label is CaseLabelKind.NUMBER:
        return None
    key = settings.case_label_key.get_secret_value().strip()
    if not key:
        return f"Beteckningarna (FRISTVAKT_CASE_LABEL=token) saknar nyckel. {_MAKE_ONE} {_PLACE}."
    if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS:
        return (
            f"Nyckeln {_PLACE} går att gissa: den ska ha minst {_SHORTEST_KEY} slumpade tecken. "
            f"{_MAKE_ONE}."
        )
    return None
