"""What is said about clearing (gallring), and about what is stored of a person."""

from datetime import date

from digests.schedule.put_away_files import PutAwayFiles
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
    Kept.CONVERSATIONS: "Chattar med okända",
    Kept.IMPORTED_FILES: "Inlästa filer",
    Kept.REJECTED_ROWS: "Avvisade rader",
    Kept.STAFF: "Personer som har slutat",
}
PUT_AWAY_FILES = "Filer i done/ och failed/"
COLUMNS = ("Vad", "Tas bort", "Äldsta kvar")
WOULD_BE = "Det här skulle tas bort. Ingenting är borttaget än."
NOT_FROM_THE_FUTURE = (
    "Det går inte att gallra som om det vore en dag som inte har varit. Lägg till --dry-run, så "
    "ser du vad som skulle tas bort då."
)
MEND_THE_CLOCK = (
    "Kontrollera datorns datum. Är det fel, rätta det. Är det rätt har tjänsten varit avstängd "
    "länge: läs in färska ärendelistor, eller gallra för hand med ”fristvakt purge”."
)
NEEDS_YES = (
    "Ingenting är borttaget, eftersom ingen är här som kan svara. Kontrollera datorns datum. Är "
    "det rätt, lägg till --yes."
)
NOT_PURGED = "Ingenting är borttaget."

FOLDER_UNREADABLE = (
    "Mappen för exporter går inte att läsa, eller så är done/ eller failed/ en länk. Inget är "
    "borttaget. Rätta det och kör kommandot igen."
)


def clock_doubted(today: date, known: date) -> str:
    """Return what speaks against the clock."""
    days = counted((today - known).days, "dag", "dagar")
    return (
        f"Gallringen väntar. Dagens datum är {plain_date(today)}, men det senaste som är känt är "
        f"från {plain_date(known)}, {days} tidigare."
    )


def ask_about_clock(today: date, known: date) -> str:
    """Return the question that is put before clearing by a clock that cannot be believed."""
    return f"{clock_doubted(today, known)} Är dagens datum rätt, och ska det gallras?"


def cells(cleared: Cleared) -> tuple[str, ...]:
    """Return a kind as it stands under the columns."""
    return KIND_WORDS[cleared.kind], str(cleared.rows), _day(cleared.oldest_kept)


def file_cells(files: PutAwayFiles) -> tuple[str, ...]:
    """Return the files of the import as they stand under the columns."""
    return PUT_AWAY_FILES, str(files.removed), _day(files.oldest_kept)


def _day(day: date | None) -> str:
    return "–" if day is None else plain_date(day)


def total(rows: int) -> str:
    return f"{counted(rows, 'rad är borttagen', 'rader är borttagna')}."


def total_of_files(files: int) -> str:
    return f"{counted(files, 'fil är borttagen', 'filer är borttagna')}."


def not_removed(files: int) -> str:
    what = counted(files, "fil", "filer")
    return f"{what} i done/ eller failed/ gick inte att ta bort. Rätta rättigheterna i mappen."
