"""Which colleague a manager means by a name, among those who have open rows on the unit."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot import texts
from bot.answers.small_talk import sentence
from bot.answers.turn import Turn
from bot.cards.plain import choice_card
from bot.conversation import Answer
from rules.duties import Duty
from storage.keys import name_key
from storage.queries import all_staff


@dataclass(frozen=True, slots=True)
class NamedColleague:
    """A caseworker on the manager's own unit."""

    name: str
    key: str

    @staticmethod
    def key_of(name: str) -> str:
        return name_key(name)


def find_colleague(turn: Turn, duties: Iterable[Duty], name: str) -> NamedColleague | Answer:
    """Return the one caseworker on the unit that the name fits, or an answer that asks."""
    wanted = name_key(name)
    found = {key: known for key, known in _on_the_unit(turn, duties).items() if _fits(wanted, key)}
    if wanted in found:
        return NamedColleague(found[wanted], wanted)
    if not found:
        return sentence(texts.caseworker_not_found(name), denied=True)
    if len(found) > 1:
        text = texts.which_caseworker(name)
        choices = [(each, f"ärenden för {each}") for each in sorted(found.values())]
        return Answer(text, texts.SUMMARY, (choice_card(text, choices),))
    key, known = next(iter(found.items()))
    return NamedColleague(known, key)


def _on_the_unit(turn: Turn, duties: Iterable[Duty]) -> dict[str, str]:
    """Map name keys to names: those with open rows on the unit, and those who work there."""
    unit = name_key(turn.staff.unit)
    names = {name_key(duty.caseworker): duty.caseworker for duty in duties if duty.caseworker}
    for member in all_staff(turn.database):
        if name_key(member.unit) == unit:
            names.setdefault(name_key(member.name), member.name)
    return names


def _fits(wanted: str, key: str) -> bool:
    return key == wanted or wanted in key.split()
