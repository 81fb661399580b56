"""Which rules a caseworker means by *utredningar*, *placeringar* and the like."""

from bot.understanding import Kind
from rules.catalogue import RuleId

_RULES = {
    Kind.INVESTIGATION: (RuleId.INVESTIGATION,),
    Kind.PRELIMINARY_ASSESSMENT: (RuleId.PRELIMINARY_ASSESSMENT,),
    Kind.PROTECTION_ASSESSMENT: (RuleId.PROTECTION_ASSESSMENT,),
    Kind.PLACEMENT: (
        RuleId.PLACEMENT_CONSIDERATION,
        RuleId.LVU_CONSIDERATION,
        RuleId.LVU_RECONSIDERATION,
        RuleId.EMERGENCY_CARE_LIMIT,
    ),
    Kind.FOLLOW_UP: (
        RuleId.FOLLOW_UP_AFTER_INVESTIGATION,
        RuleId.FOLLOW_UP_AFTER_PLACEMENT,
    ),
}


def rules_of_kind(kind: Kind) -> tuple[RuleId, ...]:
    return _RULES[kind]
