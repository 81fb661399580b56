"""Which duties the facts of a case give rise to.

Every reading in "Readings that must be the same everywhere" that decides whether something is
owed, since when and until when, stands here once; what a report's row tells stands in
`rules.report_readings`. Which rows a person may see is not decided here: the duties carry their
row's unit and caseworker.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from rules.calendar import SWEDISH_CALENDAR, Calendar
from rules.catalogue import RuleId, rule_for
from rules.deadline import Extension
from rules.duties import Duty, Owed, duty_at, known_by
from rules.facts import (
    CaseFacts,
    FollowUp,
    FollowUpKind,
    Investigation,
    InvestigationSpan,
    LegalBasis,
    Placement,
    PlacementForm,
    ReportOfConcern,
    ReportType,
)
from rules.policy import Policy
from rules.report_readings import (
    decision_day,
    joined_an_investigation,
    lacks_decision_date,
    lacks_protection_assessment_date,
)

CONSIDERATION_BY_BASIS = {
    LegalBasis.SOL: RuleId.PLACEMENT_CONSIDERATION,
    LegalBasis.LVU_2: RuleId.LVU_CONSIDERATION,
    LegalBasis.LVU_3: RuleId.LVU_RECONSIDERATION,
}
_FOLLOW_UP_RULES = {
    FollowUpKind.AFTER_INVESTIGATION: RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
    FollowUpKind.AFTER_PLACEMENT: RuleId.FOLLOW_UP_AFTER_PLACEMENT,
}


def duties_of_case(
    case: CaseFacts, today: date, policy: Policy, calendar: Calendar = SWEDISH_CALENDAR
) -> tuple[Duty, ...]:
    """Return every duty of the case's rows as it stands at `today`, fulfilled ones included.

    Rows whose event lies after `today` do not exist yet. A row older than the rule it falls
    under gives no duty; `data_gaps_of_case` lists it.
    """
    return tuple(
        duty_at(owed, today, policy, calendar)
        for owed in owed_in_case(case, today)
        if not predates_its_rule(owed)
    )


def open_duties(cases: Iterable[CaseFacts], today: date, policy: Policy) -> list[Duty]:
    """Return what is open in the cases at `today`, in the order of every list of duties."""
    duties = (duty for case in cases for duty in duties_of_case(case, today, policy))
    return in_order(duty for duty in duties if duty.is_open)


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Return the duties by the day that decides, then by case and rule: overdue first."""
    return sorted(duties, key=lambda duty: (duty.decisive_on, duty.case, duty.rule))


def predates_its_rule(owed: Owed) -> bool:
    """Whether the event lies before the first day that the catalogue knows of its rule."""
    return owed.triggered_on < rule_for(owed.rule).versions[0].in_force_from


def owed_in_case(case: CaseFacts, today: date) -> Iterator[Owed]:
    """Yield what the case's rows make owed as of `today`."""
    for report in case.reports:
        if report.received_on <= today and report.type is ReportType.REPORT:
            yield from _owed_for_report(report, case.spans, today)
    for investigation in case.investigations:
        if investigation.opened_on <= today:
            yield owed_for_investigation(investigation)
    for placement in case.placements:
        if placement.started_on <= today:
            yield from _owed_for_placement(placement, case.spans, today)
    for follow_up in case.follow_ups:
        if follow_up.began_on <= today:
            yield _owed_for_follow_up(follow_up)


def _owed_for_report(
    report: ReportOfConcern, spans: Iterable[InvestigationSpan], today: date
) -> Iterator[Owed]:
    if not lacks_protection_assessment_date(report, today):
        yield owed_for_protection(report)
    if not lacks_decision_date(report, spans, today):
        yield owed_for_preliminary(report, spans, today)


def owed_for_protection(report: ReportOfConcern) -> Owed:
    return _owed(RuleId.PROTECTION_ASSESSMENT, report, report.received_on, report.assessed_on)


def owed_for_preliminary(
    report: ReportOfConcern, spans: Iterable[InvestigationSpan], today: date
) -> Owed:
    """Return the decision owed on a report; not required where it joined an investigation.

    One decision to open closes every earlier report on the same child, so an undecided
    report is fulfilled by the first investigation opened on or after the day it came in.
    """
    spans = tuple(spans)
    return _owed(
        RuleId.PRELIMINARY_ASSESSMENT,
        report,
        report.received_on,
        decision_day(report, spans, today),
        is_required=not joined_an_investigation(report, spans, today),
    )


def owed_for_investigation(investigation: Investigation) -> Owed:
    extension = None
    if investigation.extended_to is not None:
        extension = Extension(investigation.extended_to, investigation.extension_decided_on)
    return _owed(
        RuleId.INVESTIGATION,
        investigation,
        investigation.opened_on,
        investigation.closed_on,
        extension=extension,
    )


def _owed_for_placement(
    placement: Placement, spans: Iterable[InvestigationSpan], today: date
) -> Iterator[Owed]:
    counted_from = known_by(placement.last_considered_on, today) or placement.started_on
    ended_on = placement.ended_on
    if known_by(ended_on, today) is None and placement.legal_basis is not None:
        yield _owed(CONSIDERATION_BY_BASIS[placement.legal_basis], placement, counted_from, None)
    closed_on = known_by(_closing_of_its_investigation(placement, spans), today)
    if closed_on is None or placement.form is not PlacementForm.EMERGENCY_HOME:
        return
    if ended_on is None or ended_on > closed_on:
        yield _owed(RuleId.EMERGENCY_CARE_LIMIT, placement, closed_on, ended_on)


def _closing_of_its_investigation(
    placement: Placement, spans: Iterable[InvestigationSpan]
) -> date | None:
    """Return the day the placement's investigation closed, None while it runs or is unknown."""
    for span in spans:
        if span.number == placement.investigation_number:
            return span.closed_on
    return None


def _owed_for_follow_up(follow_up: FollowUp) -> Owed:
    return _owed(
        _FOLLOW_UP_RULES[follow_up.kind], follow_up, follow_up.began_on, follow_up.completed_on
    )


def _owed(
    rule: RuleId,
    row: ReportOfConcern | Investigation | Placement | FollowUp,
    triggered_on: date,
    fulfilled_on: date | None,
    *,
    extension: Extension | None = None,
    is_required: bool = True,
) -> Owed:
    return Owed(
        rule,
        row.case,
        row.number,
        triggered_on,
        row.unit,
        row.caseworker,
        fulfilled_on,
        extension,
        is_required,
    )
