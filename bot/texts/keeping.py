"""What is said about clearing (gallring), and about what is stored of a person."""

from datetime import date

from digests.words import counted
from rules.wording import plain_date
from storage.records.clearing import Cleared, Kept

KIND_WORDS = {
    Kept.REPORTS: "Aktualiseringar",
    Kept.INVESTIGATIONS: "Utredningar",
    Kept.PLACEMENTS: "Placeringar",
    Kept.CASEWORKERS: "Utredningars handläggare",
    Kept.CAUSES: "Orsaker till överskriden tid",
    Kept.LOOKS: "Åtkomstlogg",
    Kept.DELIVERIES: "Utskick",
    Kept.REMINDERS: "Påminnelser",
    Kept.CALENDARS: "Kalenderadresser",
    Kept.ABSENCES: "Frånvaro",
    Kept.IMPORTED_FILES: "Inlästa filer",
    Kept.REJECTED_ROWS: "Avvisade rader",
    Kept.STAFF: "Personer som har slutat",
}
COLUMNS = ("Vad", "Tas bort", "Äldsta kvar")
WOULD_BE = "Det här skulle tas bort. Ingenting är borttaget än."
NOT_FROM_THE_FUTURE = (
    "Det går inte att gallra som om det vore en dag som inte har varit. Lägg till --dry-run, så "
    "ser du vad som skulle tas bort då."
)


def cells(cleared: Cleared) -> tuple[str, ...]:
    """Return a kind as it stands under the columns."""
    oldest = "–" if cleared.oldest_kept is None else plain_date(cleared.oldest_kept)
    return KIND_WORDS[cleared.kind], str(cleared.rows), oldest


def total(rows: int) -> str:
    return f"{counted(rows, 'rad är borttagen', 'rader är borttagna')}."


def cleared_before(kept_from: date) -> str:
    day = plain_date(kept_from)
    return f"Ärenden som avslutades före {day} är gallrade. Siffrorna för tiden före är inte hela."
