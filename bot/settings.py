"""What the municipality has set: `fristvakt.toml`, then `FRISTVAKT_*` in the environment.

One frozen tree, built once at the entry. An unknown name in the file or after the prefix in the
environment is refused, since a misspelt setting that is silently ignored is worse than none.
Secrets come from the environment only.
"""

import difflib
import os
import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.board_settings import BoardSettings
from bot.delivery_settings import DeliverySettings, contradiction_in
from bot.registration import AppType
from rules.catalogue import RuleId
from rules.length import days
from rules.policy import INVESTIGATION_GOAL, LocalGoal, Policy, WeekendRule

SETTINGS_FILE = Path("fristvakt.toml")
SECRETS = frozenset({"bot_app_password", "smtp_password"})
_PREFIX = "FRISTVAKT_"
_FOR_DEVELOPERS = frozenset({"e2e", "update_golden"})
"""Variables that begin as our settings do and are read by the tests only."""


class SettingsError(Exception):
    """A setting cannot be used; the message is a Swedish sentence for the administrator."""


class Settings(BoardSettings, DeliverySettings, BaseSettings):
    """Every setting, with the help text that its documentation is made from."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    database_url: str = Field(
        "sqlite:///var/fristvakt.db",
        description="Databasens adress: sqlite:///fil eller postgresql://användare@server/namn.",
    )
    weekend_rule: WeekendRule = Field(
        WeekendRule.STRICT,
        description="Vilken dag som avgör om en frist är över tiden: strict (sista dagen som den "
        "är) eller shifted (nästa arbetsdag, 2 § lagen 1930:173).",
    )
    near_days: dict[RuleId, int] = Field(
        default_factory=dict,
        description="Hur många dagar före sista dagen en frist räknas som nära, per regel.",
    )
    investigation_goal_days: int = Field(
        90, ge=1, le=366, description="Kommunens eget mål för utredningstid, i dagar."
    )
    stale_after_hours: int = Field(
        36, ge=1, description="Efter hur många timmar uppgifterna ska varnas för som gamla."
    )
    rows_per_card: int = Field(
        8, ge=1, le=10, description="Hur många rader ett svar visar åt gången."
    )
    host: str = Field("127.0.0.1", description="Adress som tjänsten lyssnar på.")
    port: int = Field(3978, ge=1, le=65535, description="Port som tjänsten lyssnar på.")
    bot_app_id: str = Field("", description="Botens app-id i Microsoft Entra.")
    bot_app_password: SecretStr = Field(
        SecretStr(""), description="Botens hemlighet. Bara från miljön, aldrig i filen."
    )
    bot_app_type: AppType = Field(
        AppType.SINGLE_TENANT,
        description="Hur boten visar vem den är: SingleTenant (med hemlighet) eller "
        "UserAssignedMSI (hanterad identitet i Azure, utan hemlighet).",
    )
    questions_per_minute: int = Field(
        30, ge=1, le=1000, description="Hur många frågor i minuten var och en får ställa."
    )
    bot_tenant_id: str = Field("", description="Kommunens katalog-id (tenant) i Microsoft Entra.")
    municipality_name: str = Field(
        "", description="Kommunens namn, som Teams visar det för appen. Högst 32 tecken."
    )
    public_url: str = Field(
        "",
        description="Tjänstens adress utifrån, https://…; /api/messages läggs till den i Azure.",
    )
    support_url: str = Field(
        "", description="Sida om Fristvakt med vem man frågar, https://…. Visas i Teams."
    )
    privacy_url: str = Field(
        "", description="Sida om hur personuppgifter behandlas, https://…. Visas i Teams."
    )
    terms_url: str = Field("", description="Sida med villkor för appen, https://…. Visas i Teams.")
    log_file: Path = Field(
        Path("var/fristvakt.log"), description="Fil dit felmeddelandenas detaljer skrivs."
    )

    @field_validator("near_days")
    @classmethod
    def _near_days_are_whole_and_positive(cls, value: dict[RuleId, int]) -> dict[RuleId, int]:
        if any(number < 0 for number in value.values()):
            raise ValueError("near_days")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 — the base class names it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 — the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = TomlConfigSettingsSource(settings_cls, toml_file=SETTINGS_FILE)
        return init_settings, env_settings, file

    @cached_property
    def policy(self) -> Policy:
        """The municipality's choices in the form that the rules take."""
        goal = LocalGoal(
            INVESTIGATION_GOAL.id, INVESTIGATION_GOAL.title, days(self.investigation_goal_days)
        )
        return Policy(
            weekend_rule=self.weekend_rule,
            near_days=self.near_days,
            investigation_goal=goal,
            unit_names=self.unit_names,
        )


def load_settings(**overrides: Any) -> Settings:
    """Return the settings in force; raises SettingsError with a Swedish sentence."""
    _refuse_unknown(_names_in_file())
    _refuse_unknown_variables(os.environ)
    try:
        settings = Settings(**overrides)
    except ValidationError as fault:
        faulty = (str(error["loc"][0]) for error in fault.errors() if error["loc"])
        names = ", ".join(dict.fromkeys(faulty))
        raise SettingsError(
            f"Inställningen {names} har ett värde som inte går att använda. "
            "Rätta den i fristvakt.toml eller i miljön."
        ) from None
    if sentence := contradiction_in(settings):
        raise SettingsError(sentence)
    return settings


def _names_in_file() -> set[str]:
    if not SETTINGS_FILE.exists():
        return set()
    try:
        names = set(tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise SettingsError(
            "Filen fristvakt.toml går inte att läsa. Kontrollera att den är skriven som TOML "
            "i UTF-8."
        ) from fault
    if names & SECRETS:
        raise SettingsError(
            "Hemligheter får inte stå i fristvakt.toml. Flytta "
            f"{', '.join(sorted(names & SECRETS))} till miljön (FRISTVAKT_…)."
        )
    return names


def _refuse_unknown(names: set[str]) -> None:
    for name in sorted(names - set(Settings.model_fields)):
        nearest = _nearest(name)
        hint = f" Menar du {nearest}?" if nearest else ""
        raise SettingsError(f"Okänd inställning i fristvakt.toml: {name}.{hint}")


def _refuse_unknown_variables(variables: Iterable[str]) -> None:
    """Refuse what begins as a setting and is none; capitals are as good as small letters."""
    known = _FOR_DEVELOPERS | set(Settings.model_fields)
    for variable in sorted(variables):
        name = variable.lower().removeprefix(_PREFIX.lower())
        if name == variable.lower() or name in known:
            continue
        nearest = _nearest(name)
        hint = f" Menar du {_PREFIX}{nearest.upper()}?" if nearest else ""
        raise SettingsError(f"Okänd inställning i miljön: {variable}.{hint}")


def _nearest(name: str) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(Settings.model_fields), n=1)), None)
