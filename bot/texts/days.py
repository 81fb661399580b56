"""Days that were said and are none: 31 april, vecka 54, från den 10:e till den 1:a."""

from bot.understanding import DayFault

_WHAT_IS_WRONG = {
    DayFault.NO_SUCH_DAY: "Den dagen finns inte i almanackan.",
    DayFault.NO_SUCH_WEEK: "Den veckan finns inte i almanackan.",
    DayFault.BACKWARDS: "Den första dagen ligger efter den sista.",
}
_ASK = {
    DayFault.NO_SUCH_DAY: "Vilken dag menar du? Skriv frågan igen med den dagen.",
    DayFault.NO_SUCH_WEEK: "Vilken vecka menar du? Skriv frågan igen med den veckan.",
    DayFault.BACKWARDS: "Vilka dagar menar du? Skriv frågan igen med den tidigaste dagen först.",
}


def ask_for_days(fault: DayFault) -> str:
    """Return what is wrong with the days, and the question which ones are meant."""
    return f"{_WHAT_IS_WRONG[fault]} {_ASK[fault]}"


def after_fault(fault: DayFault | None, question: str) -> str:
    """Return the question, after what is wrong with the day that was said if anything is."""
    return f"{_WHAT_IS_WRONG[fault]} {question}" if fault else question
