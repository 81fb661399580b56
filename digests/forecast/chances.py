"""A unit's history, and what it says of each investigation whose last day is to come.

What is dated after `today` has not happened: an investigation closed later is open, and a limit
moved later stands where it stood.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from digests.forecast.curve import Curve, fitted_curve, is_closed
from digests.forecast.model import FEWEST_CLOSED, Chance
from rules.catalogue import RuleId
from rules.duties import Duty
from rules.facts import InvestigationTime
from rules.length import add_months

MONTHS_OF_HISTORY = 24


@dataclass(frozen=True, slots=True)
class History:
    """What a unit's forecast rests on; `curve` is None where too few have been closed."""

    opened_from: date
    closed: int
    curve: Curve | None


@dataclass(frozen=True, slots=True)
class Coming:
    """An open investigation whose last day is to come.

    `chance` is that of being open when the day is over, None where too few can be compared.
    """

    duty: Duty
    chance: Chance | None


def history_begins(today: date) -> date:
    """Return the first day on which an investigation may be opened to be in the history."""
    return add_months(today, -MONTHS_OF_HISTORY)


def unit_history(times: Iterable[InvestigationTime], today: date) -> History:
    """Return the history as known on `today`, out of any of the unit's investigations."""
    since = history_begins(today)
    known = [each for each in times if since <= each.opened_on <= today]
    closed = sum(is_closed(each, today) for each in known)
    return History(since, closed, fitted_curve(known, today) if closed >= FEWEST_CLOSED else None)


def coming_until(last: date, open_duties: Iterable[Duty], history: History) -> tuple[Coming, ...]:
    """Return the open investigations with their last day from now until `last`, by that day."""
    due = investigations_due(open_duties, last)
    in_order = sorted(due, key=lambda duty: (duty.decisive_on, duty.case, duty.source))
    return tuple(Coming(duty, _chance(duty, history.curve)) for duty in in_order)


def investigations_due(open_duties: Iterable[Duty], last: date) -> tuple[Duty, ...]:
    """Return the investigations whose last day is from now until `last`."""
    return tuple(
        duty
        for duty in open_duties
        if duty.rule is RuleId.INVESTIGATION and duty.as_of <= duty.decisive_on <= last
    )


def _chance(duty: Duty, curve: Curve | None) -> Chance | None:
    if curve is None:
        return None
    days_open = (duty.as_of - duty.triggered_on).days
    return curve.still_open(days_open, (duty.decisive_on - duty.triggered_on).days)
