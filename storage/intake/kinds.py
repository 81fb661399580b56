"""The four kinds of export file, and which facts each one carries.

Everything that reads a file is driven by these tables: a column is a field of a fact, so a
field that is added to a fact is found by the header, the profile and the rows alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.facts import (
    LegalBasis,
    Outcome,
    OverrunCause,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportType,
    Role,
    Sex,
)
from storage.file_kinds import FileKind


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of one kind of file, in the order in which a row is read."""

    key: str
    fields: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field for field in self.fields if field not in self.optional)


LAYOUTS: Mapping[FileKind, Layout] = {
    FileKind.REPORTS: Layout(
        key="number",
        fields=(
            *("number", "case", "received_on", "type", "reason", "assessed_on", "decided_on"),
            *("decision", "unit", "caseworker", "sex", "age", "child_spoken_with"),
        ),
    ),
    FileKind.INVESTIGATIONS: Layout(
        key="number",
        fields=(
            *("number", "case", "report_number", "opened_on", "closed_on", "extended_to"),
            *("extension_decided_on", "outcome", "unit", "caseworker", "sex", "age", "reason"),
            *("intervention_began_on", "overrun_cause"),
        ),
        optional=frozenset({"overrun_cause"}),
    ),
    FileKind.PLACEMENTS: Layout(
        key="number",
        fields=(
            *("number", "case", "investigation_number", "form", "legal_basis", "started_on"),
            *("ended_on", "last_considered_on", "unit", "caseworker", "sex", "age"),
        ),
    ),
    FileKind.STAFF: Layout(
        key="email",
        fields=("name", "email", "role", "unit", "entra_object_id"),
    ),
}


class YesNo(StrEnum):
    """The codes of a column that answers yes or no."""

    YES = "yes"
    NO = "no"


CODED_FIELDS: Mapping[str, type[StrEnum]] = {
    "type": ReportType,
    "reason": Reason,
    "decision": ReportDecision,
    "sex": Sex,
    "child_spoken_with": YesNo,
    "outcome": Outcome,
    "overrun_cause": OverrunCause,
    "form": PlacementForm,
    "legal_basis": LegalBasis,
    "role": Role,
}
"""The fields whose cells must be one of the values that the profile lists."""

TEXT_FIELDS = frozenset(
    {
        *("number", "case", "report_number", "investigation_number"),
        *("unit", "caseworker", "name", "email"),
    }
)
"""The fields that hold a number or a name, as the export has written it."""

DATE_FIELDS = frozenset(
    {
        *("received_on", "assessed_on", "decided_on"),
        *("opened_on", "closed_on", "extended_to", "extension_decided_on"),
        *("intervention_began_on", "started_on", "ended_on", "last_considered_on"),
    }
)
