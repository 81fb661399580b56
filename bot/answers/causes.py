"""Why an investigation ran over time: asked, recorded and changed, never guessed.

Only the caseworker of the case and the manager of the unit can say it, since only they are
given the row; and only once the limit has passed.
"""

from collections.abc import Iterable

from bot import texts
from bot.access import Grant, Refusal, granted_open_cases, rows_granted, widest_reach
from bot.answers.cases import the_case
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.causes import CauseShown, cause_card, has_run_over
from bot.cards.pages import page_of
from bot.cards.plain import CHOICES_PER_CARD, Choice, choice_card
from bot.conversation import Answer
from bot.texts import causes as words
from rules.case_duties import duties_of_case
from rules.duties import Duty
from rules.facts import CaseFacts, Investigation, OverrunCause
from storage.queries import staff_by_email
from storage.records import RecordedCause, record_overrun_cause, recorded_causes


def record_cause(turn: Turn) -> Answer:
    """Return the cause as it stands, after recording the one that was said if any was."""
    if turn.understanding.case_as_typed is None:
        return _which_case(turn)
    case = the_case(turn)
    if isinstance(case, Answer):
        return case
    duty = overrun_of(case, turn)
    if duty is None:
        sentences = words.not_late if case.investigations else words.no_investigation
        return sentence(sentences(case.case))
    row = next(row for row in case.investigations if row.number == duty.source)
    return _shown(turn, duty, _recorded(turn, row))


def overrun_of(case: CaseFacts, turn: Turn) -> Duty | None:
    """Return the investigation of the case that has passed its limit: an open one, or the last."""
    late = [duty for duty in duties_of_case(case, turn.today, turn.policy) if has_run_over(duty)]
    return max(late, key=lambda duty: (duty.is_open, duty.decisive_on), default=None)


def _recorded(turn: Turn, row: Investigation) -> OverrunCause | None:
    """Record what was said, if anything was, and return the cause that then is in force."""
    said = turn.slots.cause
    if said is None or turn.question.is_refresh:
        return row.overrun_cause
    record_overrun_cause(turn.database, row.number, said, turn.staff, turn.asked_at)
    return said


def _shown(turn: Turn, duty: Duty, cause: OverrunCause | None) -> Answer:
    lines = [words.ran_over(duty.decisive_on, duty.fulfilled_on), *_history(turn, duty, cause)]
    has_said = turn.slots.cause is not None or turn.question.is_refresh
    is_choosing = cause is None or not has_said
    shown = CauseShown(duty.case, cause, lines, turn.stamp, is_choosing)
    return Answer(
        _as_text(shown), texts.SUMMARY, (cause_card(shown),), duties=(duty,), about=duty.case
    )


def _history(turn: Turn, duty: Duty, cause: OverrunCause | None) -> list[str]:
    """Return who said so and when, as far as it was said to us."""
    if cause is None:
        return []
    told = recorded_causes(turn.database, duty.source)
    if not told or told[-1].cause is not cause:
        return [words.FROM_THE_CASE_SYSTEM]
    changes = [words.changed_before(len(told) - 1)] if len(told) > 1 else []
    return [words.recorded_by(_name_of(turn, told[-1]), told[-1].at), *changes]


def _name_of(turn: Turn, told: RecordedCause) -> str:
    known = staff_by_email(turn.database, told.who)
    return known.name if known else told.who


def _as_text(shown: CauseShown) -> str:
    choices = [f"- {words.sentence_for(shown.case, cause)}" for cause in shown.choices]
    asked = [shown.question, *choices] if choices else []
    head = [shown.title, shown.verdict, *shown.lines]
    return "\n".join([*head, texts.stamp_and_warning(shown.stamp), *asked])


def _which_case(turn: Turn) -> Answer:
    """Return the open, late investigations without a cause that the asker may see, as buttons."""
    grant = rows_granted(turn.staff, turn.question.audience, widest_reach(turn.staff))
    if isinstance(grant, Refusal):
        return refused(grant)
    without = sorted(_late_without_cause(turn, grant))
    if not without:
        return sentence(words.NO_LATE_WITHOUT_CAUSE)
    choices = [Choice(case, case=case, reading=turn.understanding) for case in without]
    page = page_of(turn.question, CHOICES_PER_CARD, len(choices))
    listed = "\n".join([words.WHICH_CASE, *(f"- {case}" for case in without)])
    card = choice_card(words.WHICH_CASE, choices, page, again=page.here)
    return Answer(listed, texts.SUMMARY, (card,), named=len(without))


def _late_without_cause(turn: Turn, grant: Grant) -> Iterable[str]:
    for case in granted_open_cases(turn.database, grant, turn.today):
        duty = overrun_of(case, turn)
        if duty is None:
            continue
        row = next(row for row in case.investigations if row.number == duty.source)
        if row.overrun_cause is None:
            yield case.case
