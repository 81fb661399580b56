"""What the case system's nightly export shows of a fact, in the reference layout.

A fact carries its whole course; a row shows of it what has happened by the day of the export.
"""

from collections.abc import Sequence
from datetime import date

from bot.demo.investigations import statutory_limit
from bot.demo.placements import PlacementCourse
from rules.facts import (
    Investigation,
    LegalBasis,
    Outcome,
    PlacementForm,
    Reason,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Role,
    Sex,
    StaffMember,
)

Row = Sequence[str]

STAFF_COLUMNS = ("Namn", "E-post", "Roll", "Enhet", "Objekt-id")
REPORT_COLUMNS = (
    "Aktualiseringsnr", "Ärendenr", "Inkom datum", "Typ", "Orsak", "Skyddsbedömning datum",
    "Beslut datum", "Beslut", "Enhet", "Handläggare", "Kön", "Ålder", "Samtal med barnet",
)  # fmt: skip
INVESTIGATION_COLUMNS = (
    "Utredningsnr", "Ärendenr", "Aktualiseringsnr", "Inledd datum", "Avslutad datum",
    "Förlängd t.o.m.", "Förlängning beslutad", "Utfall", "Enhet", "Handläggare", "Kön", "Ålder",
    "Orsak", "Insats påbörjad",
)  # fmt: skip
PLACEMENT_COLUMNS = (
    "Placeringsnr", "Ärendenr", "Utredningsnr", "Placeringsform", "Lagrum", "Startdatum",
    "Slutdatum", "Senaste övervägande", "Enhet", "Handläggare", "Kön", "Ålder",
)  # fmt: skip

_TYPES = {ReportType.REPORT: "Anmälan", ReportType.APPLICATION: "Ansökan"}
_DECISIONS = {
    ReportDecision.INVESTIGATION_OPENED: "Utredning inleds",
    ReportDecision.NO_INVESTIGATION: "Utredning inleds inte",
    ReportDecision.JOINED: "Tillförs pågående utredning",
}
_REASONS = {
    Reason.VIOLENCE_AGAINST_CHILD: "Oro om våld mot barn",
    Reason.WITNESSED_VIOLENCE: "Barn som bevittnat våld",
    Reason.NEGLECT: "Bristande omsorg",
    Reason.FAMILY_CONFLICT: "Relationsproblem i familjen",
    Reason.PARENTAL_SUBSTANCE_USE: "Föräldrars missbruk",
    Reason.OWN_SUBSTANCE_USE: "Eget missbruk",
    Reason.CRIME: "Kriminalitet",
    Reason.SCHOOL_ABSENCE: "Skolfrånvaro",
    Reason.MENTAL_ILL_HEALTH: "Psykisk ohälsa",
}
_OUTCOMES = {
    Outcome.NO_INTERVENTION: "Avslutas utan insats",
    Outcome.INTERVENTION_GRANTED: "Insats beviljad",
    Outcome.INTERVENTION_DECLINED: "Insats avböjd",
}
_FORMS = {
    PlacementForm.FOSTER_HOME: "Familjehem",
    PlacementForm.EMERGENCY_HOME: "Jourhem",
    PlacementForm.RESIDENTIAL_CARE: "HVB",
    PlacementForm.SUPPORTED_HOUSING: "Stödboende",
}
_BASES = {LegalBasis.SOL: "SoL", LegalBasis.LVU_2: "LVU 2 §", LegalBasis.LVU_3: "LVU 3 §"}
_SEXES = {Sex.GIRL: "Flicka", Sex.BOY: "Pojke", Sex.UNKNOWN: ""}
_SPOKEN_WITH = {True: "Ja", False: "Nej", None: ""}
_ROLES = {
    Role.CASEWORKER: "handläggare",
    Role.UNIT_MANAGER: "enhetschef",
    Role.BOARD_SECRETARY: "nämndsekreterare",
    Role.ADMINISTRATOR: "administratör",
}


def staff_row(member: StaffMember) -> Row:
    """The person's row in personal.csv."""
    unit, object_id = member.unit or "", member.entra_object_id or ""
    return member.name, member.email, _ROLES[member.role], unit, object_id


def report_row(report: ReportOfConcern, today: date) -> Row:
    """The report's row in aktualiseringar.csv of `today`."""
    is_decided = _has_happened(report.decided_on, today)
    is_joined = report.decision is ReportDecision.JOINED
    shows_decision = report.decision is not None and (is_decided or is_joined)
    return (
        report.number,
        report.case,
        report.received_on.isoformat(),
        _TYPES[report.type],
        _REASONS[report.reason] if report.reason else "",
        _written(report.assessed_on, today),
        _written(report.decided_on, today),
        _DECISIONS[report.decision] if report.decision and shows_decision else "",
        report.unit,
        report.caseworker,
        _SEXES[report.sex],
        str(report.age),
        _SPOKEN_WITH[report.child_spoken_with],
    )


def investigation_row(investigation: Investigation, today: date) -> Row:
    """The investigation's row in utredningar.csv of `today`."""
    is_closed = _has_happened(investigation.closed_on, today)
    extended_to = extended_to_as_known(investigation, today)
    return (
        investigation.number,
        investigation.case,
        investigation.report_number or "",
        investigation.opened_on.isoformat(),
        _written(investigation.closed_on, today),
        extended_to.isoformat() if extended_to else "",
        _written(investigation.extension_decided_on, today),
        _OUTCOMES[investigation.outcome] if investigation.outcome and is_closed else "",
        investigation.unit,
        investigation.caseworker,
        _SEXES[investigation.sex],
        str(investigation.age),
        _REASONS[investigation.reason] if investigation.reason else "",
        _written(investigation.intervention_began_on, today),
    )


def placement_row(course: PlacementCourse, today: date) -> Row:
    """The placement's row in placeringar.csv of `today`."""
    placement = course.placement
    considered_on = max((day for day in course.considered_on if day <= today), default=None)
    return (
        placement.number,
        placement.case,
        placement.investigation_number or "",
        _FORMS[placement.form] if placement.form else "",
        _BASES[placement.legal_basis] if placement.legal_basis else "",
        placement.started_on.isoformat(),
        _written(placement.ended_on, today),
        _written(considered_on, today),
        placement.unit,
        placement.caseworker,
        _SEXES[placement.sex],
        str(placement.age),
    )


def extended_to_as_known(investigation: Investigation, today: date) -> date | None:
    """The extended-to day once the extension is decided; undated ones show from the limit on."""
    known_from = investigation.extension_decided_on or statutory_limit(investigation.opened_on)
    return investigation.extended_to if known_from <= today else None


def _has_happened(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _written(day: date | None, today: date) -> str:
    return day.isoformat() if day is not None and day <= today else ""
