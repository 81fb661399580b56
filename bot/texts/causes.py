"""Why an investigation ran over time: Malmö's four groups, and what is said about them."""

from collections.abc import Mapping
from datetime import date, datetime

from rules.facts import OverrunCause
from rules.swedish_time import SWEDISH_TIME
from rules.wording import plain_date

GIVE_CAUSE = "Ange orsak"
CHANGE_CAUSE = "Ändra orsak"
CAUSE_WORDS: Mapping[OverrunCause, str] = {
    OverrunCause.DOCUMENTATION: "bristande dokumentation/administration",
    OverrunCause.HANDLING: "bristande handläggning",
    OverrunCause.COMPLEX: "komplext ärende",
    OverrunCause.EXTERNAL: "yttre omständigheter",
}
NOT_GIVEN = "Ingen orsak är angiven."
NO_LATE_WITHOUT_CAUSE = (
    "Du har ingen öppen utredning över tiden som saknar orsak. Vill du ange eller ändra orsaken "
    "för en annan utredning, skriv ärendets nummer."
)
WHICH_CASE = "De här öppna utredningarna har gått över tiden och saknar orsak. Vilken gäller det?"


def title(case: str) -> str:
    return f"Orsak till överskriden tid i {case}"


def not_late(case: str) -> str:
    return (
        f"Utredningen i {case} har inte gått över tiden, så det finns ingen orsak att ange. "
        "Går den över tiden kan du ange orsaken då."
    )


def no_investigation(case: str) -> str:
    return f"Jag ser ingen utredning i {case}, så det finns ingen orsak att ange."


def ran_over(limit: date, closed_on: date | None) -> str:
    """Return which investigation it is: by its last day, and when it was closed if it was."""
    end = f"avslutades {plain_date(closed_on)}" if closed_on else "är inte avslutad"
    return f"Utredningens sista dag var {plain_date(limit)} och den {end}."


def present(cause: OverrunCause) -> str:
    return f"Orsaken är {CAUSE_WORDS[cause]}."


def recorded_by(who: str, at: datetime) -> str:
    local = at.astimezone(SWEDISH_TIME)
    return f"Angiven av {who} {plain_date(local.date())} kl. {local:%H.%M}."


FROM_THE_CASE_SYSTEM = "Orsaken kommer från verksamhetssystemet."


def choose(*, has_cause: bool) -> str:
    return "Stämmer den inte? Välj en annan:" if has_cause else "Vad var orsaken? Välj:"


def sentence_for(case: str, cause: OverrunCause) -> str:
    """Return what can be written instead of pressing the button."""
    return f"orsaken till att {case} gått över tiden är {CAUSE_WORDS[cause]}"


def changed_before(times: int) -> str:
    return f"Orsaken har ändrats {times} {'gång' if times == 1 else 'gånger'}."
