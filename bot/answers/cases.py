"""One case: how it stands, and why its dates are what they are."""

from collections.abc import Iterable

from bot import texts
from bot.access import Refusal, granted_case, rows_granted, widest_reach
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.case import case_card, explanation_card
from bot.cards.plain import choice_card
from bot.conversation import Answer
from rules.case_duties import duties_of_case
from rules.data_gaps import data_gaps_of_case
from rules.duties import Duty, DutyStatus
from rules.explanation import explain
from rules.facts import CaseFacts
from rules.restart import possible_restart


def show(turn: Turn) -> Answer:
    """Return how the case stands: every duty of it that the asker may see."""
    case = _the_case(turn)
    if isinstance(case, Answer):
        return case
    duties = _in_order(duties_of_case(case, turn.today, turn.policy))
    notes = _notes(turn, case, duties)
    card = case_card(case.case, duties, notes, turn.stamp)
    lines = [texts.line(duty, with_caseworker=True) for duty in duties] or [texts.NOTHING_OWED]
    text = "\n".join([case.case, *lines, *notes, texts.stamp(turn.stamp)])
    return Answer(text, texts.SUMMARY, (card,), tuple(duties))


def explain_deadline(turn: Turn) -> Answer:
    """Return, step by step, why each open duty of the case ends on its day."""
    case = _the_case(turn)
    if isinstance(case, Answer):
        return case
    duties = _to_explain(_in_order(duties_of_case(case, turn.today, turn.policy)))
    if not duties:
        return sentence(f"{case.case}: {texts.NOTHING_OWED}")
    explained = [(duty, [step.text for step in explain(duty, turn.policy)]) for duty in duties]
    lines = [case.case]
    for duty, steps in explained:
        lines.append(f"{texts.rule_title(duty)} ({texts.state(duty)}):")
        lines += [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    text = "\n".join([*lines, texts.stamp(turn.stamp)])
    card = explanation_card(case.case, explained, turn.stamp)
    return Answer(text, texts.SUMMARY, (card,), tuple(duties))


def _the_case(turn: Turn) -> CaseFacts | Answer:
    """Return the one case that is meant, or an answer that asks or refuses."""
    wanted = turn.slots.case
    if wanted is None:
        return sentence(texts.ASK_FOR_CASE)
    grant = rows_granted(turn.staff, turn.question.audience, widest_reach(turn.staff))
    if isinstance(grant, Refusal):
        return refused(grant)
    found = granted_case(turn.database, grant, wanted)
    if not found:
        return sentence(texts.case_not_found(wanted), denied=True)
    if len(found) > 1:
        return _which(turn, wanted, [case.case for case in found])
    return found[0]


def _which(turn: Turn, wanted: str, cases: Iterable[str]) -> Answer:
    ask = "förklara fristen på" if turn.understanding.intent == "explain_deadline" else "visa"
    text = texts.which_case(wanted)
    card = choice_card(text, [(case, f"{ask} {case}") for case in sorted(cases)])
    return Answer(text, texts.SUMMARY, (card,))


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
        earlier = possible_restart(investigation, case.spans, turn.policy)
        if earlier is not None and earlier.closed_on is not None:
            notes.append(texts.restart(investigation.opened_on, earlier.closed_on))
        if investigation.closed_on is None:
            goal = turn.policy.investigation_goal
            notes.append(texts.local_goal(goal, investigation.opened_on))
    return notes
