"""The rows of a case, and what else is known of its investigations."""

from dataclasses import dataclass
from datetime import date

from rules.facts.codes import (
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


@dataclass(frozen=True, slots=True)
class ReportOfConcern:
    """A report or application about one child (aktualisering)."""

    number: str
    case: str
    received_on: date
    type: ReportType
    unit: str
    caseworker: str
    reason: Reason | None = None
    assessed_on: date | None = None
    decided_on: date | None = None
    decision: ReportDecision | None = None
    sex: Sex = Sex.UNKNOWN
    age: int | None = None
    child_spoken_with: bool | None = None


@dataclass(frozen=True, slots=True)
class Investigation:
    """An investigation of one child's need of protection or support (utredning)."""

    number: str
    case: str
    opened_on: date
    unit: str
    caseworker: str
    report_number: str | None = None
    closed_on: date | None = None
    extended_to: date | None = None
    extension_decided_on: date | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    intervention_began_on: date | None = None
    overrun_cause: OverrunCause | None = None
    sex: Sex = Sex.UNKNOWN
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A child's stay outside the home (placering)."""

    number: str
    case: str
    started_on: date
    form: PlacementForm | None
    legal_basis: LegalBasis | None
    unit: str
    caseworker: str
    investigation_number: str | None = None
    ended_on: date | None = None
    last_considered_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    age: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up that the board has decided on (uppföljning)."""

    number: str
    case: str
    kind: FollowUpKind
    began_on: date
    unit: str
    caseworker: str
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvestigationSpan:
    """When an investigation ran and in which unit, and nothing else of it.

    Enough to tell whether a report joins a running investigation, whether emergency care
    has outlived its investigation and whether a clock was restarted, without loading rows
    that the reader has no right to see. The unit settles who may be told its number.
    """

    number: str
    case: str
    opened_on: date
    closed_on: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class InvestigationTime:
    """How long an investigation of a unit took, and nothing that tells which one it was.

    The caseworker settles whose it is where no unit is named.
    """

    unit: str
    caseworker: str
    opened_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseworkersSeen:
    """On which day the imports first saw each caseworker of an investigation, and not who.

    Known only of investigations that were opened after the imports began to keep it.
    """

    investigation: str
    first_seen_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The rows of one child's case (ärende) that the reader may see.

    `spans` holds every investigation on the case, also those of other caseworkers.
    `caseworkers_seen` is there for figures only.
    """

    case: str
    reports: tuple[ReportOfConcern, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    placements: tuple[Placement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    spans: tuple[InvestigationSpan, ...] = ()
    caseworkers_seen: tuple[CaseworkersSeen, ...] = ()
