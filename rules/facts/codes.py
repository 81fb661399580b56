"""The coded values of the rows: what the case system tells in words of a list."""

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
