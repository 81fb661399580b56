"""What the municipality has set about watching the service: where its log and figures are.

The part of `Settings` that whoever sees to the machines reads.
"""

from pathlib import Path

from pydantic import BaseModel, Field

from bot.settings_kinds import told_as


class WatchingSettings(BaseModel):
    """The settings of watching, with their help texts."""

    log_file: Path = Field(
        Path("var/fristvakt.log"),
        description="Fil dit händelser och felens detaljer skrivs, utan namn och ärenden. Ett "
        "ensamt bindestreck (-) betyder standard error, som i en behållare.",
    )
    metrics_host: str = Field(
        "127.0.0.1",
        description="Adress som mätvärdenas egen port lyssnar på.",
        json_schema_extra=told_as("en ip-adress eller ett värdnamn"),
    )
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Egen port för mätvärdena. Annars lämnas de ut på tjänstens port, bara till "
        "den egna datorn.",
    )
