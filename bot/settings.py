"""What the municipality has set: `fristvakt.toml`, a folder of secrets, `FRISTVAKT_*`.

One frozen tree, built once at the entry; the parts of it stand in modules of their own. What is
refused, and why, is in `bot.settings_sources`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pydantic_settings
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.board_settings import BoardSettings
from bot.delivery_settings import DeliverySettings, contradiction_in
from bot.keeping_settings import KeepingSettings
from bot.privacy_settings import PrivacySettings, privacy_contradiction_in
from bot.registration import AppType
from bot.settings_kinds import told_as
from bot.settings_mistakes import (
    SettingsError,
    SettingValueError,
    mistakes_in,
    not_json,
    unknown,
)
from bot.settings_sources import PREFIX, place_of, require_known, secrets_folder, settings_file
from bot.watching_settings import WatchingSettings
from bot.web_settings import WebSettings
from rules.catalogue import RuleId
from rules.length import days
from rules.policy import INVESTIGATION_GOAL, LocalGoal, Policy, WeekendRule

__all__ = ["Settings", "SettingsError", "load_settings"]

_URL = told_as("en adress som börjar med https://")
_ID = told_as("ett id som 1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b")


class Settings(
    BoardSettings,
    DeliverySettings,
    KeepingSettings,
    PrivacySettings,
    WatchingSettings,
    WebSettings,
    BaseSettings,
):
    """Every setting, with the help text that its documentation is made from."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    database_url: str = Field(
        "sqlite:///var/fristvakt.db",
        description="Databasens adress. En adress med lösenord är en hemlighet: bara i miljön "
        "eller i hemlighetsmappen, aldrig i filen.",
        json_schema_extra=told_as("sqlite:///fil eller postgresql://användare@server/namn"),
    )
    weekend_rule: WeekendRule = Field(
        WeekendRule.STRICT,
        description="Vilken dag som avgör om en frist är över tiden: strict (sista dagen som den "
        "är) eller shifted (nästa arbetsdag, 2 § lagen 1930:173).",
    )
    near_days: dict[RuleId, int] = Field(
        default_factory=dict,
        description="Hur många dagar före sista dagen en frist räknas som nära, per regel. "
        "Annars 30 dagar för frister på en månad eller mer och 5 för kortare. Reglernas id står "
        "i regler.md.",
        json_schema_extra=told_as("antal dagar per regel, till exempel {investigation = 20}"),
    )
    investigation_goal_days: int = Field(
        90, ge=1, le=366, description="Kommunens eget mål för utredningstid, i dagar."
    )
    stale_after_hours: int = Field(
        36, ge=1, description="Efter hur många timmar uppgifterna ska varnas för som gamla."
    )
    rows_per_card: int = Field(
        8, ge=1, le=10, description="Hur många rader ett svar i Teams visar åt gången."
    )
    host: str = Field(
        "127.0.0.1",
        description="Adress som tjänsten lyssnar på. Lyssna på den egna datorn och ställ en "
        "proxy med TLS framför, eller på 0.0.0.0 i en behållare.",
        json_schema_extra=told_as("en ip-adress eller ett värdnamn"),
    )
    port: int = Field(3978, ge=1, le=65535, description="Port som tjänsten lyssnar på.")
    bot_app_id: str = Field(
        "", description="Botens app-id i Microsoft Entra.", json_schema_extra=_ID
    )
    bot_tenant_id: str = Field(
        "", description="Kommunens katalog-id (tenant) i Microsoft Entra.", json_schema_extra=_ID
    )
    bot_app_password: SecretStr = Field(
        SecretStr(""),
        description="Botens hemlighet (client secret) i Microsoft Entra. Behövs inte med "
        "UserAssignedMSI.",
    )
    bot_app_type: AppType = Field(
        AppType.SINGLE_TENANT,
        description="Hur boten visar vem den är: SingleTenant (med hemlighet) eller "
        "UserAssignedMSI (hanterad identitet i Azure, utan hemlighet).",
    )
    questions_per_minute: int = Field(
        30, ge=1, le=1000, description="Hur många frågor i minuten var och en får ställa."
    )
    municipality_name: str = Field(
        "",
        description="Kommunens namn, som Teams visar det för appen. Högst 32 tecken.",
    )
    public_url: str = Field(
        "",
        description="Tjänstens adress utifrån. I Azure läggs /api/messages till den, och "
        "kalendrarnas adresser görs av den.",
        json_schema_extra=_URL,
    )
    support_url: str = Field(
        "",
        description="Sida om Fristvakt och vem man frågar. Visas i Teams.",
        json_schema_extra=_URL,
    )
    privacy_url: str = Field(
        "",
        description="Sida om hur personuppgifter behandlas. Visas i Teams.",
        json_schema_extra=_URL,
    )
    terms_url: str = Field(
        "", description="Sida med villkor för appen. Visas i Teams.", json_schema_extra=_URL
    )

    @field_validator("near_days", mode="before")
    @classmethod
    def _are_of_known_rules(cls, value: Any) -> Any:
        known = [rule.value for rule in RuleId]
        for name in value if isinstance(value, Mapping) else ():
            if str(name) not in known:
                raise SettingValueError(unknown("ingen regel", str(name), known))
        return value

    @field_validator("near_days")
    @classmethod
    def _near_days_are_whole_and_positive(cls, value: dict[RuleId, int]) -> dict[RuleId, int]:
        for rule, number in value.items():
            if number < 0:
                raise SettingValueError(f"{rule.value}: antalet dagar kan inte vara mindre än 0")
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
        folder = SecretsSettingsSource(settings_cls, secrets_folder(), env_prefix="")
        file = TomlConfigSettingsSource(settings_cls, toml_file=settings_file())
        return init_settings, env_settings, folder, file

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
    fields = Settings.model_fields
    require_known(fields)
    try:
        settings = Settings(**overrides)
    except ValidationError as fault:
        sentences = mistakes_in(fault.errors(include_url=False), fields, place_of)
        raise SettingsError(sentences) from None
    except pydantic_settings.SettingsError as fault:
        raise SettingsError(not_json(str(fault), fields, place_of)) from None
    if sentence := contradiction_in(settings) or privacy_contradiction_in(settings):
        raise SettingsError(sentence)
    return settings
