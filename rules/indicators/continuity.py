"""Whether an investigation kept its caseworker, as far as the imports can tell.

The case system's list has only the latest caseworker, so who came before is known from what
earlier imports saw. Silence about an investigation means that it cannot be told.
"""

from datetime import date, timedelta

from rules.facts import CaseFacts, Investigation

_A_NIGHT = timedelta(days=1)
"""What was so on a day is seen by the import of the night after."""


def kept_its_caseworker(
    investigation: Investigation, case: CaseFacts, closed_on: date, today: date
) -> bool | None:
    """Return whether one caseworker had a closed investigation throughout; None if not known."""
    for seen in case.caseworkers_seen:
        if seen.investigation == investigation.number:
            until = min(closed_on + _A_NIGHT, today)
            number = sum(day <= until for day in seen.first_seen_on)
            return number == 1 if number else None
    return None
