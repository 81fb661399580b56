"""How long children stay in emergency foster care (jourhem), person by person.

The other indicators count rows on a day; these follow stays through a period, and a child with
two placements is one child.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.duties import known_by
from rules.facts import CaseFacts, Placement, PlacementForm
from rules.indicators.model import IndicatorId
from rules.policy import Policy

OF_EMERGENCY_CARE = frozenset(
    {
        IndicatorId.EMERGENCY_CARE_PEOPLE,
        IndicatorId.EMERGENCY_CARE_MEAN_DAYS,
        IndicatorId.EMERGENCY_CARE_OVER_GOAL,
    }
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement in emergency care during a period, seen from the period's last day."""

    placement: Placement
    days: int
    is_over_goal: bool


def stays_in_period(
    case: CaseFacts, first: date, last: date, today: date, policy: Policy
) -> Iterator[Stay]:
    """Yield the case's stays in emergency care that overlap the period as of `today`."""
    period_end = min(last, today)
    for placement in case.placements:
        if placement.form is not PlacementForm.EMERGENCY_HOME or placement.started_on > period_end:
            continue
        until = min(known_by(placement.ended_on, today) or period_end, period_end)
        if until < first:
            continue
        goal_day = policy.emergency_to_foster_goal.length.after(placement.started_on)
        yield Stay(placement, (until - placement.started_on).days, until > goal_day)
