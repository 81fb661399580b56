"""What is missing or contradictory in the rows, listed for correction rather than guessed.

A data gap never hides a child: what it means for dates and figures is fixed in the readings
(LEGAL.md) and repeated beside each kind here.
"""

from collections.abc import Iterator
from datetime import date

from rules.case_duties import owed_in_case, predates_its_rule
from rules.data_gap_kinds import DataGap, DataGapKind
from rules.deadline import ExtensionEffect
from rules.duties import Duty, known_by
from rules.facts import (
    CaseFacts,
    Investigation,
    Placement,
    PlacementForm,
    ReportOfConcern,
    ReportType,
)
from rules.policy import Policy
from rules.report_readings import lacks_decision_date, lacks_protection_assessment_date
from rules.restart import possible_restart


def data_gaps_of_case(
    case: CaseFacts, duties: tuple[Duty, ...], today: date
) -> tuple[DataGap, ...]:
    """Return what is missing in the case's rows as of `today`; `duties` are the case's own."""
    gaps = [*_report_gaps(case, today), *_investigation_gaps(case, today)]
    gaps += [*_placement_gaps(case, today), *_extension_gaps(duties)]
    gaps += [
        DataGap(DataGapKind.OLDER_THAN_THE_RULE, owed.case, owed.source, owed.unit, owed.caseworker)
        for owed in owed_in_case(case, today)
        if predates_its_rule(owed)
    ]
    return tuple(gaps)


def reopened_investigations(case: CaseFacts, today: date, policy: Policy) -> Iterator[DataGap]:
    """Yield the case's investigations that may be another one opened again.

    Apart from the other gaps, because chat and the weekly letter show them in words of their own.
    """
    for row in case.investigations:
        if row.opened_on <= today and possible_restart(row, case.spans, policy) is not None:
            yield _gap(DataGapKind.REOPENED, row)


def _gap(kind: DataGapKind, row: ReportOfConcern | Investigation | Placement) -> DataGap:
    return DataGap(kind, row.case, row.number, row.unit, row.caseworker)


def _owner_gaps(row: ReportOfConcern | Investigation | Placement) -> Iterator[DataGap]:
    if not row.caseworker:
        yield _gap(DataGapKind.CASEWORKER_MISSING, row)
    if not row.unit:
        yield _gap(DataGapKind.UNIT_MISSING, row)


def _report_gaps(case: CaseFacts, today: date) -> Iterator[DataGap]:
    for report in case.reports:
        if report.received_on > today or report.type is not ReportType.REPORT:
            continue
        yield from _owner_gaps(report)
        if lacks_protection_assessment_date(report, today):
            yield _gap(DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING, report)
        if lacks_decision_date(report, case.spans, today):
            yield _gap(DataGapKind.DECISION_DATE_MISSING, report)
        if known_by(report.decided_on, today) is not None and report.decision is None:
            yield _gap(DataGapKind.DECISION_MISSING, report)


def _investigation_gaps(case: CaseFacts, today: date) -> Iterator[DataGap]:
    for row in case.investigations:
        if row.opened_on > today:
            continue
        yield from _owner_gaps(row)
        if row.closed_on is not None and row.closed_on > today:
            yield _gap(DataGapKind.CLOSED_IN_THE_FUTURE, row)
        elif row.closed_on is not None and row.outcome is None:
            yield _gap(DataGapKind.OUTCOME_MISSING, row)
        if row.extension_decided_on is not None and row.extended_to is None:
            yield _gap(DataGapKind.EXTENSION_DECISION_WITHOUT_DATE_TO, row)


def _placement_gaps(case: CaseFacts, today: date) -> Iterator[DataGap]:
    for placement in case.placements:
        if placement.started_on > today:
            continue
        yield from _owner_gaps(placement)
        if placement.last_considered_on is not None and placement.last_considered_on > today:
            yield _gap(DataGapKind.CONSIDERED_IN_THE_FUTURE, placement)
        if placement.form is None:
            yield _gap(DataGapKind.PLACEMENT_FORM_MISSING, placement)
        if placement.legal_basis is None and known_by(placement.ended_on, today) is None:
            yield _gap(DataGapKind.LEGAL_BASIS_MISSING, placement)
        is_emergency = placement.form is PlacementForm.EMERGENCY_HOME
        if is_emergency and placement.investigation_number is None:
            yield _gap(DataGapKind.INVESTIGATION_LINK_MISSING, placement)


_EXTENSION_GAPS = {
    ExtensionEffect.DECIDED_TOO_LATE: DataGapKind.EXTENSION_DECIDED_TOO_LATE,
    ExtensionEffect.DECISION_DAY_MISSING: DataGapKind.EXTENSION_DECISION_DATE_MISSING,
    ExtensionEffect.NOT_LONGER: DataGapKind.EXTENSION_NOT_LONGER,
}


def _extension_gaps(duties: tuple[Duty, ...]) -> Iterator[DataGap]:
    """Yield what is doubtful about extensions; of one decided too late while it still matters."""
    for duty in duties:
        kind = _EXTENSION_GAPS.get(duty.extension_effect)
        is_settled = kind is DataGapKind.EXTENSION_DECIDED_TOO_LATE and not duty.is_open
        if kind is not None and not is_settled:
            yield DataGap(kind, duty.case, duty.source, duty.unit, duty.caseworker)
