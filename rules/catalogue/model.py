"""The shape of a rule: what a lawyer has to be able to check, as dated data.

A rule is one duty by name; its versions say from when to when a provision gave it which
length. Asking for a day outside the versions raises: silence would be read as "no deadline".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.law import Citation, Sureness, SurenessNote
from rules.length import Length

VERIFIED_ON = date(2026, 11, 21)
"""The day on which every entry was last held against its source."""

SOL_2001_FROM = date(2002, 1, 1)
SOL_2001_TO = date(2025, 6, 30)
SOL_2025_FROM = date(2025, 7, 1)


class RuleId(StrEnum):
    """The statutory duties, by their names on the command line and in files."""

    PROTECTION_ASSESSMENT = "protection_assessment"
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"
    REPORTER_FEEDBACK = "reporter_feedback"
    INVESTIGATION_NOTICE = "investigation_notice"
    INVESTIGATION = "investigation"
    FOLLOW_UP_AFTER_INVESTIGATION = "follow_up_after_investigation"
    FOLLOW_UP_AFTER_PLACEMENT = "follow_up_after_placement"
    PLACEMENT_CONSIDERATION = "placement_consideration"
    LVU_CONSIDERATION = "lvu_consideration"
    LVU_RECONSIDERATION = "lvu_reconsideration"
    CONTACT_RESTRICTION_CONSIDERATION = "contact_restriction_consideration"
    REMOVAL_BAN_CONSIDERATION = "removal_ban_consideration"
    IMMEDIATE_CUSTODY_SUBMISSION = "immediate_custody_submission"
    IMMEDIATE_CUSTODY_APPLICATION = "immediate_custody_application"
    EMERGENCY_CARE_LIMIT = "emergency_care_limit"
    UNEXECUTED_DECISION_REPORT = "unexecuted_decision_report"
    CUSTODY_TRANSFER_CONSIDERATION = "custody_transfer_consideration"
    CARE_PLAN_REVISION = "care_plan_revision"
    PROTECTED_HOUSING_SUBMISSION = "protected_housing_submission"
    PROTECTED_HOUSING_APPLICATION = "protected_housing_application"
    YOUTH_SERVICE_START = "youth_service_start"


@dataclass(frozen=True, slots=True, eq=False)
class RuleVersion:
    """One wording of a rule, with the days between which it applies (both inclusive).

    `extension_grounds` is what the provision demands for a longer time, None where it
    gives none. Versions are single objects compared by identity, so that they are cheap keys.
    """

    rule: RuleId
    in_force_from: date
    in_force_to: date | None
    length: Length
    citation: Citation
    reading: str
    sureness: Sureness = Sureness.STATUTE
    sureness_notes: tuple[SurenessNote, ...] = ()
    extension_grounds: str | None = None
    repeats_every: Length | None = None
    is_shiftable: bool = True
    verified_on: date = VERIFIED_ON

    def applies_on(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def default_near_days(self) -> int:
        """How many days before the last day a duty counts as near, unless set otherwise."""
        return 30 if self.length.is_a_month_or_longer else 5


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One duty: its Swedish name, the event that starts it and its versions in order of time.

    `change_announced_for` is the day on which announced but not yet entered law will take
    effect; from that day on answers that rest on the rule must say so.
    """

    id: RuleId
    title: str
    starts_on: str
    versions: tuple[RuleVersion, ...]
    change_announced_for: date | None = None
