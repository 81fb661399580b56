"""Whether an investigation may be a restart of the clock (möjlig omstart av fristen).

The Parliamentary Ombudsman does not accept that an investigation is closed and opened again to
win time (JO 2565-2016, 2411-2017). One that is opened within 30 days after another on the same
child was closed is flagged, never silently counted as new.
"""

from collections.abc import Iterable
from datetime import timedelta

from rules.facts import Investigation, InvestigationSpan
from rules.policy import Policy


def possible_restart(
    investigation: Investigation | InvestigationSpan,
    spans: Iterable[InvestigationSpan],
    policy: Policy,
) -> InvestigationSpan | None:
    """Return the closed investigation that this one follows within 30 days, if any.

    Both ends count: opened the day the other closed, and opened 30 days after. `spans` are
    all investigations on the same child.
    """
    longest = timedelta(days=policy.restart_within_days)
    for span in spans:
        if span.number == investigation.number or span.closed_on is None:
            continue
        since_closing = investigation.opened_on - span.closed_on
        if timedelta(0) <= since_closing <= longest:
            return span
    return None
