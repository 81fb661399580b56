"""The trail of looks at rows: who, when, what was asked (intent, not text), how many rows.

A refused look is written down too; the text of a question never is.
"""

from bot.access import Reach, reach_wanted, widest_reach
from bot.conversation import Answer, Question
from bot.understanding import Intent, ScopeSlot, Understanding
from rules.facts import Role, StaffMember
from storage.engine import Database
from storage.queries import LookScope, record_look

# Answers without a row of anybody's: the law, help, courtesies, and a person's own settings.
_WITHOUT_ROWS = frozenset(
    {
        Intent.EXPLAIN_RULE,
        Intent.PAUSE_DIGEST,
        Intent.RESUME_DIGEST,
        Intent.HELP,
        Intent.GREETING,
        Intent.THANKS,
        Intent.OUT_OF_SCOPE,
    }
)
_SAID = {
    ScopeSlot.MINE: LookScope.MINE,
    ScopeSlot.UNIT: LookScope.UNIT,
    ScopeSlot.CASEWORKER: LookScope.CASEWORKER,
}
_LISTS = frozenset({Intent.LIST_CASES, Intent.LIST_DUE, Intent.LIST_OVERDUE})
_FIGURES_OF = {
    Role.CASEWORKER: LookScope.MINE,
    Role.UNIT_MANAGER: LookScope.UNIT,
    Role.BOARD_SECRETARY: LookScope.ALL,
    Role.ADMINISTRATOR: LookScope.ALL,
}


def write_down(
    database: Database, staff: StaffMember | None, question: Question, answer: Answer
) -> None:
    """Write the look to the access log; `staff` is None where nobody was recognised."""
    meant = answer.understanding
    if meant is None or meant.intent in _WITHOUT_ROWS:
        return
    asker = question.asker
    record_look(
        database,
        who=staff.email if staff else asker.object_id or asker.email or "",
        at=question.asked_at or question.now,
        intent=str(meant.intent),
        rows=answer.rows,
        scope=_scope(staff, meant),
        denied=answer.denied,
    )


def _scope(staff: StaffMember | None, meant: Understanding) -> LookScope:
    """Return whose rows were asked for: what was said, else what the role works with."""
    said = meant.slots.scope
    if staff is None:
        return _SAID[said] if said else LookScope.NONE
    if meant.slots.caseworker is not None or said is ScopeSlot.CASEWORKER:
        return LookScope.CASEWORKER
    match meant.intent:
        case Intent.STATISTICS:
            return _FIGURES_OF[staff.role]
        case Intent.UNIT_STATUS:
            return LookScope.UNIT
        case Intent.EXPORT_CALENDAR:
            return LookScope.MINE
        case intent if intent in _LISTS:
            reach = reach_wanted(said, meant.scope_said, staff)
        case _:
            reach = widest_reach(staff)
    return LookScope.UNIT if reach is Reach.UNIT else LookScope.MINE
