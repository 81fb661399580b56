"""How a unit stands, caseworker by caseworker."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.texts.duties import NO_CASEWORKER
from digests.words import counted, day

if TYPE_CHECKING:
    from digests.weekly.model import CaseworkerLoad


def caseworker_not_found(name: str) -> str:
    return (
        f"Jag hittar ingen handläggare som heter ”{name}” på din enhet. Skriv ”hur ser läget ut "
        "på enheten” så ser du vilka som har ärenden."
    )


def which_caseworker(name: str) -> str:
    return f"Flera på enheten heter ”{name}”. Vem menar du?"


def unit_stands(unit: str) -> str:
    return f"Läget på {unit}"


def colleague_stands(name: str) -> str:
    return f"Läget för {name}"


def overdue_count(number: int) -> str:
    return f"{number} över tiden" if number else "inget över tiden"


def load_details(load: "CaseworkerLoad", today: date) -> str:
    """Return what a caseworker has open, what of it is near, and the oldest last day."""
    oldest = day(load.oldest_decisive_on, seen_from=today)
    is_one = load.open == 1
    return f"{load.open} {'öppen' if is_one else 'öppna'} · {load.near} nära · äldst {oldest}"


def load_line(load: "CaseworkerLoad", today: date) -> str:
    name = load.caseworker or NO_CASEWORKER
    return f"{name}: {overdue_count(load.overdue)} · {load_details(load, today)}"


def unit_lead(loads: "Sequence[CaseworkerLoad]") -> str:
    """Return the unit's sums in a sentence."""
    late, near = sum(load.overdue for load in loads), sum(load.near for load in loads)
    open_duties = counted(sum(load.open for load in loads), "öppen frist", "öppna frister")
    return f"{open_duties}: {late} över tiden, {near} nära."
