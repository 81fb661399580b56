"""Finds groups of words that mean something together, such as *går … ut* or *på väg att*."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.understanding.lexicon import Meaning
from bot.understanding.text import Token
from bot.understanding.vocabulary import load

COURTESY = frozenset({"thanks", "greeting"})
BESIDE = "beside."
"""How the concepts begin that are no part of what a sentence is labelled with."""


class Group(StrEnum):
    """When a phrase is looked for: kindness, then times, then words for a case, then all others.

    What is said beside the labelled slots is looked for apart, and speaks for no intent.
    """

    ASIDE = "aside"
    DATES = "dates"
    BACK = "back"
    ALL_OTHERS = "all others"
    BESIDE = "beside"


@dataclass(slots=True)
class Word:
    """A token with its meaning; `concepts` grows as phrases are found."""

    token: Token
    meaning: Meaning
    concepts: set[str] = field(default_factory=set)
    taken: bool = False
    aside: bool = False  # only kindness around the request
    named: bool = False  # part of a colleague's name

    @property
    def asks(self) -> bool:
        """Whether the word is part of what is asked: no kindness, no mere sign such as 😊."""
        kindness = self.aside or not self.concepts.isdisjoint(COURTESY)
        return not kindness and (self.token.kind != "sign" or bool(self.concepts))


class Phrase(NamedTuple):
    concept: str
    steps: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]  # how many words may stand before each step


class Found(NamedTuple):
    concept: str
    first: int
    last: int


def find_phrases(words: Sequence[Word], group: Group) -> Iterator[Found]:
    """Yield every phrase in the sentence, of one group."""
    index = _by_first_step()[group]
    keys = [_keys(word) for word in words]
    for place, here in enumerate(keys):
        for key in sorted(here & index.keys()):
            for phrase in map(_phrase, index[key]):
                last = _last_word(phrase, keys, place)
                if last is not None:
                    yield Found(phrase.concept, place, last)


def _keys(word: Word) -> frozenset[str]:
    """Return all that a step of a phrase may call a word."""
    form = word.meaning.form
    return frozenset(
        [form, word.meaning.stem, f"={form}", *[f"<{name}>" for name in word.concepts]]
    )


def _last_word(phrase: Phrase, keys: Sequence[frozenset[str]], place: int) -> int | None:
    for step, gap in zip(phrase.steps[1:], phrase.gaps[1:], strict=True):
        for after in range(place + 1, min(place + 2 + gap, len(keys))):
            if not step.isdisjoint(keys[after]):
                place = after
                break
        else:
            return None
    return place


def _group(concept: str) -> Group:
    if concept in ("aside", "back"):
        return Group(concept)
    if concept.startswith(BESIDE):
        return Group.BESIDE
    return Group.DATES if concept.startswith("@") else Group.ALL_OTHERS


@cache
def _by_first_step() -> dict[Group, dict[str, list[int]]]:
    """Return for each group of phrases the numbers of those that may begin with a word."""
    index: dict[Group, defaultdict[str, list[int]]] = {group: defaultdict(list) for group in Group}
    for number, (concept, steps, _) in enumerate(load("phrases")):
        for key in steps[0].split():
            index[_group(concept)][key].append(number)
    return {group: dict(numbers) for group, numbers in index.items()}


@cache  # bounded by the language data
def _phrase(number: int) -> Phrase:
    concept, steps, gaps = load("phrases")[number]
    return Phrase(concept, tuple(frozenset(step.split()) for step in steps), tuple(gaps))
