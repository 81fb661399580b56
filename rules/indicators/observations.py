"""What each row of a case adds to the indicators, and on which day.

An observation belongs to the population of an indicator on a day; whether it also counts in
the numerator is decided here, once, from the duties that chat and digests show. Sums know
nothing of law.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.case_duties import (
    owed_for_investigation,
    owed_for_preliminary,
    owed_for_protection,
    predates_its_rule,
)
from rules.deadline import MOVING_EFFECTS
from rules.duties import Duty, DutyStatus, Owed, duty_at, known_by
from rules.facts import (
    VIOLENCE_REASONS,
    CaseFacts,
    Investigation,
    Outcome,
    OverrunCause,
    ReportOfConcern,
    ReportType,
)
from rules.indicators.continuity import kept_its_caseworker
from rules.indicators.definitions import IndicatorId
from rules.indicators.grouping import Row
from rules.policy import Policy
from rules.restart import possible_restart

SHORT_BAND_DAYS = 90
LONG_BAND_DAYS = 123

_CAUSES: dict[OverrunCause | None, IndicatorId] = {
    OverrunCause.DOCUMENTATION: IndicatorId.OVERRUN_CAUSE_DOCUMENTATION,
    OverrunCause.HANDLING: IndicatorId.OVERRUN_CAUSE_HANDLING,
    OverrunCause.COMPLEX: IndicatorId.OVERRUN_CAUSE_COMPLEX,
    OverrunCause.EXTERNAL: IndicatorId.OVERRUN_CAUSE_EXTERNAL,
    None: IndicatorId.OVERRUN_CAUSE_NOT_GIVEN,
}


class Observation(NamedTuple):
    """One row in the population of one indicator, on the day that decides its period."""

    indicator: IndicatorId
    day: date
    counts: bool
    row: Row


def observations_of_case(case: CaseFacts, today: date, policy: Policy) -> Iterator[Observation]:
    """Yield what the case's reports and investigations add; none lies after `today`."""
    for report in case.reports:
        if report.type is ReportType.REPORT and report.received_on <= today:
            yield from _of_report(report, case, today, policy)
    for investigation in case.investigations:
        if investigation.opened_on <= today:
            yield from _of_investigation(investigation, case, today, policy)


def _of_report(
    report: ReportOfConcern, case: CaseFacts, today: date, policy: Policy
) -> Iterator[Observation]:
    received_on = report.received_on
    yield Observation(IndicatorId.REPORTS_RECEIVED, received_on, True, report)
    protection = _duty(owed_for_protection(report), today, policy)
    if protection is not None:
        is_in_time = protection.status is DutyStatus.FULFILLED
        yield Observation(
            IndicatorId.PROTECTION_ASSESSMENT_IN_TIME, received_on, is_in_time, report
        )
    preliminary = _duty(owed_for_preliminary(report, case.spans, today), today, policy)
    if preliminary is not None and preliminary.status is not DutyStatus.NOT_REQUIRED:
        yield from _of_preliminary_assessment(report, preliminary)


def _of_preliminary_assessment(report: ReportOfConcern, duty: Duty) -> Iterator[Observation]:
    if duty.decisive_on <= duty.as_of:
        is_in_time = duty.status is DutyStatus.FULFILLED
        yield Observation(
            IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME, duty.decisive_on, is_in_time, report
        )
    if duty.fulfilled_on is not None:
        was_spoken_with = report.child_spoken_with is True
        yield Observation(IndicatorId.CHILD_SPOKEN_WITH, duty.fulfilled_on, was_spoken_with, report)


def _of_investigation(
    investigation: Investigation, case: CaseFacts, today: date, policy: Policy
) -> Iterator[Observation]:
    opened_on = investigation.opened_on
    yield Observation(IndicatorId.INVESTIGATIONS_OPENED, opened_on, True, investigation)
    if possible_restart(investigation, case.spans, policy) is not None:
        yield Observation(IndicatorId.POSSIBLE_RESTART, opened_on, True, investigation)
    closed_on = known_by(investigation.closed_on, today)
    if closed_on is not None:
        yield from _of_closing(investigation, closed_on, policy)
        kept = kept_its_caseworker(investigation, case, closed_on, today)
        if kept is not None:
            yield Observation(IndicatorId.SAME_CASEWORKER, closed_on, kept, investigation)
    duty = _duty(owed_for_investigation(investigation), today, policy)
    if duty is not None:
        yield from _of_statutory_time(investigation, duty)
        yield from _of_base_limit(investigation, duty)


def _of_closing(
    investigation: Investigation, closed_on: date, policy: Policy
) -> Iterator[Observation]:
    took = (closed_on - investigation.opened_on).days
    goal_day = policy.investigation_goal.length.after(investigation.opened_on)
    answers = [
        (IndicatorId.INVESTIGATION_WITHIN_GOAL, closed_on <= goal_day),
        (IndicatorId.BAND_LE_90, took <= SHORT_BAND_DAYS),
        (IndicatorId.BAND_91_123, SHORT_BAND_DAYS < took <= LONG_BAND_DAYS),
        (IndicatorId.BAND_GT_123, took > LONG_BAND_DAYS),
        (
            IndicatorId.CLOSED_WITHOUT_INTERVENTION,
            investigation.outcome is Outcome.NO_INTERVENTION,
        ),
    ]
    if investigation.reason in VIOLENCE_REASONS:
        began_on = investigation.intervention_began_on
        had_one = began_on is not None and began_on < closed_on
        answers.append((IndicatorId.INTERVENTION_DURING_VIOLENCE, had_one))
    for indicator, counts in answers:
        yield Observation(indicator, closed_on, counts, investigation)


_OVERRUNS = frozenset({DutyStatus.OVERDUE, DutyStatus.FULFILLED_LATE})
"""An investigation that is due today is not done in time, but it has not overrun either."""


def _of_statutory_time(investigation: Investigation, duty: Duty) -> Iterator[Observation]:
    limit = duty.decisive_on
    if limit > duty.as_of:
        return
    is_in_time = duty.status is DutyStatus.FULFILLED
    yield Observation(IndicatorId.INVESTIGATION_IN_TIME, limit, is_in_time, investigation)
    if duty.status not in _OVERRUNS:
        return
    for cause, indicator in _CAUSES.items():
        is_the_cause = investigation.overrun_cause is cause
        yield Observation(indicator, limit, is_the_cause, investigation)


def _of_base_limit(investigation: Investigation, duty: Duty) -> Iterator[Observation]:
    """Yield an investigation that was still open the day after its unextended four months."""
    limit = duty.base_decisive_on
    if (duty.fulfilled_on or duty.as_of) <= limit:
        return
    has_no_extension = duty.extension_effect not in MOVING_EFFECTS
    yield Observation(
        IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION, limit, has_no_extension, investigation
    )


def _duty(owed: Owed, today: date, policy: Policy) -> Duty | None:
    """Return the duty at `today`, None for an event older than its rule."""
    return None if predates_its_rule(owed) else duty_at(owed, today, policy)
