"""What a reading of a sentence is called on a button, when several are near."""

from bot.texts.duties import KIND_WORDS
from bot.understanding import Intent, ScopeSlot, Understanding

WHICH_READING = "Jag är inte säker på vad du menar. Välj det som stämmer:"

_WORDS = {
    Intent.LIST_CASES: "Visa öppna ärenden",
    Intent.LIST_DUE: "Visa vad som snart går ut",
    Intent.LIST_OVERDUE: "Visa vad som är över tiden",
    Intent.SHOW_CASE: "Visa hur ärendet står",
    Intent.EXPLAIN_DEADLINE: "Förklara fristen i ärendet",
    Intent.EXPLAIN_RULE: "Förklara vad lagen säger",
    Intent.UNIT_STATUS: "Visa läget på enheten",
    Intent.STATISTICS: "Visa statistik",
    Intent.RECORD_CAUSE: "Ange orsak till överskriden tid",
    Intent.SET_REMINDER: "Lägg in en påminnelse",
    Intent.LIST_REMINDERS: "Visa mina påminnelser",
    Intent.CANCEL_REMINDER: "Ta bort en påminnelse",
    Intent.EXPORT_CALENDAR: "Få fristerna i kalendern",
    Intent.PAUSE_DIGEST: "Pausa utskicken",
    Intent.RESUME_DIGEST: "Slå på utskicken igen",
    Intent.HELP: "Visa vad jag kan fråga om",
    Intent.GREETING: "Hälsa",
    Intent.THANKS: "Tacka",
    Intent.OUT_OF_SCOPE: "Något annat",
}
_SCOPES = {ScopeSlot.MINE: "mina", ScopeSlot.UNIT: "enhetens"}
_WITH_KIND_AND_OWNER = frozenset({Intent.LIST_CASES, Intent.LIST_DUE, Intent.LIST_OVERDUE})


def reading_words(reading: Understanding) -> str:
    """Return for example *Visa vad som är över tiden (mina utredningar)*.

    Whose they are is told only where it was said: what else is meant goes by who asks.
    """
    words, slots = _WORDS[reading.intent], reading.slots
    if slots.case:
        return f"{words} ({reading.case_as_typed or slots.case})"
    said = _SCOPES.get(slots.scope) if slots.scope and reading.scope_said else None
    owner = slots.caseworker or said
    about = [part for part in (owner, KIND_WORDS.get(slots.kind) if slots.kind else None) if part]
    shown = bool(about) and reading.intent in _WITH_KIND_AND_OWNER
    return f"{words} ({' '.join(about)})" if shown else words
