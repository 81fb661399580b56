"""What can be wrong with a row: each kind, and what to do about it in Swedish."""

from dataclasses import dataclass
from enum import StrEnum


class DataGapKind(StrEnum):
    """What is wrong with a row, with the Swedish wording and what to do."""

    PROTECTION_ASSESSMENT_DATE_MISSING = "protection_assessment_date_missing"
    DECISION_DATE_MISSING = "decision_date_missing"
    DECISION_MISSING = "decision_missing"
    EXTENSION_DECISION_DATE_MISSING = "extension_decision_date_missing"
    EXTENSION_DECIDED_TOO_LATE = "extension_decided_too_late"
    EXTENSION_NOT_LONGER = "extension_not_longer"
    EXTENSION_DECISION_WITHOUT_DATE_TO = "extension_decision_without_date_to"
    OUTCOME_MISSING = "outcome_missing"
    INVESTIGATION_LINK_MISSING = "investigation_link_missing"
    PLACEMENT_FORM_MISSING = "placement_form_missing"
    LEGAL_BASIS_MISSING = "legal_basis_missing"
    CONSIDERED_IN_THE_FUTURE = "considered_in_the_future"
    CLOSED_IN_THE_FUTURE = "closed_in_the_future"
    CASEWORKER_MISSING = "caseworker_missing"
    UNIT_MISSING = "unit_missing"
    OLDER_THAN_THE_RULE = "older_than_the_rule"
    REOPENED = "reopened"

    @property
    def explanation(self) -> str:
        """Return what is missing and what to do about it, in Swedish."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING: (
        "Beslut finns men datum för skyddsbedömning saknas. Räknas som inte gjord i tid tills "
        "datumet är ifyllt."
    ),
    DataGapKind.DECISION_DATE_MISSING: (
        "Beslut finns men beslutsdatum saknas. Räknas som för sent tills datumet är ifyllt."
    ),
    DataGapKind.DECISION_MISSING: "Beslutsdatum finns men inte vad beslutet blev. Fyll i beslutet.",
    DataGapKind.EXTENSION_DECISION_DATE_MISSING: (
        "Förlängd till ett datum men beslutsdag saknas. Räknas som beslutad i tid. Fyll i dagen."
    ),
    DataGapKind.EXTENSION_DECIDED_TOO_LATE: (
        "Förlängningen beslutades efter gränsen och flyttar den inte. Var det en andra förlängning "
        "kan den vara i tid ändå: uttaget visar bara den senaste. Kontrollera beslutet."
    ),
    DataGapKind.EXTENSION_NOT_LONGER: (
        "Förlängd till en dag som inte är senare än gränsen. Förlängningen ändrar inget."
    ),
    DataGapKind.EXTENSION_DECISION_WITHOUT_DATE_TO: (
        "Beslut om förlängning finns men inte till vilken dag. Gränsen flyttas inte."
    ),
    DataGapKind.OUTCOME_MISSING: "Utredningen är avslutad utan utfall. Fyll i utfallet.",
    DataGapKind.INVESTIGATION_LINK_MISSING: (
        "Placering i jourhem utan utredningsnummer. Längsta tid i jourhem kan inte räknas."
    ),
    DataGapKind.PLACEMENT_FORM_MISSING: (
        "Placeringsform saknas. Om barnet bor i jourhem räknas inte längsta tid där."
    ),
    DataGapKind.LEGAL_BASIS_MISSING: (
        "Lagrum saknas. När vården ska övervägas eller omprövas kan inte räknas."
    ),
    DataGapKind.CONSIDERED_IN_THE_FUTURE: (
        "Senaste övervägande har ett datum som inte har varit. Räknas först när dagen har varit."
    ),
    DataGapKind.CLOSED_IN_THE_FUTURE: (
        "Avslutad på en dag som inte har varit. Räknas som öppen till dess."
    ),
    DataGapKind.CASEWORKER_MISSING: "Handläggare saknas. Raden visas för enhetschefen.",
    DataGapKind.UNIT_MISSING: (
        "Enhet saknas. Raden visas för handläggarens enhet om personallistan säger vilken den är, "
        "annars inte för någon enhet. Fyll i enheten."
    ),
    DataGapKind.OLDER_THAN_THE_RULE: (
        "Händelsen är äldre än regeln som Fristvakt känner till. Ingen frist kan räknas."
    ),
    DataGapKind.REOPENED: (
        "Utredningen inleddes kort efter att en annan om samma barn avslutades. Räknas som ny "
        "inledd och som möjlig omstart. Kontrollera om det är samma utredning."
    ),
}


@dataclass(frozen=True, slots=True)
class DataGap:
    """One thing to correct in one row of the case system."""

    kind: DataGapKind
    case: str
    source: str
    unit: str
    caseworker: str
