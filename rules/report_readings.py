"""What a report's row tells: is it decided, when, and did it join a running investigation?

They are of the "Readings that must be the same everywhere" (LEGAL.md): duties, data gaps and
figures all go by them.
"""

from collections.abc import Iterable
from datetime import date

from rules.duties import known_by
from rules.facts import InvestigationSpan, ReportDecision, ReportOfConcern


def decision_day(
    report: ReportOfConcern, spans: Iterable[InvestigationSpan], today: date
) -> date | None:
    """Return the report's own day of decision, else that of the opening that closed it.

    A decision not to open is told by no opening, since that one answers another report.
    """
    decided_on = known_by(report.decided_on, today)
    if decided_on is not None or report.decision is ReportDecision.NO_INVESTIGATION:
        return decided_on
    return known_by(_first_opening_from(report.received_on, spans), today)


def lacks_decision_date(
    report: ReportOfConcern, spans: Iterable[InvestigationSpan], today: date
) -> bool:
    """Whether a decision stands without its day and nothing else tells the day: a data gap."""
    has_undated_decision = report.decision is not None and report.decided_on is None
    if not has_undated_decision or report.decision is ReportDecision.JOINED:
        return False
    return decision_day(report, spans, today) is None


def joined_an_investigation(
    report: ReportOfConcern, spans: Iterable[InvestigationSpan], today: date
) -> bool:
    """Whether the report was added to a running investigation (tillförs pågående utredning)."""
    if report.decision is ReportDecision.JOINED:
        return True
    if _is_decided(report, today):
        return False
    return any(
        span.opened_on <= report.received_on
        and (span.closed_on is None or span.closed_on >= report.received_on)
        for span in spans
    )


def lacks_protection_assessment_date(report: ReportOfConcern, today: date) -> bool:
    """Whether a decided report has no day of protection assessment: a data gap, not a duty."""
    return _is_decided(report, today) and known_by(report.assessed_on, today) is None


def _is_decided(report: ReportOfConcern, today: date) -> bool:
    """Whether a decision was known at `today`; one without its day counts as known."""
    has_undated_decision = report.decision is not None and report.decided_on is None
    return has_undated_decision or known_by(report.decided_on, today) is not None


def _first_opening_from(day: date, spans: Iterable[InvestigationSpan]) -> date | None:
    return min((span.opened_on for span in spans if span.opened_on >= day), default=None)
