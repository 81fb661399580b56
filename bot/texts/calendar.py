"""Deadlines in the person's own calendar: the address, and what its events say."""

from datetime import datetime

from rules.swedish_time import SWEDISH_TIME
from rules.wording import plain_date

NAME = "Frister (Fristvakt)"
CLOSE = "stäng min kalenderadress"
OPEN_NEW = "ge mig en ny kalenderadress"
CLOSED = "Din kalenderadress är stängd. Kalendern hämtar inget mer."
NONE_TO_CLOSE = "Du har ingen kalenderadress, så det finns inget att stänga."
NOT_SET_UP = "Kalenderadresser är inte påslagna här. Be din systemförvaltare slå på dem."
HERE_IT_IS = "Din kalenderadress:"
HOW = (
    "Lägg till den i Outlook: Kalender, Lägg till kalender, Prenumerera från webben. Kalendern "
    "visar sista dag för dina öppna frister och hämtar nya uppgifter av sig själv."
)
KEEP_IT = (
    "Den som har adressen kan se dina frister. Ge den inte till någon annan, och stäng den när du "
    "inte behöver den. Kopiera den nu: om ett par minuter kan jag inte visa den igen."
)


def note(case: str) -> str:
    """Return what an event says beside its day, and what to write to be told why."""
    return (
        f"Sista dag enligt lagen. Skriv ”förklara {case}” till Fristvakt i Teams så ser du varför."
    )


def event(rule_title: str, case: str) -> str:
    return f"{rule_title} – {case}"


def already_open(since: datetime) -> str:
    day = plain_date(since.astimezone(SWEDISH_TIME).date())
    return (
        f"Du har en kalenderadress sedan {day}, och den fungerar. Jag kan inte visa den igen. Ber "
        "du om en ny slutar den gamla att fungera."
    )
