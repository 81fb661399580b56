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
    CaseFacts,
    Investigation,
    OverrunCause,
    ReportOfConcern,
    ReportType,
)
from rules.indicators.closing import OF_CLOSING, answers_at_closing
from rules.indicators.grouping import Row
from rules.indicators.model import ALL_INDICATORS, IndicatorId
from rules.policy import Policy
from rules.restart import possible_restart

_CAUSES: dict[OverrunCause | None, IndicatorId] = {
    OverrunCause.DOCUMENTATION: IndicatorId.OVERRUN_CAUSE_DOCUMENTATION,
    OverrunCause.HANDLING: IndicatorId.OVERRUN_CAUSE_HANDLING,
    OverrunCause.COMPLEX: IndicatorId.OVERRUN_CAUSE_COMPLEX,
    OverrunCause.EXTERNAL: IndicatorId.OVERRUN_CAUSE_EXTERNAL,
    None: IndicatorId.OVERRUN_CAUSE_NOT_GIVEN,
}


_OF_PRELIMINARY_ASSESSMENT = frozenset(
    {IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME, IndicatorId.CHILD_SPOKEN_WITH}
)
_OF_OPENING = frozenset({IndicatorId.INVESTIGATIONS_OPENED, IndicatorId.POSSIBLE_RESTART})
_OF_TIME_LIMIT = frozenset(
    {
        IndicatorId.INVESTIGATION_IN_TIME,
        IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION,
        *_CAUSES.values(),
    }
)


class Observation(NamedTuple):
    """One row in the population of one indicator, on the day that decides its period."""

    indicator: IndicatorId
    day: date
    counts: bool
    row: Row


def observations_of_case(
    case: CaseFacts, today: date, policy: Policy, only: frozenset[IndicatorId] = ALL_INDICATORS
) -> Iterator[Observation]:
    """Yield what the case's reports and investigations add; none lies after `today`."""
    for report in case.reports:
        if report.type is ReportType.REPORT and report.received_on <= today:
            yield from _of_report(report, case, today, policy, only)
    for investigation in case.investigations:
        if investigation.opened_on <= today:
            yield from _of_investigation(investigation, case, today, policy, only)


def _of_report(
    report: ReportOfConcern,
    case: CaseFacts,
    today: date,
    policy: Policy,
    only: frozenset[IndicatorId],
) -> Iterator[Observation]:
    received_on = report.received_on
    if IndicatorId.REPORTS_RECEIVED in only:
        yield Observation(IndicatorId.REPORTS_RECEIVED, received_on, True, report)
    if IndicatorId.PROTECTION_ASSESSMENT_IN_TIME in only:
        protection = _duty(owed_for_protection(report), today, policy)
        if protection is not None:
            is_in_time = protection.status is DutyStatus.FULFILLED
            yield Observation(
                IndicatorId.PROTECTION_ASSESSMENT_IN_TIME, received_on, is_in_time, report
            )
    if not only.isdisjoint(_OF_PRELIMINARY_ASSESSMENT):
        preliminary = _duty(owed_for_preliminary(report, case.spans, today), today, policy)
        if preliminary is not None and preliminary.status is not DutyStatus.NOT_REQUIRED:
            yield from _of_preliminary_assessment(report, preliminary, only)


def _of_preliminary_assessment(
    report: ReportOfConcern, duty: Duty, only: frozenset[IndicatorId]
) -> Iterator[Observation]:
    limit, decided_on = duty.decisive_on, duty.fulfilled_on
    if IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME in only and limit <= duty.as_of:
        is_in_time = duty.status is DutyStatus.FULFILLED
        yield Observation(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME, limit, is_in_time, report)
    if IndicatorId.CHILD_SPOKEN_WITH in only and decided_on is not None:
        was_spoken_with = report.child_spoken_with is True
        yield Observation(IndicatorId.CHILD_SPOKEN_WITH, decided_on, was_spoken_with, report)


def _of_investigation(
    investigation: Investigation,
    case: CaseFacts,
    today: date,
    policy: Policy,
    only: frozenset[IndicatorId],
) -> Iterator[Observation]:
    if not only.isdisjoint(_OF_OPENING):
        yield from _of_opening(investigation, case, policy, only)
    closed_on = known_by(investigation.closed_on, today)
    if closed_on is not None and not only.isdisjoint(OF_CLOSING):
        for indicator, counts in answers_at_closing(investigation, case, closed_on, today, policy):
            if indicator in only:
                yield Observation(indicator, closed_on, counts, investigation)
    if not only.isdisjoint(_OF_TIME_LIMIT):
        duty = _duty(owed_for_investigation(investigation), today, policy)
        if duty is not None:
            yield from _of_statutory_time(investigation, duty, only)
            yield from _of_base_limit(investigation, duty, only)


def _of_opening(
    investigation: Investigation, case: CaseFacts, policy: Policy, only: frozenset[IndicatorId]
) -> Iterator[Observation]:
    opened_on = investigation.opened_on
    if IndicatorId.INVESTIGATIONS_OPENED in only:
        yield Observation(IndicatorId.INVESTIGATIONS_OPENED, opened_on, True, investigation)
    is_told = IndicatorId.POSSIBLE_RESTART in only
    if is_told and possible_restart(investigation, case.spans, policy) is not None:
        yield Observation(IndicatorId.POSSIBLE_RESTART, opened_on, True, investigation)


_OVERRUNS = frozenset({DutyStatus.OVERDUE, DutyStatus.FULFILLED_LATE})
"""An investigation that is due today is not done in time, but it has not overrun either."""


def _of_statutory_time(
    investigation: Investigation, duty: Duty, only: frozenset[IndicatorId]
) -> Iterator[Observation]:
    limit = duty.decisive_on
    if limit > duty.as_of:
        return
    if IndicatorId.INVESTIGATION_IN_TIME in only:
        is_in_time = duty.status is DutyStatus.FULFILLED
        yield Observation(IndicatorId.INVESTIGATION_IN_TIME, limit, is_in_time, investigation)
    if duty.status not in _OVERRUNS or only.isdisjoint(_CAUSES.values()):
        return
    for cause, indicator in _CAUSES.items():
        if indicator in only:
            is_the_cause = investigation.overrun_cause is cause
            yield Observation(indicator, limit, is_the_cause, investigation)


def _of_base_limit(
    investigation: Investigation, duty: Duty, only: frozenset[IndicatorId]
) -> Iterator[Observation]:
    """Yield an investigation that was still open the day after its unextended four months."""
    limit, indicator = duty.base_decisive_on, IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION
    if indicator in only and (duty.fulfilled_on or duty.as_of) > limit:
        has_no_extension = duty.extension_effect not in MOVING_EFFECTS
        yield Observation(indicator, limit, has_no_extension, investigation)


def _duty(owed: Owed, today: date, policy: Policy) -> Duty | None:
    """Return the duty at `today`, None for an event older than its rule."""
    return None if predates_its_rule(owed) else duty_at(owed, today, policy)
