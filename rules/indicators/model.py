"""The indicators by name, and what one consists of."""

from dataclasses import dataclass
from enum import StrEnum


class IndicatorId(StrEnum):
    """The indicators, by their names on the command line and in files."""

    PROTECTION_ASSESSMENT_IN_TIME = "protection_assessment_in_time"
    PRELIMINARY_ASSESSMENT_IN_TIME = "preliminary_assessment_in_time"
    INVESTIGATION_IN_TIME = "investigation_in_time"
    INVESTIGATION_WITHIN_GOAL = "investigation_within_goal"
    BAND_LE_90 = "band_le_90"
    BAND_91_123 = "band_91_123"
    BAND_GT_123 = "band_gt_123"
    OVER_LIMIT_WITHOUT_EXTENSION = "over_limit_without_extension"
    CLOSED_WITHOUT_INTERVENTION = "closed_without_intervention"
    INTERVENTION_DURING_VIOLENCE = "intervention_during_violence"
    CHILD_SPOKEN_WITH = "child_spoken_with"
    OVERRUN_CAUSE_DOCUMENTATION = "overrun_cause_documentation"
    OVERRUN_CAUSE_HANDLING = "overrun_cause_handling"
    OVERRUN_CAUSE_COMPLEX = "overrun_cause_complex"
    OVERRUN_CAUSE_EXTERNAL = "overrun_cause_external"
    OVERRUN_CAUSE_NOT_GIVEN = "overrun_cause_not_given"
    REPORTS_RECEIVED = "reports_received"
    INVESTIGATIONS_OPENED = "investigations_opened"
    EMERGENCY_CARE_PEOPLE = "emergency_care_people"
    EMERGENCY_CARE_MEAN_DAYS = "emergency_care_mean_days"
    EMERGENCY_CARE_OVER_GOAL = "emergency_care_over_goal"
    SAME_CASEWORKER = "same_caseworker"
    POSSIBLE_RESTART = "possible_restart"


ALL_INDICATORS = frozenset(IndicatorId)


class IndicatorKind(StrEnum):
    """What sort of figure an indicator is."""

    SHARE = "share"  # andel: så många av så många
    COUNT = "count"  # antal
    MEAN = "mean"  # genomsnitt: summan delad med antalet


class TargetSense(StrEnum):
    """On which side of its target a figure should be."""

    AT_LEAST = "at_least"  # minst målet
    AT_MOST = "at_most"  # högst målet


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """An indicator's Swedish name and definition, its kind and its target as a fraction."""

    id: IndicatorId
    title_sv: str
    definition_sv: str
    kind: IndicatorKind = IndicatorKind.SHARE
    target: float | None = None
    target_sense: TargetSense = TargetSense.AT_LEAST
    needs_history: bool = False
