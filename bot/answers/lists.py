"""Lists of open duties: all, the pressing ones, those in a window, the overdue ones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot import texts
from bot.access import (
    Grant,
    Reach,
    Refusal,
    granted_open_cases,
    is_beyond_own_unit,
    reach_wanted,
    rows_granted,
    widest_reach,
)
from bot.answers.colleagues import NamedColleague, find_colleague, is_oneself
from bot.answers.freshness import rule_warnings
from bot.answers.kinds import rules_of_kind
from bot.answers.refusals import refused
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.answers.windows import window_days, window_words
from bot.cards.duties import DutyList, duty_list_card
from bot.cards.pages import page_of
from bot.conversation import Answer
from bot.texts.days import ask_for_days
from rules import case_duties
from rules.duties import Duty, DutyStatus
from storage.keys import name_key
from storage.queries import has_a_namesake_beside


@dataclass(frozen=True, slots=True)
class _Owned:
    """The open duties a question is about, and whose they are in words."""

    duties: list[Duty]
    owner: str
    reach: Reach


def open_cases(turn: Turn) -> Answer:
    """Return everything that is open."""
    return _listed(turn, texts.OPEN_DUTIES, lambda _duty: True, note_overdue=False)


def due(turn: Turn) -> Answer:
    """Return what is overdue, due today or near; with a window, what is due within it."""
    window, fault = turn.slots.window, turn.understanding.beside.day_fault
    if fault is not None:
        owned = _owned_duties(turn)
        return owned if isinstance(owned, Answer) else sentence(ask_for_days(fault))
    if window is None:
        return _listed(turn, texts.NEAR_LAST_DAY, lambda duty: duty.is_pressing, note_overdue=False)
    first, last = window_days(window, turn.today)
    heading = texts.due_within(window_words(first, last))
    return _listed(turn, heading, lambda duty: first <= duty.decisive_on <= last, note_overdue=True)


def overdue(turn: Turn) -> Answer:
    """Return what is past its last day."""
    return _listed(turn, texts.PAST_LAST_DAY, _is_overdue, note_overdue=False)


def _is_overdue(duty: Duty) -> bool:
    return duty.status is DutyStatus.OVERDUE


def _listed(
    turn: Turn, heading: str, wanted: Callable[[Duty], bool], *, note_overdue: bool
) -> Answer:
    owned = _owned_duties(turn)
    if isinstance(owned, Answer):
        return owned
    shown = [duty for duty in owned.duties if wanted(duty)]
    others_late = sum(_is_overdue(duty) for duty in owned.duties if not wanted(duty))
    notes = [texts.more_overdue(others_late)] if note_overdue and others_late else []
    if owned.reach is Reach.OWN and has_a_namesake_beside(turn.database, turn.staff):
        notes.append(texts.NAMESAKE)
    kind = f", {texts.KIND_WORDS[turn.slots.kind]}" if turn.slots.kind else ""
    listed = DutyList(
        title=texts.whose(f"{heading}{kind}", owned.owner),
        lead=_lead(shown),
        duties=shown,
        stamp=turn.stamp,
        with_caseworker=owned.reach is Reach.UNIT,
        note=" ".join(notes) or None,
        warnings=rule_warnings(shown, turn.today),
    )
    return _as_answer(turn, listed)


def _as_answer(turn: Turn, listed: DutyList) -> Answer:
    page = page_of(turn.question, turn.rows_per_card, len(listed.duties))
    card = duty_list_card(listed, page)
    return Answer(_as_text(listed), texts.SUMMARY, (card,), tuple(listed.duties))


def _as_text(listed: DutyList) -> str:
    lines = [texts.line(duty, with_caseworker=listed.with_caseworker) for duty in listed.duties]
    note = [listed.note] if listed.note else []
    age = texts.stamp_and_warning(listed.stamp)
    return "\n".join([listed.title, listed.lead, *lines, *note, *listed.warnings, age])


def _lead(duties: Iterable[Duty]) -> str:
    statuses = [duty.status for duty in duties]
    if not statuses:
        return texts.NOTHING_LISTED
    late, today = statuses.count(DutyStatus.OVERDUE), statuses.count(DutyStatus.DUE_TODAY)
    return texts.counts(late, today, len(statuses) - late - today)


def _owned_duties(turn: Turn) -> _Owned | Answer:
    """Return the duties the asker may see of those asked for, or why not."""
    wanted = reach_wanted(turn.slots.scope, turn.understanding.scope_said, turn.staff)
    colleague = turn.slots.caseworker
    if colleague is not None and widest_reach(turn.staff) is Reach.OWN:
        wanted = Reach.OWN if is_oneself(turn, colleague) else wanted
        colleague = None
    grant = rows_granted(turn.staff, turn.question.audience, wanted)
    if isinstance(grant, Refusal):
        return refused(grant)
    if is_beyond_own_unit(turn.staff, turn.understanding):
        return refused(Refusal.OWN_UNIT_ONLY)
    return _granted_duties(turn, grant, colleague)


def _granted_duties(turn: Turn, grant: Grant, colleague: str | None) -> _Owned | Answer:
    duties = open_duties(turn, grant)
    if colleague is not None:
        return _of_colleague(turn, duties, colleague)
    owner = texts.YOURS if grant.reach is Reach.OWN else str(turn.staff.unit)
    return _Owned(_of_kind(turn, duties), owner, grant.reach)


def _of_colleague(turn: Turn, duties: list[Duty], name: str) -> _Owned | Answer:
    match find_colleague(turn, duties, name):
        case NamedColleague(is_asker=True):
            return _granted_duties(turn, Grant(turn.staff, Reach.OWN), None)
        case NamedColleague(name=found, key=key):
            theirs = [duty for duty in duties if name_key(duty.caseworker) == key]
            return _Owned(_of_kind(turn, theirs), found, Reach.UNIT)
        case Answer() as answer:
            return answer


def open_duties(turn: Turn, grant: Grant) -> list[Duty]:
    """Return the open duties within the grant, overdue first, then by date."""
    cases = granted_open_cases(turn.database, grant, turn.today)
    return case_duties.open_duties(cases, turn.today, turn.policy)


def _of_kind(turn: Turn, duties: list[Duty]) -> list[Duty]:
    if turn.slots.kind is None:
        return duties
    rules = rules_of_kind(turn.slots.kind)
    return [duty for duty in duties if duty.rule in rules]
