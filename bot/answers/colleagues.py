"""Which colleague a manager means by a name, among those who have open rows on the unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot import texts
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.pages import page_of
from bot.cards.plain import CHOICES_PER_CARD, Choice, choice_card
from bot.conversation import Answer
from bot.understanding import Understanding
from rules.duties import Duty
from storage.keys import name_key
from storage.queries import all_staff


@dataclass(frozen=True, slots=True)
class NamedColleague:
    """A caseworker on the manager's own unit, or the manager, where nobody else has the name."""

    name: str
    key: str
    is_asker: bool = False


def find_colleague(turn: Turn, duties: Iterable[Duty], name: str) -> NamedColleague | Answer:
    """Return the one caseworker on the unit that the name fits, or an answer that asks."""
    wanted = name_key(name)
    found = {key: known for key, known in _on_the_unit(turn, duties).items() if _fits(wanted, key)}
    if wanted in found:
        return NamedColleague(found[wanted], wanted)
    if len(found) > 1:
        return _which(turn, name, sorted(found.values()))
    for key, known in found.items():
        return NamedColleague(known, key)
    if is_oneself(turn, name):
        return NamedColleague(turn.staff.name, name_key(turn.staff.name), is_asker=True)
    return sentence(texts.caseworker_not_found(name), denied=True)


def is_oneself(turn: Turn, name: str) -> bool:
    """Whether the name is the asker's own, whole or the first name."""
    own = name_key(turn.staff.name)
    return name_key(name) in (own, *own.split()[:1])


def _which(turn: Turn, name: str, colleagues: Sequence[str]) -> Answer:
    text = texts.which_caseworker(name)
    choices = [Choice(each, reading=_about(turn.understanding, each)) for each in colleagues]
    page = page_of(turn.question, min(turn.rows_per_card, CHOICES_PER_CARD), len(choices))
    listed = "\n".join([text, *(f"- {each}" for each in colleagues)])
    return Answer(listed, texts.SUMMARY, (choice_card(text, choices, page, again=page.here),))


def _about(reading: Understanding, colleague: str) -> Understanding:
    """Return the same question about the colleague by their whole name."""
    return replace(reading, slots=replace(reading.slots, caseworker=colleague))


def _on_the_unit(turn: Turn, duties: Iterable[Duty]) -> dict[str, str]:
    """Map name keys to names: others who have open rows on the unit, and who work there."""
    unit, own = name_key(turn.staff.unit), name_key(turn.staff.name)
    names = {name_key(duty.caseworker): duty.caseworker for duty in duties if duty.caseworker}
    names.pop(own, None)
    for member in all_staff(turn.database):
        if name_key(member.unit) == unit and member.email != turn.staff.email:
            names.setdefault(name_key(member.name), member.name)
    return names


def _fits(wanted: str, key: str) -> bool:
    return key == wanted or wanted in key.split()
