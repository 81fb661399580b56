"""What the rules are given: the facts of one municipality's export, as frozen values.

Nothing here knows a database or a file. Every field is either an identifier from the
case system, a coded value or a date in the municipality's own calendar (Europe/Stockholm);
names of children, personal identity numbers and free text have no place to be.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportType(StrEnum):
    """How a matter reached the authority (aktualiseringstyp)."""

    REPORT = "report"  # anmälan
    APPLICATION = "application"  # ansökan


class ReportDecision(StrEnum):
    """What the preliminary assessment led to (beslut)."""

    INVESTIGATION_OPENED = "investigation_opened"  # utredning inleds
    NO_INVESTIGATION = "no_investigation"  # utredning inleds inte
    JOINED = "joined"  # tillförs pågående utredning


class Reason(StrEnum):
    """Why a child was reported (orsak)."""

    VIOLENCE_AGAINST_CHILD = "violence_against_child"  # oro om våld mot barn
    WITNESSED_VIOLENCE = "witnessed_violence"  # barn som bevittnat våld
    HONOUR_VIOLENCE = "honour_violence"  # hedersrelaterat våld och förtryck
    SEXUAL_ABUSE = "sexual_abuse"  # sexuella övergrepp
    NEGLECT = "neglect"  # bristande omsorg
    FAMILY_CONFLICT = "family_conflict"  # relationsproblem i familjen
    PARENTAL_SUBSTANCE_USE = "parental_substance_use"  # föräldrars missbruk
    OWN_SUBSTANCE_USE = "own_substance_use"  # eget missbruk
    CRIME = "crime"  # kriminalitet
    SCHOOL_ABSENCE = "school_absence"  # skolfrånvaro
    MENTAL_ILL_HEALTH = "mental_ill_health"  # psykisk ohälsa
    UNSPECIFIED = "unspecified"  # oro för barn
    OTHER = "other"  # annat


VIOLENCE_REASONS = frozenset(
    {Reason.VIOLENCE_AGAINST_CHILD, Reason.WITNESSED_VIOLENCE, Reason.HONOUR_VIOLENCE}
)
"""The reasons that count as concern about violence (våldsärenden) in the indicators."""


class Outcome(StrEnum):
    """How an investigation ended (utfall)."""

    NO_INTERVENTION = "no_intervention"  # avslutas utan insats
    INTERVENTION_GRANTED = "intervention_granted"  # insats beviljad
    INTERVENTION_DECLINED = "intervention_declined"  # insats avböjd


class OverrunCause(StrEnum):
    """Malmö's four groups of causes for an overrun (orsak till överskriden tid)."""

    DOCUMENTATION = "documentation"  # bristande dokumentation/administration
    HANDLING = "handling"  # bristande handläggning
    COMPLEX = "complex"  # komplext ärende
    EXTERNAL = "external"  # yttre omständigheter


class PlacementForm(StrEnum):
    """Where a placed child lives (placeringsform)."""

    FOSTER_HOME = "foster_home"  # familjehem
    NETWORK_HOME = "network_home"  # nätverkshem
    EMERGENCY_HOME = "emergency_home"  # jourhem
    RESIDENTIAL_CARE = "residential_care"  # hem för vård eller boende (HVB)
    SUPPORTED_HOUSING = "supported_housing"  # stödboende
    SECURE_CARE = "secure_care"  # särskilt ungdomshem (SiS)


class LegalBasis(StrEnum):
    """The provision a placement rests on (lagrum)."""

    SOL = "sol"  # SoL
    LVU_2 = "lvu_2"  # LVU 2 §
    LVU_3 = "lvu_3"  # LVU 3 §


class FollowUpKind(StrEnum):
    """What a decided follow-up follows (uppföljning efter …)."""

    AFTER_INVESTIGATION = "after_investigation"  # efter utredning
    AFTER_PLACEMENT = "after_placement"  # efter placering


class Sex(StrEnum):
    """The child's sex in the export (kön)."""

    GIRL = "girl"  # flicka
    BOY = "boy"  # pojke
    UNKNOWN = "unknown"  # okänt


class Role(StrEnum):
    """What a member of staff is to Fristvakt (roll)."""

    CASEWORKER = "caseworker"  # handläggare
    UNIT_MANAGER = "unit_manager"  # enhetschef
    BOARD_SECRETARY = "board_secretary"  # nämndsekreterare
    ADMINISTRATOR = "administrator"  # administratör


WORKS_IN_A_UNIT = frozenset({Role.CASEWORKER, Role.UNIT_MANAGER})
"""The roles whose unit in personal.csv is where they have their cases."""


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


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who may use Fristvakt (medarbetare), as listed in personal.csv."""

    name: str
    email: str
    role: Role
    unit: str | None = None
    entra_object_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (enhet) with the managers who answer for it."""

    name: str
    managers: tuple[StaffMember, ...] = ()
