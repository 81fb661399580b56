"""One case, and which case or rule is meant."""

from datetime import date

from rules.catalogue import RuleVersion
from rules.facts import Role
from rules.policy import LocalGoal
from rules.wording import plain_date

ASK_FOR_CASE = "Vilket ärende menar du? Skriv numret, till exempel ”förklara BU-2026-01234”."
ASK_FOR_KIND = (
    "Vilken regel menar du? Skriv till exempel ”hur lång tid har man för en förhandsbedömning”."
)
NOTHING_OWED = "Inga frister att visa."
WHAT_THE_LAW_SAYS = "Så säger lagen"
NO_LONGER_TIME = "Tiden kan inte förlängas."


def longer_time(grounds: str) -> str:
    return f"Längre tid: {grounds}."


def how_it_is_counted(case: str) -> str:
    return f"Så räknas fristen i {case}"


def case_not_found(case: str, role: Role = Role.CASEWORKER) -> str:
    """Return the sentence that does not tell whether the case exists; a manager asks nobody."""
    nothing = f"Jag hittar inget ärende {case} bland dem du har rätt att se. Kontrollera numret"
    if role is Role.UNIT_MANAGER:
        return f"{nothing}, eller om ärendet hör till en annan enhet."
    return f"{nothing}, eller fråga din enhetschef om ärendet hör till någon annan."


NOT_YOURS_ANY_MORE = "Ärendet finns inte längre bland dem du har rätt att se."


def closed_now(case: str) -> str:
    """Return what a card about a case says once no duty in the case is open."""
    return f"I {case} löper inga frister längre."


def which_case(case: str) -> str:
    return f"Flera ärenden slutar på {case}. Vilket menar du?"


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


def sureness(version: RuleVersion) -> str:
    """Return how sure the rule is and when it was last checked."""
    unsure = [note for note in version.sureness_notes if note.sureness.must_be_said]
    notes = "".join(f" Mindre säkert – {note}." for note in unsure)
    checked = plain_date(version.verified_on)
    return f"Källa: {version.sureness.meaning}, kontrollerad {checked}.{notes}"
