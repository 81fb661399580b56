"""Puts a row's cells together to what a fact says, and holds its dates against each other.

The fact itself is made where somebody asks for it: an import writes the values down as they
are, and making a hundred thousand facts first takes a tenth of its time.
"""

from collections.abc import Callable, Mapping, Sequence
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
from storage.file_kinds import FileKind
from storage.intake.cells import CellReaders, read_email, read_object_id
from storage.intake.rejection import CellError, Fact, Said

Builder = Callable[[Sequence[str]], Said]
"""Reads cells that stand in the order of the kind's layout; raises CellError."""

FACTS: Mapping[FileKind, type[Fact]] = {
    FileKind.REPORTS: ReportOfConcern,
    FileKind.INVESTIGATIONS: Investigation,
    FileKind.PLACEMENTS: Placement,
    FileKind.STAFF: StaffMember,
}


def fact_builder(kind: FileKind, cells: CellReaders) -> Builder:
    """What turns a row of that kind of file into the values of its fact's fields."""
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

    def build(row: Sequence[str]) -> Said:
        _require_numbers(row)
        said = (
            row[0],
            row[1],
            start := received[row[2]],
            types[row[3]],
            row[8],
            row[9],
            reasons[row[4]],
            assessed_on := assessed[row[5]],
            decided_on := decided[row[6]],
            decisions[row[7]],
            sexes[row[10]],
            ages[row[11]],
            answers[row[12]],
        )
        _refuse_earlier(start, "assessed_on", assessed_on)
        _refuse_earlier(start, "decided_on", decided_on)
        return said

    return build


def _investigation_builder(cells: CellReaders) -> Builder:
    opened, closed = cells.start_date("opened_on"), cells.any_date("closed_on")
    extended, extension = cells.any_date("extended_to"), cells.any_date("extension_decided_on")
    outcomes, reasons = cells.coded("outcome", Outcome), cells.coded("reason", Reason)
    sexes, ages = cells.code_or("sex", Sex.UNKNOWN), cells.age("age")
    interventions = cells.any_date("intervention_began_on")
    causes = cells.coded("overrun_cause", OverrunCause)

    def build(row: Sequence[str]) -> Said:
        _require_numbers(row)
        said = (
            row[0],
            row[1],
            start := opened[row[3]],
            row[8],
            row[9],
            row[2] or None,
            closed_on := closed[row[4]],
            extended_to := extended[row[5]],
            extension_decided_on := extension[row[6]],
            outcomes[row[7]],
            reasons[row[12]],
            # Kept when it is earlier than the opening: the child may already have had one.
            interventions[row[13]],
            causes[row[14]],
            sexes[row[10]],
            ages[row[11]],
        )
        _refuse_earlier(start, "closed_on", closed_on)
        _refuse_earlier(start, "extended_to", extended_to)
        _refuse_earlier(start, "extension_decided_on", extension_decided_on)
        return said

    return build


def _placement_builder(cells: CellReaders) -> Builder:
    forms = cells.coded("form", PlacementForm)
    bases = cells.coded("legal_basis", LegalBasis)
    started, ended = cells.start_date("started_on"), cells.any_date("ended_on")
    considered = cells.any_date("last_considered_on")
    sexes, ages = cells.code_or("sex", Sex.UNKNOWN), cells.age("age")

    def build(row: Sequence[str]) -> Said:
        _require_numbers(row)
        said = (
            row[0],
            row[1],
            start := started[row[5]],
            forms[row[3]],
            bases[row[4]],
            row[8],
            row[9],
            row[2] or None,
            ended_on := ended[row[6]],
            # An earlier one is kept: the care may have been considered in a home before.
            considered[row[7]],
            sexes[row[10]],
            ages[row[11]],
        )
        _refuse_earlier(start, "ended_on", ended_on)
        return said

    return build


def _staff_builder(cells: CellReaders) -> Builder:
    roles = cells.required_code("role", Role)

    def build(row: Sequence[str]) -> Said:
        email, role = read_email("email", row[1]), roles[row[2]]
        return row[0], email, role, row[3] or None, read_object_id("entra_object_id", row[4])

    return build


def _require_numbers(row: Sequence[str]) -> None:
    if not row[0]:
        raise CellError("number", "missing_number")
    if not row[1]:
        raise CellError("case", "missing_case_number")


def _refuse_earlier(start: date, field: str, later: date | None) -> None:
    if later is not None and later < start:
        raise CellError(field, "end_before_start")
