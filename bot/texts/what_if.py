"""What-if: the duties that follow when something happens on a day, and what is wrong in the form.

The sentences about a date itself come from `rules.explanation`; here is only what the form says.
"""

from datetime import date

from rules.catalogue import RuleNotInForceError
from rules.catalogue.events import StartingEvent
from rules.wording import long_date, plain_date

NOT_A_DAY = "Jag förstår inte dagen. Skriv den som 2026-11-20 eller 20 november."
NO_SUCH_DAY = "Den dagen finns inte. Välj en dag mellan år 1990 och 2100."
NO_SUCH_EVENT = "Den händelsen känner jag inte till. Välj en i listan."
BEFORE_THE_REPORT = "Utredningen kan inte inledas före anmälan. Välj samma dag eller en senare."
EXTENDED_BEFORE = "Förlängningen slutar före händelsen. Kontrollera datumen."
DECIDED_BEFORE = "Beslutet ligger före händelsen. Kontrollera datumen."
EXTENDED_TO_WHEN = "Ange också till vilken dag tiden förlängdes."
NOT_EXTENDABLE = "Ingen av tiderna som börjar då kan förlängas enligt lagen. Ta bort förlängningen."
DECIDED_AHEAD = (
    "Beslutet om förlängning ligger framåt i tiden. Så här blir det om det fattas den dagen."
)


def if_it_happens(event: StartingEvent, day: date) -> str:
    """Return for example *Om en anmälan kommer in fredag 20 november 2026*."""
    return f"Om {event.title} {long_date(day)}"


def no_holidays(year: int) -> str:
    return f"Jag har inga helgdagar för {year}. Ange ett datum 1990–2100."


def not_in_force_then(fault: RuleNotInForceError) -> str:
    """Return what there is to say of a rule on a day before its first."""
    title, first = fault.rule.title, plain_date(fault.in_force_from)
    return (
        f"Regeln om {title} gällde inte {plain_date(fault.day)}. Jag känner till den från och "
        f"med {first}."
    )
