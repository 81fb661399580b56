"""Reminders: set, listed, taken back and delivered."""

from datetime import date

from rules.wording import long_date

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


def ask_for_day(case: str) -> str:
    return f"Vilken dag ska jag påminna dig om {case}?"


def too_early(day: date) -> str:
    return (
        f"Jag påminner på morgonen, så {long_date(day)} är för tidigt. Välj en dag från och med "
        "i morgon."
    )


def too_late(day: date) -> str:
    return f"Till {long_date(day)} är det mer än två år. Välj en dag inom två år."


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


def delivered(case: str) -> str:
    return f"Du bad mig påminna dig om {case}."


def not_needed(case: str) -> str:
    return (
        f"Du bad mig påminna dig om {case}. Det behövs inte längre: inga frister är öppna där, "
        "så påminnelsen är borttagen."
    )
