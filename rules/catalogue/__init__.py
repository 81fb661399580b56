"""The rule catalogue: every statutory duty that Fristvakt knows, as dated data."""

from datetime import date
from functools import lru_cache

from rules.catalogue import children, compulsory_care, placements
from rules.catalogue.model import VERIFIED_ON, Rule, RuleId, RuleVersion

__all__ = [
    "CATALOGUE",
    "VERIFIED_ON",
    "Rule",
    "RuleId",
    "RuleNotInForceError",
    "RuleVersion",
    "rule_for",
    "version_in_force",
]

_RULES: tuple[Rule, ...] = (*children.RULES, *placements.RULES, *compulsory_care.RULES)
_BY_ID = {rule.id: rule for rule in _RULES}

CATALOGUE: tuple[Rule, ...] = tuple(_BY_ID[rule_id] for rule_id in RuleId)
"""All rules, in the order of RuleId."""


class RuleNotInForceError(ValueError):
    """Raised when an event predates a rule's first version or outlives its last."""

    def __init__(self, rule: Rule, day: date) -> None:
        first, last = rule.versions[0].in_force_from, rule.versions[-1].in_force_to
        super().__init__(f"{rule.id.value} is not in force on {day.isoformat()}")
        self.rule = rule
        self.day = day
        self.in_force_from = first
        self.in_force_to = last


def rule_for(rule: RuleId) -> Rule:
    return _BY_ID[rule]


@lru_cache(maxsize=65_536)
def version_in_force(rule: RuleId, triggered_on: date) -> RuleVersion:
    """Return the version that applies to an event on `triggered_on`.

    The act of 2025 has no transitional rule for pending cases; the version follows the day
    of the event (LEGAL reading 6). Raises RuleNotInForceError outside every version.
    """
    for version in _BY_ID[rule].versions:
        if version.applies_on(triggered_on):
            return version
    raise RuleNotInForceError(_BY_ID[rule], triggered_on)
