"""What the municipality has set for the board's figures: targets year by year, names of units.

The names of indicators are checked only where some are set, so that whoever asks about
something else does not load them.
"""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.settings_kinds import told_as
from bot.settings_mistakes import SettingValueError, unknown

if TYPE_CHECKING:
    from digests.monthly.targets import Targets

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class TargetSetting(BaseModel):
    """What is set for an indicator and a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    target: float | None = Field(None, ge=0, description="Målvärdet.")
    milestone: float | None = Field(None, ge=0, description="Årets etappmål.")

    @model_validator(mode="after")
    def _says_something(self) -> "TargetSetting":
        if self.target is None and self.milestone is None:
            raise SettingValueError("ange target, milestone eller båda för varje år")
        return self


class BoardSettings(BaseModel):
    """The settings of the board's figures, with their help texts."""

    targets: dict[str, dict[int, TargetSetting]] = Field(
        default_factory=dict,
        description="Målvärde (target) och årets etappmål (milestone) per mått och år. Andelar "
        "skrivs som tal mellan 0 och 1. Ett år gäller tills ett senare är satt. Annars "
        "källornas mål. Måttens id står i fristvakt stats --json.",
        json_schema_extra=told_as(
            "target och milestone under [targets.mått.år], till exempel "
            "[targets.investigation_in_time.2026] target = 1.0"
        ),
    )
    partly_met_within: float = Field(
        10,
        ge=0,
        le=100,
        description="Hur långt från målet som räknas som delvis uppfyllt: i procentenheter, och "
        "i procent av målet för antal och genomsnitt.",
    )
    unit_names: dict[str, str] = Field(
        default_factory=dict,
        description="Enheter som har bytt namn mellan inläsningar: gammalt namn = nytt namn. "
        "Siffror och veckobrev räknar dem som en.",
        json_schema_extra=told_as("gammalt namn = nytt namn under [unit_names]"),
    )

    @field_validator("targets")
    @classmethod
    def _are_of_known_indicators(
        cls, value: dict[str, dict[int, TargetSetting]]
    ) -> dict[str, dict[int, TargetSetting]]:
        for indicator, years in value.items():
            most = _largest_of(indicator)
            said = [each for one in years.values() for each in (one.target, one.milestone)]
            if any(each is not None and each > most for each in said):
                raise SettingValueError(f"{indicator} är en andel; skriv ett tal mellan 0 och 1")
            if not all(_FIRST_YEAR <= year <= _LAST_YEAR for year in years):
                raise SettingValueError(
                    f"{indicator}: skriv året med fyra siffror, {_FIRST_YEAR}–{_LAST_YEAR}"
                )
        return value

    @field_validator("unit_names")
    @classmethod
    def _lead_somewhere(cls, value: dict[str, str]) -> dict[str, str]:
        if value:
            from storage.unit_names import unit_names

            try:
                unit_names(value)
            except ValueError:
                raise SettingValueError(
                    "ett av namnen är tomt, eller så leder namnen runt till sig själva"
                ) from None
        return value

    @property
    def board_targets(self) -> "Targets":
        """The targets in the form that the summary takes."""
        from digests.monthly.targets import Targets, TargetValues
        from rules.indicators import IndicatorId

        by_year = {
            IndicatorId(indicator): {
                year: TargetValues(said.target, said.milestone) for year, said in years.items()
            }
            for indicator, years in self.targets.items()
        }
        return Targets(by_year, self.partly_met_within)


def _largest_of(indicator: str) -> float:
    """Return the largest target an indicator can have. Raises SettingValueError if unknown."""
    from rules.indicators import IndicatorId, IndicatorKind, definition_of

    known = [each.value for each in IndicatorId]
    if indicator not in known:
        raise SettingValueError(unknown("inget mått", indicator, known))
    is_share = definition_of(IndicatorId(indicator)).kind is IndicatorKind.SHARE
    return 1 if is_share else float("inf")
