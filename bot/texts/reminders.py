"""Reminders: set, listed, taken back and delivered."""

from datetime import date

from digests.words import sentence
from rules.wording import MONTHS, WEEKDAYS, long_date

ASK_FOR_CASE = (
    "Vilket ärende vill du bli påmind om? Skriv till exempel ”påminn mig om BU-2026-01234 på "
    "måndag”."
)
NONE = "Du har inga påminnelser. Skriv till exempel ”påminn mig om BU-2026-01234 på måndag”."
HEADING = "Dina påminnelser"
REMOVE = "Ta bort påminnelsen"
REMOVE_ONE = "Ta bort en påminnelse"
WHICH = "Vilken påminnelse ska jag ta bort?"
GONE_ALREADY = "Den påminnelsen är redan borta. Skriv ”mina påminnelser” så ser du vilka du har."
REMINDER = "Påminnelse från Fristvakt"
"""What a push notice shows of a reminder: never anything about a case."""
IS_TODAY = "Jag påminner på morgonen, så i dag är för sent. Välj en dag från och med i morgon."
TOO_LATE = "Jag kan påminna högst två år framåt. Välj en tidigare dag."
NOTHING_OPEN = "Inga frister är öppna där nu."


def ask_for_day(case: str) -> str:
    return f"Vilken dag ska jag påminna dig om {case}?"


def too_early(day: date) -> str:
    return f"{sentence(_day(day))} har redan varit. Välj en dag från och med i morgon."


def is_set(case: str, day: date) -> str:
    return f"Jag påminner dig om {case} på morgonen {long_date(day)}."


def was_set(case: str, day: date) -> str:
    return f"Den påminnelsen finns redan: {case}, {long_date(day)}."


def listed(case: str, day: date) -> str:
    return f"{case} · {long_date(day)}"


def removed(case: str, day: date) -> str:
    return f"Påminnelsen om {case} {long_date(day)} är borttagen."


def not_found(case: str) -> str:
    return f"Du har ingen påminnelse om {case}. Skriv ”mina påminnelser” så ser du vilka du har."


def was_for(day: date) -> str:
    return f"Påminnelsen gällde {_day(day)}."


def delivered(case: str) -> str:
    return f"Du bad mig påminna dig om {case}."


def not_needed(case: str) -> str:
    return (
        f"Du bad mig påminna dig om {case}. Det behövs inte längre: inga frister är öppna där, "
        "så påminnelsen är borttagen."
    )


def _day(day: date) -> str:
    """Return for example *torsdag 19 november*."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
