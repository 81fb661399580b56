"""How a fact becomes the values of a row, and by what two versions of a row are told apart.

Half the time of an import goes into this and into handing the values over, so each kind is
spelt out and the values skip SQLAlchemy's conversions: an ISO date, a code and a digit in
text mean the same to both databases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from rules.facts import Investigation, Placement, ReportDecision, ReportOfConcern, StaffMember
from storage.keys import case_sequence, name_key
from storage.rows import INVESTIGATIONS, PLACEMENTS, REPORTS, STAFF_LIST, RowShape, column_of
from storage.tables import FAR_FUTURE

Values = tuple[str | None, ...]

# Raise it when a derived column gets a new meaning: the next import then rewrites every row.
_VERSION = "1"
_NEVER = FAR_FUTURE.isoformat()
_CASE_KEYS = ("caseworker_key", "unit_key", "case_sequence", "open_until")
_STAFF_KEYS = ("email_key", "name_key", "unit_key")


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Turns one kind of fact into the values of `columns`: what is said, then what follows."""

    shape: RowShape[Any]
    key: str
    derived: tuple[str, ...]
    said: Callable[[Any], Values]
    derive: Callable[[Any], Values]

    @property
    def columns(self) -> tuple[str, ...]:
        said = (column_of(field) for field in self.shape.fields)
        return (*said, "fingerprint", *self.derived)

    def values(self, fact: Any) -> Values:
        """Return the row's values; the fingerprint covers all that the source says."""
        said = self.said(fact)
        return (*said, _fingerprint(said), *self.derive(fact))


def _fingerprint(said: Values) -> str:
    text = "\x1f".join([value or "" for value in (_VERSION, *said)])
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _code(value: StrEnum | None) -> str | None:
    # `_value_` is the plain attribute; `value` takes ten times as long.
    return None if value is None else value._value_


def _number(value: int | None) -> str | None:
    return None if value is None else str(int(value))


def _report_says(report: ReportOfConcern) -> Values:
    return (
        report.number,
        report.case,
        report.received_on.isoformat(),
        report.type._value_,
        report.unit,
        report.caseworker,
        _code(report.reason),
        _day(report.assessed_on),
        _day(report.decided_on),
        _code(report.decision),
        report.sex._value_,
        _number(report.age),
        _number(report.child_spoken_with),
    )


def _investigation_says(investigation: Investigation) -> Values:
    return (
        investigation.number,
        investigation.case,
        investigation.opened_on.isoformat(),
        investigation.unit,
        investigation.caseworker,
        investigation.report_number,
        _day(investigation.closed_on),
        _day(investigation.extended_to),
        _day(investigation.extension_decided_on),
        _code(investigation.outcome),
        _code(investigation.reason),
        _day(investigation.intervention_began_on),
        _code(investigation.overrun_cause),
        investigation.sex._value_,
        _number(investigation.age),
    )


def _placement_says(placement: Placement) -> Values:
    return (
        placement.number,
        placement.case,
        placement.started_on.isoformat(),
        _code(placement.form),
        _code(placement.legal_basis),
        placement.unit,
        placement.caseworker,
        placement.investigation_number,
        _day(placement.ended_on),
        _day(placement.last_considered_on),
        placement.sex._value_,
        _number(placement.age),
    )


def _staff_says(staff: StaffMember) -> Values:
    object_id = name_key(staff.entra_object_id) or None
    return staff.name, staff.email, staff.role._value_, staff.unit, object_id


def _case_keys(fact: Any, ended_on: date | None) -> Values:
    return (
        name_key(fact.caseworker),
        name_key(fact.unit),
        case_sequence(fact.case),
        _NEVER if ended_on is None else ended_on.isoformat(),
    )


def _report_keys(report: ReportOfConcern) -> Values:
    """A report stays open until it is decided.

    One that was joined to a running investigation gets no decision day of its own: what is
    owed on it is its protection assessment.
    """
    if report.decision is ReportDecision.JOINED and report.decided_on is None:
        return _case_keys(report, report.assessed_on)
    return _case_keys(report, report.decided_on)


def _investigation_keys(investigation: Investigation) -> Values:
    return _case_keys(investigation, investigation.closed_on)


def _placement_keys(placement: Placement) -> Values:
    return _case_keys(placement, placement.ended_on)


def _staff_keys(staff: StaffMember) -> Values:
    return name_key(staff.email), name_key(staff.name), name_key(staff.unit)


REPORT_ROWS = RowWriter(REPORTS, "number", _CASE_KEYS, _report_says, _report_keys)
INVESTIGATION_ROWS = RowWriter(
    INVESTIGATIONS, "number", _CASE_KEYS, _investigation_says, _investigation_keys
)
PLACEMENT_ROWS = RowWriter(PLACEMENTS, "number", _CASE_KEYS, _placement_says, _placement_keys)
STAFF_ROWS = RowWriter(STAFF_LIST, "email_key", _STAFF_KEYS, _staff_says, _staff_keys)
