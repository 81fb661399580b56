"""One turn of the conversation: who asks, what is asked, may they see it, the answer, the card.

Teams and the command line take this same way, so that what is refused in one is refused in
the other. Every look at rows is written to the access log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot import texts
from bot.access import Refusal
from bot.age import age_of_data
from bot.answers import (
    Turn,
    calendar,
    cases,
    causes,
    lists,
    pauses,
    readings,
    reminders,
    small_talk,
    statistics,
    statutes,
    unit,
)
from bot.answers.refusals import refused
from bot.audit import write_down
from bot.conversation import Answer, Audience, Question
from bot.given_addresses import GivenAddresses
from bot.identity import identify
from bot.known_readings import KnownReadings
from bot.labelled_reading import with_labels
from bot.last_case import LastCases
from bot.naming import with_names
from bot.presses import LONGEST_QUESTION
from bot.understanding import Intent, Understanding
from rules.facts import StaffMember
from rules.policy import Policy
from storage.engine import Database
from storage.queries import staff_by_object_id

_ANSWERS: Mapping[Intent, Callable[[Turn], Answer]] = {
    Intent.LIST_CASES: lists.open_cases,
    Intent.LIST_DUE: lists.due,
    Intent.LIST_OVERDUE: lists.overdue,
    Intent.SHOW_CASE: cases.show,
    Intent.EXPLAIN_DEADLINE: cases.explain_deadline,
    Intent.EXPLAIN_RULE: statutes.explain_rule,
    Intent.UNIT_STATUS: unit.status,
    Intent.STATISTICS: statistics.statistics,
    Intent.RECORD_CAUSE: causes.record_cause,
    Intent.SET_REMINDER: reminders.set_one,
    Intent.LIST_REMINDERS: reminders.list_all,
    Intent.CANCEL_REMINDER: reminders.cancel,
    Intent.EXPORT_CALENDAR: calendar.export,
    Intent.PAUSE_DIGEST: pauses.pause,
    Intent.RESUME_DIGEST: pauses.resume,
    Intent.HELP: small_talk.help_by_role,
    Intent.GREETING: small_talk.greeting,
    Intent.THANKS: small_talk.thanks,
    Intent.OUT_OF_SCOPE: small_talk.out_of_scope,
}


_READ_AGAIN = frozenset(
    {
        Intent.LIST_CASES,
        Intent.LIST_DUE,
        Intent.LIST_OVERDUE,
        Intent.SHOW_CASE,
        Intent.EXPLAIN_DEADLINE,
        Intent.UNIT_STATUS,
        Intent.STATISTICS,
        Intent.LIST_REMINDERS,
        Intent.RECORD_CAUSE,  # shows the cause and records none
        Intent.SET_REMINDER,  # asks which day, and sets none
        Intent.CANCEL_REMINDER,  # asks which one, and takes none back
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered: the database and the municipality's choices."""

    database: Database
    policy: Policy
    stale_after_hours: int
    rows_per_card: int
    public_url: str = ""
    last_cases: LastCases = field(default_factory=LastCases)
    given_addresses: GivenAddresses = field(default_factory=GivenAddresses)
    readings: KnownReadings = field(default_factory=KnownReadings)

    def knows(self, object_id: str) -> bool:
        """Whether a member of staff is tied to this Entra object id."""
        return staff_by_object_id(self.database, object_id) is not None

    def answer(self, question: Question) -> Answer:
        """Return the answer to one question; raises StorageError when the data is out of reach."""
        if len(question.text) > LONGEST_QUESTION and question.audience is Audience.PERSONAL:
            return small_talk.sentence(texts.TOO_LONG)
        with self.database.one_moment() as moment:
            return replace(self, database=moment)._answer_at_once(question)

    def _answer_at_once(self, question: Question) -> Answer:
        if question.audience is not Audience.PERSONAL:
            return self._turned_away(Refusal.NOT_A_PERSONAL_CHAT, question)
        staff = identify(self.database, question.asker)
        if isinstance(staff, Refusal):
            return self._turned_away(staff, question)
        return self._answer_to(staff, question)

    def _turned_away(self, refusal: Refusal, question: Question) -> Answer:
        answer = replace(refused(refusal), understanding=self._read(question, None))
        write_down(self.database, None, question, answer)
        return replace(answer, understanding=None)

    def _answer_to(self, staff: StaffMember, question: Question) -> Answer:
        read = self._read(question, self.last_cases.seen_by(staff.email))
        meant = with_names(self.database, staff, question.text[:LONGEST_QUESTION], read)
        turn = Turn(
            question=replace(question, reading=meant),
            understanding=meant,
            staff=staff,
            database=self.database,
            policy=self.policy,
            stamp=age_of_data(self.database, question.now, self.stale_after_hours),
            rows_per_card=self.rows_per_card,
            public_url=self.public_url,
            given_addresses=self.given_addresses,
        )
        answer = replace(_answered(turn), understanding=meant)
        write_down(self.database, staff, question, answer)
        if answer.about is not None and not question.is_refresh:
            self.last_cases.remember(staff.email, answer.about)
        return answer

    def _read(self, question: Question, last_case: str | None) -> Understanding:
        """Return what is meant: what a button carries ready, or what the sentence is read as."""
        labels = self.database.labels
        if question.reading is not None:
            return with_labels(_about(question.reading, question.case), labels)
        text = question.text[:LONGEST_QUESTION]
        read = self.readings.of(text, question.today, question.case, last_case=last_case)
        return with_labels(read, labels)


def _about(reading: Understanding, case: str | None) -> Understanding:
    if case is None:
        return reading
    return replace(reading, slots=replace(reading.slots, case=case), case_as_typed=case)


def _answered(turn: Turn) -> Answer:
    """Return the answer; what Teams asks for by itself is only ever read."""
    if turn.question.is_refresh and turn.understanding.intent not in _READ_AGAIN:
        return small_talk.sentence(texts.NOTHING_WRITTEN)
    if turn.understanding.near:
        return readings.which_is_meant(turn)
    return _ANSWERS[turn.understanding.intent](turn)
