"""Who gets digests and summaries, when, and who in somebody's place, as the operator reads it."""

from datetime import date

from digests.schedule.due_times import HOUR, MONDAY
from rules.facts import Role
from rules.wording import WEEKDAYS, plain_date
from storage.records.digest_pauses import DigestPause
from storage.records.outbox import Absence, DeliveryWish, Recipient

NOBODY = "Ingen i personallistan är enhetschef eller nämndsekreterare."
COLUMNS = ("E-post", "Enhet", "Får")
NOTHING_TO_SET = "Säg vad som ska ändras: --weekday, --hour, --quiet eller --usual."
SECRETARYS_DAY = (
    "Sammanställningen skickas alltid månadens första arbetsdag klockan 7. "
    "Bara --quiet går att ändra."
)
OWN_DEPUTY = "Ingen kan vara sin egen ställföreträdare. Välj någon annan med --deputy."


def is_not_away(name: str) -> str:
    return f"{name} har ingen frånvaro inskriven."


def no_manager(name: str) -> str:
    return f"{name} är inte enhetschef i personallistan. Bara enhetschefer har ställföreträdare."


def gets_nothing(email: str) -> str:
    return (
        f"{email} får inga utskick. I personallistan ska personen vara enhetschef eller "
        "nämndsekreterare."
    )


def cells(recipient: Recipient) -> tuple[str, ...]:
    """Return a recipient as it stands under the columns."""
    staff, wish = recipient.staff, recipient.wish
    if staff.role is Role.BOARD_SECRETARY:
        when = f"sammanställning, månadens första arbetsdag {HOUR:02}.00"
    else:
        weekday = MONDAY if wish.weekday is None else wish.weekday
        hour = HOUR if wish.hour is None else wish.hour
        when = f"veckobrev, {WEEKDAYS[weekday]} {hour:02}.00"
    return staff.email, staff.unit or "–", when


def exceptions(recipient: Recipient, today: date) -> str | None:
    """Return when nothing is sent, and who gets it instead; None where all is as usual."""
    parts = (
        _quiet(recipient.wish),
        _pause(recipient.pause, today),
        _away(recipient.absence, today),
    )
    return "; ".join(part for part in parts if part) or None


def _quiet(wish: DeliveryWish) -> str | None:
    if wish.quiet_from is None or wish.quiet_until is None:
        return None
    return f"inget mellan {wish.quiet_from:02}.00 och {wish.quiet_until:02}.00"


def _pause(pause: DigestPause | None, today: date) -> str | None:
    if pause is None or not pause.covers(today):
        return None
    return (
        "pausat tills vidare" if pause.until is None else f"pausat till {plain_date(pause.until)}"
    )


def _away(absence: Absence | None, today: date) -> str | None:
    if absence is None or absence.until_on < today:
        return None
    days = f"{plain_date(absence.from_on)}–{plain_date(absence.until_on)}"
    return f"borta {days}, då i stället till {absence.deputy}"
