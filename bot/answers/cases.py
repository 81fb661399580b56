"""One case: how it stands, and why its dates are what they are."""

from collections.abc import Iterable, Sequence

from bot import texts
from bot.access import Refusal, granted_case, rows_granted, widest_reach
from bot.answers.freshness import rule_warnings
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.case import EXPLAINED_PER_CARD, case_card, explanation_card, stub_card
from bot.cards.pages import page_of
from bot.cards.plain import CHOICES_PER_CARD, Choice, choice_card
from bot.conversation import Answer
from rules.case_duties import duties_of_case
from rules.data_gaps import data_gaps_of_case
from rules.duties import Duty, DutyStatus, known_by
from rules.explanation import explain
from rules.facts import CaseFacts, Investigation
from rules.restart import possible_restart

_Explained = Sequence[tuple[Duty, Sequence[str]]]


def show(turn: Turn) -> Answer:
    """Return how the case stands: every duty of it that the asker may see."""
    case = the_case(turn)
    if isinstance(case, Answer):
        return case
    duties = _in_order(duties_of_case(case, turn.today, turn.policy))
    if turn.question.is_refresh and not any(duty.is_open for duty in duties):
        return closed(case.case)
    notes = [*rule_warnings(duties, turn.today), *_notes(turn, case, duties)]
    page = page_of(turn.question, turn.rows_per_card, len(duties) + len(notes), case=case.case)
    card = case_card(case.case, duties, notes, page, turn.stamp)
    lines = [texts.line(duty, with_caseworker=True) for duty in duties] or [texts.NOTHING_OWED]
    text = "\n".join([case.case, *lines, *notes, texts.stamp_and_warning(turn.stamp)])
    return Answer(text, texts.SUMMARY, (card,), tuple(duties), about=case.case)


def explain_deadline(turn: Turn) -> Answer:
    """Return, step by step, why each open duty of the case ends on its day."""
    case = the_case(turn)
    if isinstance(case, Answer):
        return case
    duties = _to_explain(_in_order(duties_of_case(case, turn.today, turn.policy)))
    if turn.question.is_refresh and not any(duty.is_open for duty in duties):
        return closed(case.case)
    explained = [(duty, [step.text for step in explain(duty, turn.policy)]) for duty in duties]
    size = min(turn.rows_per_card, EXPLAINED_PER_CARD)
    page = page_of(turn.question, size, len(explained), case=case.case)
    card = explanation_card(case.case, explained, page, turn.stamp)
    text = _as_text(turn, case, explained)
    return Answer(text, texts.SUMMARY, (card,), tuple(duties), about=case.case)


def closed(case: str) -> Answer:
    """Return the little that an old card keeps once the case has nothing open."""
    text = texts.closed_now(case)
    return Answer(text, texts.SUMMARY, (stub_card(text, case=case),), named=1)


def _as_text(turn: Turn, case: CaseFacts, explained: _Explained) -> str:
    lines = [case.case] if explained else [f"{case.case}: {texts.NOTHING_OWED}"]
    for duty, steps in explained:
        lines.append(f"{texts.rule_title(duty)} ({texts.state(duty)}):")
        lines += [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join([*lines, texts.stamp_and_warning(turn.stamp)])


def the_case(turn: Turn) -> CaseFacts | Answer:
    """Return the one case that is meant, or an answer that asks or refuses."""
    wanted = turn.understanding.case_as_typed
    if wanted is None or turn.slots.case is None:
        return sentence(texts.ASK_FOR_CASE)
    grant = rows_granted(turn.staff, turn.question.audience, widest_reach(turn.staff))
    if isinstance(grant, Refusal):
        return refused(grant)
    found = granted_case(turn.database, grant, (wanted, turn.slots.case))
    if not found and turn.question.is_refresh:
        stub = stub_card(texts.NOT_YOURS_ANY_MORE)
        return Answer(texts.NOT_YOURS_ANY_MORE, texts.SUMMARY, (stub,), denied=True)
    if not found:
        return sentence(texts.case_not_found(wanted, turn.staff.role), denied=True)
    if len(found) > 1:
        return _which(turn, wanted, [case.case for case in found])
    return found[0]


def _which(turn: Turn, wanted: str, cases: Sequence[str]) -> Answer:
    text = texts.which_case(wanted)
    choices = [Choice(case, case=case, reading=turn.understanding) for case in sorted(cases)]
    page = page_of(turn.question, min(turn.rows_per_card, CHOICES_PER_CARD), len(choices))
    card = choice_card(text, choices, page, again=page.here)
    listed = "\n".join([text, *(f"- {choice.title}" for choice in choices)])
    return Answer(listed, texts.SUMMARY, (card,), named=len(choices))


def _in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Return what was owed, open duties first, each part by date."""
    owed = (duty for duty in duties if duty.status is not DutyStatus.NOT_REQUIRED)
    return sorted(owed, key=lambda duty: (not duty.is_open, duty.decisive_on, duty.rule))


def _to_explain(duties: list[Duty]) -> list[Duty]:
    """Return the open duties, or the latest one that was fulfilled if none is open."""
    return [duty for duty in duties if duty.is_open] or duties[-1:]


def _notes(turn: Turn, case: CaseFacts, duties: list[Duty]) -> list[str]:
    gaps = data_gaps_of_case(case, tuple(duties), turn.today)
    notes = [f"{gap.source}: {gap.kind.explanation}" for gap in gaps]
    for investigation in case.investigations:
        if investigation.opened_on > turn.today:
            continue
        notes += _restart(turn, case, investigation)
        if known_by(investigation.closed_on, turn.today) is None:
            goal = turn.policy.investigation_goal
            notes.append(texts.local_goal(goal, investigation.opened_on))
    return notes


def _restart(turn: Turn, case: CaseFacts, investigation: Investigation) -> list[str]:
    """Return the note on a possible restart; the days of a row the asker may not see stay out."""
    earlier = possible_restart(investigation, case.spans, turn.policy)
    if earlier is None or earlier.closed_on is None:
        return []
    if earlier.number in {row.number for row in case.investigations}:
        return [texts.restart(investigation.opened_on, earlier.closed_on)]
    within = turn.policy.restart_within_days
    return [texts.restart_after_another(investigation.opened_on, within)]
