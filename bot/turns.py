"""One turn of the conversation: who asks, what is asked, may they see it, the answer, the card.

Teams and the command line take this same way, so that what is refused in one is refused in
the other. Every look at rows is written to the access log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot import texts
from bot.access import Refusal
from bot.age import age_of_data
from bot.answers import Turn, cases, lists, small_talk, statutes, unit
from bot.answers.refusals import refused
from bot.conversation import Answer, Asker, Audience, Question
from bot.understanding import Intent, understand
from rules.facts import StaffMember
from rules.policy import Policy
from storage.engine import Database
from storage.queries import record_look, staff_by_email, staff_by_object_id

LONGEST_QUESTION = 2000

_ANSWERS: Mapping[Intent, Callable[[Turn], Answer]] = {
    Intent.LIST_CASES: lists.open_cases,
    Intent.LIST_DUE: lists.due,
    Intent.LIST_OVERDUE: lists.overdue,
    Intent.SHOW_CASE: cases.show,
    Intent.EXPLAIN_DEADLINE: cases.explain_deadline,
    Intent.EXPLAIN_RULE: statutes.explain_rule,
    Intent.UNIT_STATUS: unit.status,
    Intent.HELP: small_talk.help_by_role,
    Intent.GREETING: small_talk.greeting,
    Intent.THANKS: small_talk.thanks,
    Intent.OUT_OF_SCOPE: small_talk.out_of_scope,
}
_ROW_INTENTS = frozenset(
    {
        Intent.LIST_CASES,
        Intent.LIST_DUE,
        Intent.LIST_OVERDUE,
        Intent.SHOW_CASE,
        Intent.EXPLAIN_DEADLINE,
        Intent.UNIT_STATUS,
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered: the database and the municipality's choices."""

    database: Database
    policy: Policy
    stale_after_hours: int
    rows_per_card: int

    def answer(self, question: Question) -> Answer:
        """Return the answer to one question; raises StorageError when the data is out of reach."""
        if question.audience is not Audience.PERSONAL:
            return refused(Refusal.NOT_A_PERSONAL_CHAT)
        if len(question.text) > LONGEST_QUESTION:
            return small_talk.sentence(texts.TOO_LONG)
        staff = self._who(question.asker)
        if staff is None:
            return refused(Refusal.UNKNOWN_PERSON)
        return self._answer_to(staff, question)

    def _answer_to(self, staff: StaffMember, question: Question) -> Answer:
        understanding = understand(question.text, question.today, question.case)
        turn = Turn(
            question=question,
            understanding=understanding,
            staff=staff,
            database=self.database,
            policy=self.policy,
            stamp=age_of_data(self.database, question.now, self.stale_after_hours),
            rows_per_card=self.rows_per_card,
        )
        answer = _ANSWERS.get(understanding.intent, small_talk.not_yet)(turn)
        self._write_down(turn, answer)
        return replace(answer, understanding=understanding)

    def _who(self, asker: Asker) -> StaffMember | None:
        if asker.object_id:
            return staff_by_object_id(self.database, asker.object_id)
        return staff_by_email(self.database, asker.email) if asker.email else None

    def _write_down(self, turn: Turn, answer: Answer) -> None:
        if turn.understanding.intent not in _ROW_INTENTS:
            return
        record_look(
            self.database,
            who=turn.staff.email,
            at=turn.question.asked_at or turn.question.now,
            intent=str(turn.understanding.intent),
            rows=len(answer.duties) + answer.named,
        )
