"""What began and what ended in a case since a week before.

A change is told from the dates in the facts, not from what an earlier digest said, so that the
same day asked about twice gives the same answer. Both ends of the span count: a digest is built
on the night's export, which does not know the day it is read on, so what is dated that day is
told a week later. It may be told twice, but not never (ADR 9).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from digests.weekly.model import ChangedItem, Matter
from rules.catalogue import RuleId
from rules.duties import Duty, DutyStatus
from rules.facts import (
    CaseFacts,
    FollowUp,
    Investigation,
    Placement,
    ReportOfConcern,
    ReportType,
)

_Row: TypeAlias = ReportOfConcern | Investigation | Placement | FollowUp
_DutyOfRow: TypeAlias = dict[tuple[Matter, str], Duty]

_MATTERS = {
    RuleId.PRELIMINARY_ASSESSMENT: Matter.REPORT,
    RuleId.INVESTIGATION: Matter.INVESTIGATION,
    RuleId.PLACEMENT_CONSIDERATION: Matter.PLACEMENT,
    RuleId.LVU_CONSIDERATION: Matter.PLACEMENT,
    RuleId.LVU_RECONSIDERATION: Matter.PLACEMENT,
    RuleId.FOLLOW_UP_AFTER_INVESTIGATION: Matter.FOLLOW_UP,
    RuleId.FOLLOW_UP_AFTER_PLACEMENT: Matter.FOLLOW_UP,
}


class CaseChanges(NamedTuple):
    """The rows of one case that began and that ended in a span of days, of any unit."""

    new: tuple[ChangedItem, ...]
    closed: tuple[ChangedItem, ...]


class _Lifespan(NamedTuple):
    matter: Matter
    row: _Row
    began_on: date
    ended_on: date | None


def changes_in_case(
    case: CaseFacts, duties: Iterable[Duty], since: date, today: date
) -> CaseChanges:
    """Return what began or ended from `since` to `today`, both days included."""
    duty_of_row = _duty_of_row(duties)
    new, closed = [], []
    for span in _lifespans(case, duty_of_row):
        duty = duty_of_row.get((span.matter, span.row.number))
        if since <= span.began_on <= today:
            new.append(_changed(span, span.began_on, duty))
        if span.ended_on is not None and since <= span.ended_on <= today:
            closed.append(_changed(span, span.ended_on, duty))
    return CaseChanges(tuple(new), tuple(closed))


def _duty_of_row(duties: Iterable[Duty]) -> _DutyOfRow:
    """Return the duty that stands for each row: the one whose time the row is about."""
    return {(_MATTERS[duty.rule], duty.source): duty for duty in duties if duty.rule in _MATTERS}


def _lifespans(case: CaseFacts, duty_of_row: _DutyOfRow) -> Iterator[_Lifespan]:
    for report in case.reports:
        if report.type is ReportType.APPLICATION:
            yield _Lifespan(Matter.APPLICATION, report, report.received_on, report.decided_on)
        else:
            ended_on = _decision_day(duty_of_row.get((Matter.REPORT, report.number)))
            yield _Lifespan(Matter.REPORT, report, report.received_on, ended_on)
    for row in case.investigations:
        yield _Lifespan(Matter.INVESTIGATION, row, row.opened_on, row.closed_on)
    for placement in case.placements:
        yield _Lifespan(Matter.PLACEMENT, placement, placement.started_on, placement.ended_on)
    for follow_up in case.follow_ups:
        yield _Lifespan(Matter.FOLLOW_UP, follow_up, follow_up.began_on, follow_up.completed_on)


def _decision_day(duty: Duty | None) -> date | None:
    """Return when the report was decided; one joined to an investigation has nothing to end."""
    if duty is None or duty.status is DutyStatus.NOT_REQUIRED:
        return None
    return duty.fulfilled_on


def _changed(span: _Lifespan, happened_on: date, duty: Duty | None) -> ChangedItem:
    row = span.row
    item = ChangedItem(span.matter, row.case, happened_on, row.unit, row.caseworker)
    if duty is None:
        return item
    return ChangedItem(
        item.matter,
        item.case,
        item.happened_on,
        item.unit,
        item.caseworker,
        rule=duty.rule,
        due_on=duty.due_on,
        shifted_due_on=duty.shifted_due_on,
        decisive_on=duty.decisive_on,
        days_left=duty.days_left,
        status=duty.status,
    )
