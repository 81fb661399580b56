"""What the municipality has set about keeping: for how long the copy and its traces stay.

The part of `Settings` that clearing (gallring) reads.
"""

from pydantic import BaseModel, Field

from digests.schedule.looking_back import LEAST_DELIVERIES_DAYS


class KeepingSettings(BaseModel):
    """The settings of keeping, with their help texts."""

    keep_facts_months: int = Field(
        25,
        ge=25,
        le=240,
        description="Hur många månader ett avslutat ärendes uppgifter sparas, räknat från sista "
        "händelsen eller sista fristdagen. Minst 25: så långt bak räknar sammanställningen.",
    )
    keep_gone_days: int = Field(
        90,
        ge=1,
        le=3660,
        description="Hur många dagar det sparas som inte längre finns i exporterna: rader som har "
        "försvunnit ur källan och personer som har försvunnit ur personallistan.",
    )
    keep_imports_days: int = Field(
        90,
        ge=1,
        le=3660,
        description="Hur många dagar det sparas vilka filer som har lästs in och vilka rader som "
        "avvisades.",
    )
    keep_import_files_days: int = Field(
        30,
        ge=1,
        le=3660,
        description="Hur många dagar inlästa och avvisade filer ligger kvar i done/ och failed/ i "
        "import_folder. De har också det som aldrig sparas i databasen, så kort är bra.",
    )
    keep_looks_months: int = Field(
        24, ge=1, le=120, description="Hur många månader åtkomstloggen sparas."
    )
    keep_deliveries_days: int = Field(
        90,
        ge=LEAST_DELIVERIES_DAYS,
        le=3660,
        description=f"Hur många dagar avslutade utskick sparas, minst {LEAST_DELIVERIES_DAYS}.",
    )
    keep_reminders_days: int = Field(
        90, ge=1, le=3660, description="Hur många dagar avslutade påminnelser sparas."
    )
    keep_calendars_days: int = Field(
        90, ge=1, le=3660, description="Hur många dagar avslutade kalenderadresser sparas."
    )
