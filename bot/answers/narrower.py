"""Whether a question about figures names less, or more, than what they are counted from.

Figures are counted for the asker, the unit or the municipality. Where somebody names a
colleague or a unit the answer says so, instead of answering another question without a word.
"""

from typing import assert_never

from bot.access import FiguresGrant, FiguresOf
from bot.texts import statistics as words
from bot.understanding import Beside


def what_is_counted(said: Beside, grant: FiguresGrant) -> list[str]:
    """Return the note that tells what is counted, where something else was named."""
    names_person = said.caseworkers or said.colleague is not None
    match grant.of:
        case FiguresOf.OWN:
            is_narrower = said.ours or said.unit or said.municipality or said.colleague is not None
            return [words.ONLY_YOURS] if is_narrower else []
        case FiguresOf.UNIT:
            return [words.ONLY_WHOLE_UNIT] if names_person else []
        case FiguresOf.ALL if said.unit or said.other_unit:
            return [words.ONLY_WHOLE_MUNICIPALITY]
        case FiguresOf.ALL:
            return [words.NOT_PER_CASEWORKER] if names_person else []
        case _:
            assert_never(grant.of)
