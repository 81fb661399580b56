"""Every sentence the bot says, in one place, in plain Swedish and du-form."""

from collections.abc import Sequence
from datetime import date

from bot.access import Refusal
from bot.understanding import Kind
from digests.stamp import DataStamp
from digests.weekly.model import CaseworkerLoad
from digests.words import counted, day, sentence
from rules.catalogue import RuleVersion, rule_for
from rules.duties import Duty
from rules.length import LengthUnit
from rules.policy import LocalGoal
from rules.wording import days_left_words, long_date, plain_date

SUMMARY = "Svar från Fristvakt"
"""What a push notice shows: never anything about a case."""

ASK_ADMINISTRATOR = "Be din systemförvaltare kontrollera att du finns i personallistan."

REFUSALS = {
    Refusal.UNKNOWN_PERSON: f"Jag känner inte igen dig, så jag kan inte visa något. "
    f"{ASK_ADMINISTRATOR}",
    Refusal.NOT_A_PERSONAL_CHAT: "Jag svarar bara i vår egen chatt, där ingen annan ser svaret. "
    "Öppna chatten med Fristvakt och fråga igen där.",
    Refusal.NO_ROWS_FOR_ROLE: "I din roll visar jag inga ärenden. Nämndens sammanställning "
    "kommer första arbetsdagen varje månad.",
    Refusal.OWN_CASES_ONLY: "Jag visar bara dina egna ärenden. Skriv ”mina ärenden” så visar jag "
    "dem. Läget på enheten ser din enhetschef.",
    Refusal.OWN_UNIT_ONLY: "Jag visar bara din egen enhet.",
    Refusal.NO_UNIT: f"Jag vet inte vilken enhet du är chef för. {ASK_ADMINISTRATOR}",
}

KIND_WORDS = {
    Kind.INVESTIGATION: "utredningar",
    Kind.PRELIMINARY_ASSESSMENT: "förhandsbedömningar",
    Kind.PROTECTION_ASSESSMENT: "skyddsbedömningar",
    Kind.PLACEMENT: "placeringar",
    Kind.FOLLOW_UP: "uppföljningar",
}

GREETING = "Hej! Skriv ”mina ärenden nära deadline” så visar jag vad som brådskar."
THANKS = "Varsågod! Säg till om det är något mer."
OUT_OF_SCOPE = (
    "Det kan jag inte hjälpa till med. Jag visar frister och läge för ärenden och förklarar hur "
    "fristerna räknas. Skriv ”hjälp” så ser du vad du kan fråga."
)
NOT_YET = "Det kan jag inte göra ännu. Skriv ”hjälp” så ser du vad jag kan svara på."
ASK_FOR_CASE = "Vilket ärende menar du? Skriv numret, till exempel ”förklara BU-2026-01234”."
ASK_FOR_KIND = (
    "Vilken regel menar du? Skriv till exempel ”hur lång tid har man för en förhandsbedömning”."
)
FAULT_WITHOUT_LOG = (
    "Något gick fel hos mig, och felet kunde inte skrivas till loggen. Kontrollera att loggens "
    "mapp går att skriva i, och försök igen."
)
NOTHING_WRITTEN = "Jag fick inget att svara på. Skriv ”hjälp” så ser du vad du kan fråga."
TOO_LONG = "Det var för långt för mig. Skriv din fråga i högst 2 000 tecken."

HELP_HEADING = "Så här kan du fråga mig"
HELP_FOR_CASEWORKER = (
    "mina ärenden nära deadline",
    "vad går ut nästa vecka",
    "mina försenade utredningar",
    "status på BU-2026-01234",
    "hur räknas fristen på BU-2026-01234",
    "hur lång tid har man för en utredning",
)
HELP_FOR_MANAGER = (
    "hur ser läget ut på enheten",
    "försenade utredningar på enheten",
    "vad går ut nästa vecka på enheten",
    "Annas ärenden",
    "hur räknas fristen på BU-2026-01234",
    "hur lång tid har man för en utredning",
)
HELP_WITHOUT_ROWS = (
    "hur lång tid har man för en förhandsbedömning",
    "får man förlänga en utredning",
)

EXPLAIN = "Förklara"
UPDATE_TEAMS = (
    "Svaret går inte att visa i den här versionen av Teams. Uppdatera Teams, eller öppna chatten "
    "med Fristvakt på en annan enhet, och fråga igen."
)
"""What stands in where a card cannot be drawn: it may be kept and shown anywhere."""
NOTHING_LISTED = "Inget just nu."
NOTHING_OWED = "Inga frister att visa."
YOURS = "dina ärenden"
NAMESAKE = (
    "Någon annan på din enhet heter likadant i personallistan, så ärenden med bara namnet visas "
    "inte för någon av er. Be din systemförvaltare skriva e-postadressen som handläggare."
)
NO_CASEWORKER = "Ingen handläggare"
MORE = "Visa fler"


