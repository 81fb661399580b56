"""What every answer needs: buttons, the push notice, the age of the data, faults."""

from digests.stamp import DataStamp

SUMMARY = "Svar från Fristvakt"
"""What a push notice shows: never anything about a case."""
EXPLAIN = "Förklara"
MORE = "Visa fler"
FEWER = "Visa föregående"
BACK = "Tillbaka"
REFRESH = "Uppdatera"
SHOW_CASES = "Visa ärenden"
SHOW_ANYWAY = "Visa ändå"
UPDATE_TEAMS = (
    "Svaret går inte att visa i den här versionen av Teams. Uppdatera Teams, eller öppna chatten "
    "med Fristvakt på en annan enhet, och fråga igen."
)
"""What stands in where a card cannot be drawn: it may be kept and shown anywhere."""
NOTHING_LISTED = "Inget just nu."
NOTHING_WRITTEN = "Jag fick inget att svara på. Skriv ”hjälp” så ser du vad du kan fråga."
TOO_LONG = "Det var för långt för mig. Skriv din fråga i högst 2 000 tecken."
FAULT_WITHOUT_LOG = (
    "Något gick fel hos mig, och felet kunde inte skrivas till loggen. Kontrollera att loggens "
    "mapp går att skriva i, och försök igen."
)


def fault(reference: str) -> str:
    """Return the calm sentence for something that went wrong on our side."""
    return (
        f"Något gick fel hos mig. Försök igen om en stund. Hjälper det inte, ge din "
        f"systemförvaltare felnumret {reference}."
    )


def shown_of(first: int, last: int, number: int) -> str:
    return f"Visar {first}–{last} av {number}."


def stamp(data: DataStamp) -> str:
    """Return the age of the data as a sentence."""
    return f"{data.words.capitalize()}."


def stamp_and_warning(data: DataStamp) -> str:
    """Return the age of the data, with the warning where it is too old."""
    return f"{data.warning}\n{stamp(data)}" if data.warning else stamp(data)
