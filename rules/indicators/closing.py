"""What a closed investigation adds to the indicators of its last day: how long it took, and how.

All of them have the closed investigations, or some of those, as their population.
"""

from collections.abc import Iterator
from datetime import date

from rules.facts import VIOLENCE_REASONS, CaseFacts, Investigation, Outcome
from rules.indicators.continuity import kept_its_caseworker
from rules.indicators.model import IndicatorId
from rules.policy import Policy

SHORT_BAND_DAYS = 90
LONG_BAND_DAYS = 123

OF_CLOSING = frozenset(
    {
        IndicatorId.INVESTIGATION_WITHIN_GOAL,
        IndicatorId.BAND_LE_90,
        IndicatorId.BAND_91_123,
        IndicatorId.BAND_GT_123,
        IndicatorId.CLOSED_WITHOUT_INTERVENTION,
        IndicatorId.INTERVENTION_DURING_VIOLENCE,
        IndicatorId.SAME_CASEWORKER,
    }
)


def answers_at_closing(
    investigation: Investigation, case: CaseFacts, closed_on: date, today: date, policy: Policy
) -> Iterator[tuple[IndicatorId, bool]]:
    """Yield the indicators that a closed investigation belongs to, and whether it counts there."""
    took = (closed_on - investigation.opened_on).days
    goal_day = policy.investigation_goal.length.after(investigation.opened_on)
    yield IndicatorId.INVESTIGATION_WITHIN_GOAL, closed_on <= goal_day
    yield IndicatorId.BAND_LE_90, took <= SHORT_BAND_DAYS
    yield IndicatorId.BAND_91_123, SHORT_BAND_DAYS < took <= LONG_BAND_DAYS
    yield IndicatorId.BAND_GT_123, took > LONG_BAND_DAYS
    had_none = investigation.outcome is Outcome.NO_INTERVENTION
    yield IndicatorId.CLOSED_WITHOUT_INTERVENTION, had_none
    if investigation.reason in VIOLENCE_REASONS:
        began_on = investigation.intervention_began_on
        had_one = began_on is not None and began_on < closed_on
        yield IndicatorId.INTERVENTION_DURING_VIOLENCE, had_one
    kept = kept_its_caseworker(investigation, case, closed_on, today)
    if kept is not None:
        yield IndicatorId.SAME_CASEWORKER, kept
