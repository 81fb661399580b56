"""How the unit stands: per caseworker what is open, near and overdue, and the oldest date."""

from bot import texts
from bot.access import Grant, Reach, Refusal, is_beyond_own_unit, rows_granted
from bot.answers.colleagues import find_colleague
from bot.answers.lists import open_duties
from bot.answers.refusals import refused
from bot.answers.turn import Turn
from bot.cards.pages import page_of
from bot.cards.unit_status import UnitStatus, unit_status_card
from bot.conversation import Answer
from digests.weekly.caseworkers import loads
from rules.duties import Duty
from storage.keys import name_key


def status(turn: Turn) -> Answer:
    """Return the unit's state, or one caseworker's; for the unit's manager only."""
    grant = rows_granted(turn.staff, turn.question.audience, Reach.UNIT)
    if isinstance(grant, Refusal):
        return refused(grant)
    if is_beyond_own_unit(turn.staff, turn.understanding):
        return refused(Refusal.OWN_UNIT_ONLY)
    asked = _asked_for(turn, grant)
    if isinstance(asked, Answer):
        return asked
    title, duties = asked
    stands = UnitStatus(title, loads(duties), turn.stamp, turn.today)
    page = page_of(turn.question, turn.rows_per_card, len(stands.loads))
    card = unit_status_card(stands, page)
    return Answer(_as_text(stands), texts.SUMMARY, (card,), tuple(duties))


def _asked_for(turn: Turn, grant: Grant) -> tuple[str, list[Duty]] | Answer:
    """Return whose state it is and the open duties: the unit's, or those of a named colleague."""
    duties = open_duties(turn, grant)
    if turn.slots.caseworker is None:
        return texts.unit_stands(str(turn.staff.unit)), duties
    found = find_colleague(turn, duties, turn.slots.caseworker)
    if isinstance(found, Answer):
        return found
    theirs = [duty for duty in duties if name_key(duty.caseworker) == found.key]
    return texts.colleague_stands(found.name), theirs


def _as_text(stands: UnitStatus) -> str:
    lines = [texts.load_line(load, stands.today) for load in stands.loads] or [texts.NOTHING_LISTED]
    lead = texts.unit_lead(stands.loads)
    return "\n".join([stands.title, lead, *lines, texts.stamp_and_warning(stands.stamp)])
