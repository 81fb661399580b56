"""What is cleared and how old it has to be, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kept(StrEnum):
    """What is kept for a time and then cleared (gallras)."""

    REPORTS = "reports"  # aktualiseringar
    INVESTIGATIONS = "investigations"  # utredningar
    PLACEMENTS = "placements"  # placeringar
    CASEWORKERS = "caseworkers"  # vilka handläggare en utredning har haft
    CAUSES = "causes"  # registrerade orsaker till överskriden tid
    LOOKS = "looks"  # åtkomstloggen
    DELIVERIES = "deliveries"  # utskick
    REMINDERS = "reminders"  # påminnelser
    CALENDARS = "calendars"  # kalenderadresser
    ABSENCES = "absences"  # frånvaro
    CONVERSATIONS = "conversations"  # chattar med den som inte står i personallistan
    IMPORTED_FILES = "imported_files"  # vilka filer som har lästs in
    REJECTED_ROWS = "rejected_rows"  # var i filerna rader avvisades
    STAFF = "staff"  # de som inte längre står i personallistan


@dataclass(frozen=True, slots=True)
class Terms:
    """How old things have to be; whatever is older is cleared. Moments are aware.

    `facts` is the day from which closed matters are kept. `gone` holds for rows and people that
    the exports have no longer, `strangers` for chats with whom the staff list has not named.
    """

    facts: date
    gone: datetime
    looks: datetime
    deliveries: datetime
    reminders: datetime
    calendars: datetime
    imports: datetime
    strangers: datetime


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many rows of a kind were cleared, or would be, and the day of the oldest that stays."""

    kind: Kept
    rows: int
    oldest_kept: date | None
