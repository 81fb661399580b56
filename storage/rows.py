"""How a row becomes a fact again; `storage.row_values` is the way there.

Rows are read by the hundred thousand, so a fact is built positionally from the selected
columns and a coded value is looked up in a dict. An unknown stored code is a fault, never
a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table

from rules.facts import (
    Investigation,
    InvestigationSpan,
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
from storage.tables import INVESTIGATION, PLACEMENT, REPORT, STAFF

CaseFact = ReportOfConcern | Investigation | Placement
F = TypeVar("F")

_SEX = {code.value: code for code in Sex}
_REASON: dict[str | None, Reason | None] = {None: None, **{c.value: c for c in Reason}}
_TYPE = {code.value: code for code in ReportType}
_DECISION: dict[str | None, ReportDecision | None] = {
    None: None,
    **{c.value: c for c in ReportDecision},
}
_OUTCOME: dict[str | None, Outcome | None] = {None: None, **{c.value: c for c in Outcome}}
_CAUSE: dict[str | None, OverrunCause | None] = {None: None, **{c.value: c for c in OverrunCause}}
_FORM: dict[str | None, PlacementForm | None] = {None: None, **{c.value: c for c in PlacementForm}}
_BASIS: dict[str | None, LegalBasis | None] = {None: None, **{c.value: c for c in LegalBasis}}


@dataclass(frozen=True, slots=True)
class RowShape(Generic[F]):
    """One table's columns in the order of its fact's fields, and the way back to the fact."""

    table: Table
    fields: tuple[str, ...]
    fact: Callable[[Any], F]

    @property
    def columns(self) -> tuple[ColumnElement[Any], ...]:
        return tuple(self.table.c[column_of(field)] for field in self.fields)


@dataclass(frozen=True, slots=True)
class CaseList(RowShape[F]):
    """A table of case rows; `begins_on` names the day on which a row comes into being."""

    begins_on: str


def column_of(field: str) -> str:
    """The column that holds a fact's field."""
    return "case_number" if field == "case" else field


def _report(row: Any) -> ReportOfConcern:
    number, case, received_on, kind, unit, caseworker, reason, *rest = row
    assessed_on, decided_on, decision, sex, age, child_spoken_with = rest
    return ReportOfConcern(
        number,
        case,
        received_on,
        _TYPE[kind],
        unit,
        caseworker,
        _REASON[reason],
        assessed_on,
        decided_on,
        _DECISION[decision],
        _SEX[sex],
        age,
        child_spoken_with,
    )


def _investigation(row: Any) -> Investigation:
    number, case, opened_on, unit, caseworker, report_number, closed_on, *rest = row
    extended_to, extension_decided_on, outcome, reason, began_on, cause, sex, age = rest
    return Investigation(
        number,
        case,
        opened_on,
        unit,
        caseworker,
        report_number,
        closed_on,
        extended_to,
        extension_decided_on,
        _OUTCOME[outcome],
        _REASON[reason],
        began_on,
        _CAUSE[cause],
        _SEX[sex],
        age,
    )


def _placement(row: Any) -> Placement:
    number, case, started_on, form, basis, unit, caseworker, *rest = row
    investigation_number, ended_on, last_considered_on, sex, age = rest
    return Placement(
        number,
        case,
        started_on,
        _FORM[form],
        _BASIS[basis],
        unit,
        caseworker,
        investigation_number,
        ended_on,
        last_considered_on,
        _SEX[sex],
        age,
    )


def _staff_member(row: Any) -> StaffMember:
    name, email, role, unit, object_id = row
    return StaffMember(name, email, Role(role), unit, object_id)


def _span(row: Any) -> InvestigationSpan:
    return InvestigationSpan(*row)


REPORTS = CaseList(REPORT, ReportOfConcern.__match_args__, _report, "received_on")
INVESTIGATIONS = CaseList(INVESTIGATION, Investigation.__match_args__, _investigation, "opened_on")
PLACEMENTS = CaseList(PLACEMENT, Placement.__match_args__, _placement, "started_on")
STAFF_LIST = RowShape(STAFF, StaffMember.__match_args__, _staff_member)
SPANS = RowShape(INVESTIGATION, InvestigationSpan.__match_args__, _span)
CASE_LISTS: tuple[CaseList[Any], ...] = (REPORTS, INVESTIGATIONS, PLACEMENTS)
