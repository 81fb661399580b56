"""What the rules are given: the facts of one municipality's export, as frozen values.

Nothing here knows a database or a file. Every field is either an identifier from the
case system, a coded value or a date in the municipality's own calendar (Europe/Stockholm);
names of children, personal identity numbers and free text have no place to be.
"""

from rules.facts.codes import (
    VIOLENCE_REASONS,
    FollowUpKind,
    LegalBasis,
    Outcome,
    OverrunCause,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportType,
    Sex,
)
from rules.facts.rows import (
    CaseFacts,
    CaseworkersSeen,
    FollowUp,
    Investigation,
    InvestigationSpan,
    InvestigationTime,
    Placement,
    ReportOfConcern,
)
from rules.facts.staff import WORKS_IN_A_UNIT, Role, StaffMember, Unit

__all__ = [
    "VIOLENCE_REASONS",
    "WORKS_IN_A_UNIT",
    "CaseFacts",
    "CaseworkersSeen",
    "FollowUp",
    "FollowUpKind",
    "Investigation",
    "InvestigationSpan",
    "InvestigationTime",
    "LegalBasis",
    "Outcome",
    "OverrunCause",
    "Placement",
    "PlacementForm",
    "Reason",
    "ReportDecision",
    "ReportOfConcern",
    "ReportType",
    "Role",
    "Sex",
    "StaffMember",
    "Unit",
]
