"""Puts a row's cells together to a fact, and holds its dates against each other."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import assert_never

from rules.facts import (
    Investigation,
    LegalBasis,
    Outcome,
    OverrunCause,
    Placement,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Role,
    Sex,
    StaffMember,
)
from storage.intake.cells import CellReaders, read_email, read_object_id
from storage.intake.kinds import FileKind
from storage.intake.rejection import CellError, Fact

Builder = Callable[[Sequence[str]], Fact]
"""Makes a fact of cells that stand in the order of the kind's layout; raises CellError."""


def fact_builder(kind: FileKind, cells: CellReaders) -> Builder:
    """What turns a row of that kind of file into a fact."""
    match kind:
        case FileKind.REPORTS:
            return _report_builder(cells)
        case FileKind.INVESTIGATIONS:
            return _investigation_builder(cells)
        case FileKind.PLACEMENTS:
            return _placement_builder(cells)
        case FileKind.STAFF:
            return _staff_builder(cells)
        case _:
            assert_never(kind)


def _report_builder(cells: CellReaders) -> Builder:
    received, assessed = cells.start_date("received_on"), cells.any_date("assessed_on")
    decided = cells.any_date("decided_on")
    # A matter without a type is read as a report: the reading that has a time limit.
    types = cells.code_or("type", ReportType.REPORT)
    reasons, decisions = cells.coded("reason", Reason), cells.coded("decision", ReportDecision)
    sexes, ages = cells.code_or("sex", Sex.UNKNOWN), cells.age("age")
    answers = cells.yes_or_no("child_spoken_with")

    def build(row: Sequence[str]) -> ReportOfConcern:
        _require_numbers(row)
        fact = ReportOfConcern(
            number=row[0],
            case=row[1],
            received_on=received[row[2]],
            type=types[row[3]],
            reason=reasons[row[4]],
            assessed_on=assessed[row[5]],
            decided_on=decided[row[6]],
            decision=decisions[row[7]],
            unit=row[8],
            caseworker=row[9],
            sex=sexes[row[10]],
            age=ages[row[11]],
            child_spoken_with=answers[row[12]],
        )
        _refuse_earlier(fact.received_on, "assessed_on", fact.assessed_on)
        _refuse_earlier(fact.received_on, "decided_on", fact.decided_on)
        return fact

    return build


def _investigation_builder(cells: CellReaders) -> Builder:
    opened, closed = cells.start_date("opened_on"), cells.any_date("closed_on")
    extended, extension = cells.any_date("extended_to"), cells.any_date("extension_decided_on")
    outcomes, reasons = cells.coded("outcome", Outcome), cells.coded("reason", Reason)
    sexes, ages = cells.code_or("sex", Sex.UNKNOWN), cells.age("age")
    interventions = cells.any_date("intervention_began_on")
    causes = cells.coded("overrun_cause", OverrunCause)

    def build(row: Sequence[str]) -> Investigation:
        _require_numbers(row)
        fact = Investigation(
            number=row[0],
            case=row[1],
            report_number=row[2] or None,
            opened_on=opened[row[3]],
            closed_on=closed[row[4]],
            extended_to=extended[row[5]],
            extension_decided_on=extension[row[6]],
            outcome=outcomes[row[7]],
            unit=row[8],
            caseworker=row[9],
            sex=sexes[row[10]],
            age=ages[row[11]],
            reason=reasons[row[12]],
            # Kept when it is earlier than the opening: the child may already have had one.
            intervention_began_on=interventions[row[13]],
            overrun_cause=causes[row[14]],
        )
        _refuse_earlier(fact.opened_on, "closed_on", fact.closed_on)
        _refuse_earlier(fact.opened_on, "extended_to", fact.extended_to)
        _refuse_earlier(fact.opened_on, "extension_decided_on", fact.extension_decided_on)
        return fact

    return build


def _placement_builder(cells: CellReaders) -> Builder:
    forms = cells.coded("form", PlacementForm)
    bases = cells.coded("legal_basis", LegalBasis)
    started, ended = cells.start_date("started_on"), cells.any_date("ended_on")
    considered = cells.any_date("last_considered_on")
    sexes, ages = cells.code_or("sex", Sex.UNKNOWN), cells.age("age")

    def build(row: Sequence[str]) -> Placement:
        _require_numbers(row)
        fact = Placement(
            number=row[0],
            case=row[1],
            investigation_number=row[2] or None,
            form=forms[row[3]],
            legal_basis=bases[row[4]],
            started_on=started[row[5]],
            ended_on=ended[row[6]],
            last_considered_on=considered[row[7]],
            unit=row[8],
            caseworker=row[9],
            sex=sexes[row[10]],
            age=ages[row[11]],
        )
        _refuse_earlier(fact.started_on, "ended_on", fact.ended_on)
        # An earlier consideration is kept: the care may have been considered in a home before.
        return fact

    return build


def _staff_builder(cells: CellReaders) -> Builder:
    roles = cells.required_code("role", Role)

    def build(row: Sequence[str]) -> StaffMember:
        return StaffMember(
            name=row[0],
            email=read_email("email", row[1]),
            role=roles[row[2]],
            unit=row[3] or None,
            entra_object_id=read_object_id("entra_object_id", row[4]),
        )

    return build


def _require_numbers(row: Sequence[str]) -> None:
    if not row[0]:
        raise CellError("number", "missing_number")
    if not row[1]:
        raise CellError("case", "missing_case_number")


def _refuse_earlier(start: date, field: str, later: date | None) -> None:
    if later is not None and later < start:
        raise CellError(field, "end_before_start")