def case_not_found(case: str) -> str:
    return (
        f"Jag hittar inget ärende {case} bland dem du har rätt att se. Kontrollera numret, eller "
        "fråga din enhetschef om ärendet hör till någon annan."
    )


def which_case(case: str) -> str:
    return f"Flera ärenden slutar på {case}. Vilket menar du?"


def caseworker_not_found(name: str) -> str:
    return (
        f"Jag hittar ingen handläggare som heter ”{name}” på din enhet. Skriv ”hur ser läget ut "
        "på enheten” så ser du vilka som har ärenden."
    )


def which_caseworker(name: str) -> str:
    return f"Flera på enheten kan heta ”{name}”. Vem menar du?"


def whose(heading: str, owner: str) -> str:
    return f"{heading} – {owner}"


def rule_title(duty: Duty) -> str:
    """Return the duty's Swedish name with a capital letter."""
    return sentence(rule_for(duty.rule).title)


def last_day(duty: Duty) -> str:
    """Return for example *sista dag fre 20 nov*, with the year where it is another one."""
    words = "genast, senast" if duty.version.length.unit is LengthUnit.AT_ONCE else "sista dag"
    return f"{words} {day(duty.due_on, seen_from=duty.as_of)}"


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


def shifted(duty: Duty) -> str | None:
    """Return what the weekend rule would make of the date, None where nothing."""
    if duty.shifted_due_on == duty.due_on:
        return None
    return f"Nästa arbetsdag är {long_date(duty.shifted_due_on)}."


def shown_of(first: int, last: int, number: int) -> str:
    return f"Visar {first}–{last} av {number}."


def more_overdue(number: int) -> str:
    """Return the line that tells of overdue duties outside the window."""
    if number == 1:
        return "Dessutom är 1 frist redan över tiden. Skriv ”försenade” så ser du den."
    return f"Dessutom är {number} frister redan över tiden. Skriv ”försenade” så ser du dem."


def counts(overdue: int, today: int, others: int) -> str:
    """Return the sentence over a list: how many are late, due today and to come."""
    parts = [f"{overdue} över tiden"] if overdue else []
    parts += [f"{today} i dag"] if today else []
    parts += [f"{others} på väg"] if others else []
    return ", ".join(parts) + "." if parts else ""


def stamp(data: DataStamp) -> str:
    """Return the age of the data as a sentence."""
    return f"{data.words.capitalize()}."


def stamp_and_warning(data: DataStamp) -> str:
    """Return the age of the data, with the warning where it is too old."""
    return f"{data.warning}\n{stamp(data)}" if data.warning else stamp(data)


def sureness(version: RuleVersion) -> str:
    """Return how sure the rule is and when it was last checked."""
    unsure = [note for note in version.sureness_notes if note.sureness.must_be_said]
    notes = "".join(f" Mindre säkert – {note}." for note in unsure)
    checked = plain_date(version.verified_on)
    return f"Källa: {version.sureness.meaning}, kontrollerad {checked}.{notes}"


def restart(opened_on: date, closed_on: date) -> str:
    return (
        f"Möjlig omstart av fristen: utredningen inleddes {plain_date(opened_on)}, kort efter att "
        f"en annan om samma barn avslutades {plain_date(closed_on)}."
    )


def restart_after_another(opened_on: date, within_days: int) -> str:
    """Return the same where the reader may not see the other investigation or its days."""
    return (
        f"Möjlig omstart av fristen: utredningen inleddes {plain_date(opened_on)}, inom "
        f"{within_days} dagar efter en annan utredning om samma barn."
    )


def local_goal(goal: LocalGoal, opened_on: date) -> str:
    """Return the municipality's own goal beside a running investigation; it is not law."""
    return (
        f"Kommunens eget mål (inte lag): klar inom {goal.length}, "
        f"senast {plain_date(goal.length.after(opened_on))}."
    )


def overdue_count(number: int) -> str:
    return f"{number} över tiden" if number else "inget över tiden"


def load_details(load: CaseworkerLoad, today: date) -> str:
    """Return what a caseworker has open, what of it is near, and the oldest last day."""
    oldest = day(load.oldest_due_on, seen_from=today)
    return f"{load.open} öppna · {load.near} nära · äldst {oldest}"


def load_line(load: CaseworkerLoad, today: date) -> str:
    name = load.caseworker or NO_CASEWORKER
    return f"{name}: {overdue_count(load.overdue)} · {load_details(load, today)}"


def unit_lead(loads: Sequence[CaseworkerLoad]) -> str:
    """Return the unit's sums in a sentence."""
    late, near = sum(load.overdue for load in loads), sum(load.near for load in loads)
    open_duties = counted(sum(load.open for load in loads), "öppen frist", "öppna frister")
    return f"{open_duties}: {late} över tiden, {near} nära."


def fault(reference: str) -> str:
    """Return the calm sentence for something that went wrong on our side."""
    return (
        f"Något gick fel hos mig. Försök igen om en stund. Hjälper det inte, ge din "
        f"systemförvaltare felnumret {reference}."
    )
