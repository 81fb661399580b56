"""When the catalogue itself has grown old.

Law changes, and a date from an old rule looks just as sure as one from a new. A rule that
nobody has verified for twelve months, or whose announced change has come without an update,
says so wherever an answer rests on it.
"""

from datetime import date

from rules.catalogue import RuleVersion, rule_for
from rules.length import add_months
from rules.wording import plain_date

MONTHS_BETWEEN_VERIFICATIONS = 12


def freshness_warning(version: RuleVersion, today: date) -> str | None:
    """Return a Swedish sentence if the rule may be out of date at `today`, else None."""
    change = rule_for(version.rule).change_announced_for
    if change is not None and version.in_force_to is None and change <= today:
        return (
            f"En lagändring var aviserad till {plain_date(change)} och regeln har inte "
            "uppdaterats sedan dess. Kontrollera mot gällande lag."
        )
    if today > add_months(version.verified_on, MONTHS_BETWEEN_VERIFICATIONS):
        return (
            f"Regeln kontrollerades senast {plain_date(version.verified_on)}, för mer än tolv "
            "månader sedan. Kontrollera mot gällande lag."
        )
    return None
