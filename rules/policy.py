"""What a municipality decides for itself: the weekend reading, when *near* begins, local goals.

None of it is law. The defaults are the strict ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rules.catalogue import RuleId, RuleVersion
from rules.length import Length, days, months


class WeekendRule(StrEnum):
    """Which of a duty's two dates decides lateness."""

    STRICT = "strict"  # sista dagen som den är
    SHIFTED = "shifted"  # nästa arbetsdag, lag (1930:173) 2 §


@dataclass(frozen=True, slots=True)
class LocalGoal:
    """A time a municipality has set for itself (lokalt mål); never to be called law."""

    id: str
    title: str
    length: Length


INVESTIGATION_GOAL = LocalGoal("investigation_goal", "mål för utredningstid", days(90))
EMERGENCY_TO_FOSTER_GOAL = LocalGoal(
    "emergency_to_foster_goal", "mål för flytt från jourhem till familjehem", months(6)
)
COMMUNICATION_TIME = LocalGoal("communication_time", "mål för kommunicering", days(14))


@dataclass(frozen=True, slots=True)
class Policy:
    """The municipality's choices that dates, statuses and figures depend on.

    `unit_names` are units that have changed their names: the old one and the new.
    """

    weekend_rule: WeekendRule = WeekendRule.STRICT
    near_days: Mapping[RuleId, int] = field(default_factory=dict)
    investigation_goal: LocalGoal = INVESTIGATION_GOAL
    emergency_to_foster_goal: LocalGoal = EMERGENCY_TO_FOSTER_GOAL
    communication_time: LocalGoal = COMMUNICATION_TIME
    restart_within_days: int = 30
    unit_names: Mapping[str, str] = field(default_factory=dict)

    def near_days_for(self, version: RuleVersion) -> int:
        """How many days before the last day a duty under `version` counts as near."""
        return self.near_days.get(version.rule, version.default_near_days)


DEFAULT_POLICY = Policy()
