"""Whether a question about figures names less, or more, than what they are counted from.

Figures are counted for the asker, the unit or the municipality. Where somebody names a
colleague or a unit the answer says so, instead of answering another question without a word.
"""

import re
from collections.abc import Iterable
from typing import assert_never

from bot.access import FiguresGrant, FiguresOf
from bot.answers.turn import Turn
from bot.texts import statistics as words
from bot.understanding import ScopeSlot
from rules.wording import MONTHS
from storage.keys import name_key
from storage.queries import all_staff, unit_keys_within

_A_UNIT = re.compile(r"\b\w*enhet(en|ens|er|erna|s)?\b")
_A_CASEWORKER = re.compile(r"\b(handläggare|medarbetare|kollega)\w*")
_MORE_THAN_ONES_OWN = re.compile(r"\b(kommunen|kommunens|avdelningen|avdelningens|nämnden)\b")
_NAMED = re.compile(r"\b(?:för|av|hos|åt) (\w+)|\b(\w+)s\b")


def what_is_counted(turn: Turn, grant: FiguresGrant) -> list[str]:
    """Return the note that tells what is counted, where something else was named."""
    asked = name_key(turn.question.text)
    match grant.of:
        case FiguresOf.OWN:
            beyond = turn.slots.scope is ScopeSlot.UNIT or _MORE_THAN_ONES_OWN.search(asked)
            named = beyond or _A_UNIT.search(asked) or _names_colleague(turn, asked)
            return [words.ONLY_YOURS] if named else []
        case FiguresOf.UNIT:
            named = _A_CASEWORKER.search(asked) or _names_colleague(turn, asked)
            return [words.ONLY_WHOLE_UNIT] if named else []
        case FiguresOf.ALL:
            return _of_all(turn, asked)
        case _:
            assert_never(grant.of)


def _of_all(turn: Turn, asked: str) -> list[str]:
    if _A_UNIT.search(asked) or any(_says(asked, unit) for unit in _units_in(turn, asked)):
        return [words.ONLY_WHOLE_MUNICIPALITY]
    is_person = _A_CASEWORKER.search(asked) or _names_colleague(turn, asked)
    return [words.NOT_PER_CASEWORKER] if is_person else []


def _units_in(turn: Turn, asked: str) -> Iterable[str]:
    return unit_keys_within(turn.database, asked)


def _names_colleague(turn: Turn, asked: str) -> bool:
    """Whether anybody else in the list of staff is named: whole, or by the one name after *för*."""
    if turn.slots.caseworker:
        return True
    own = name_key(turn.staff.name)
    names = {name_key(member.name) for member in all_staff(turn.database)} - {own, ""}
    if any(_says(asked, name) for name in names):
        return True
    parts = {part for name in names for part in name.split()} - set(MONTHS) - set(own.split())
    return any(set(found) & parts for found in _NAMED.findall(asked))


def _says(asked: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", asked) is not None
