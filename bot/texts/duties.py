"""Duties in lists: what is owed, how it stands and its last day."""

from collections.abc import Sequence

from bot.understanding import Kind
from digests.words import moved_day, sentence
from rules.catalogue import rule_for
from rules.duties import Duty
from rules.length import LengthUnit
from rules.wording import days_left_words, plain_date

KIND_WORDS = {
    Kind.INVESTIGATION: "utredningar",
    Kind.PRELIMINARY_ASSESSMENT: "förhandsbedömningar",
    Kind.PROTECTION_ASSESSMENT: "skyddsbedömningar",
    Kind.PLACEMENT: "placeringar",
    Kind.FOLLOW_UP: "uppföljningar",
}
YOURS = "dina ärenden"
OPEN_DUTIES = "Öppna frister"
NEAR_LAST_DAY = "Nära deadline"
PAST_LAST_DAY = "Över tiden"
NAMESAKE = (
    "Någon annan på din enhet heter likadant i personallistan, så ärenden med bara namnet visas "
    "inte för någon av er. Be din systemförvaltare skriva e-postadressen som handläggare."
)
NO_CASEWORKER = "Ingen handläggare"


def due_within(days: str) -> str:
    """Return the heading over a list for the days, for example *Frister 23–29 november 2026*."""
    return f"Frister {days}"


def whose(heading: str, owner: str) -> str:
    return f"{heading} – {owner}"


def rule_title(duty: Duty) -> str:
    """Return the duty's Swedish name with a capital letter."""
    return sentence(rule_for(duty.rule).title)


def last_day(duty: Duty) -> str:
    """Return for example *sista dag fre 20 nov*; a day moved past a weekend says so."""
    words = "genast, senast" if duty.version.length.unit is LengthUnit.AT_ONCE else "sista dag"
    return f"{words} {moved_day(duty.decisive_on, duty.due_on, seen_from=duty.as_of)}"


def state(duty: Duty) -> str:
    """Return how the duty stands in words: days left, or when it was done."""
    if duty.days_left is not None:
        return days_left_words(duty.days_left)
    if duty.fulfilled_on is None:
        return "behövs inte"
    late = duty.fulfilled_on > duty.decisive_on
    return f"klar {plain_date(duty.fulfilled_on)}{', för sent' if late else ''}"


def line(duty: Duty, *, with_caseworker: bool) -> str:
    """Return one duty as a line of plain text."""
    owner = f" · {duty.caseworker or NO_CASEWORKER.lower()}" if with_caseworker else ""
    return f"{duty.case} · {rule_for(duty.rule).title} · {state(duty)} · {last_day(duty)}{owner}"


def about_rules(titles: Sequence[str], warning: str) -> str:
    """Return a warning with the rules that it is about, by their Swedish names."""
    return f"{sentence(', '.join(titles))}: {warning}"


def more_overdue(number: int) -> str:
    """Return the line that tells of overdue duties outside the window."""
    if number == 1:
        return "Dessutom är 1 frist redan över tiden. Skriv ”över tiden” så ser du den."
    return f"Dessutom är {number} frister redan över tiden. Skriv ”över tiden” så ser du dem."


def counts(overdue: int, today: int, others: int) -> str:
    """Return the sentence over a list: how many are late, due today and to come."""
    parts = [f"{overdue} över tiden"] if overdue else []
    parts += [f"{today} i dag"] if today else []
    parts += [f"{others} på väg"] if others else []
    return ", ".join(parts) + "." if parts else ""
