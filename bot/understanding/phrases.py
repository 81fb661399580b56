"""Finds groups of words that mean something together, such as *går … ut* or *på väg att*."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bot.understanding.lexicon import Meaning
from bot.understanding.text import Token, fold
from bot.understanding.vocabulary import load, stem


class Group(StrEnum):
    """When a phrase is looked for: kindness first, then times, then all that carries meaning."""

    ASIDE = "aside"
    DATES = "dates"
    ALL_OTHERS = "all others"


_LONGEST_GAP = 4
_GAP = ".."


@dataclass(slots=True)
class Word:
    """A token with its meaning; `concepts` grows as phrases are found."""

    token: Token
    meaning: Meaning
    concepts: set[str] = field(default_factory=set)
    taken: bool = False

    @property
    def keys(self) -> tuple[str, str]:
        return self.meaning.form, self.meaning.stem


@dataclass(frozen=True, slots=True)
class Phrase:
    concept: str
    steps: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]  # how many words may stand before each step


@dataclass(frozen=True, slots=True)
class Found:
    concept: str
    first: int
    last: int


def find_phrases(words: Sequence[Word], group: Group) -> Iterator[Found]:
    """Yield every phrase in the sentence, of one group."""
    index = _by_first_step(group)
    for place, word in enumerate(words):
        for key in (*dict.fromkeys(word.keys), *sorted(f"<{name}>" for name in word.concepts)):
            for phrase in index.get(key, ()):
                last = _last_word(phrase, words, place)
                if last is not None:
                    yield Found(phrase.concept, place, last)


def _last_word(phrase: Phrase, words: Sequence[Word], place: int) -> int | None:
    for step, gap in zip(phrase.steps[1:], phrase.gaps[1:], strict=True):
        reach = range(place + 1, min(place + 2 + gap, len(words)))
        after = next((i for i in reach if _fits(words[i], step)), None)
        if after is None:
            return None
        place = after
    return place


def _fits(word: Word, step: frozenset[str]) -> bool:
    if word.meaning.form in step or word.meaning.stem in step:
        return True
    return any(f"<{name}>" in step for name in word.concepts)


def _group(concept: str) -> Group:
    if concept == "aside":
        return Group.ASIDE
    return Group.DATES if concept.startswith("@") else Group.ALL_OTHERS


@lru_cache(maxsize=len(Group))
def _by_first_step(group: Group) -> dict[str, tuple[Phrase, ...]]:
    index: defaultdict[str, list[Phrase]] = defaultdict(list)
    for concept, phrases in load("phrases")["phrases"].items():
        if _group(concept) is not group:
            continue
        for phrase in (_compiled(concept, written) for written in phrases):
            for key in phrase.steps[0]:
                index[key].append(phrase)
    return {key: tuple(found) for key, found in index.items()}


def _compiled(concept: str, written: str) -> Phrase:
    steps: list[frozenset[str]] = []
    gaps: list[int] = []
    gap = 0
    for part in written.split():
        if part == _GAP:
            gap = _LONGEST_GAP
            continue
        steps.append(frozenset(key for choice in part.split("|") for key in _keys(choice)))
        gaps.append(gap)
        gap = 0
    return Phrase(concept, tuple(steps), tuple(gaps))


def _keys(choice: str) -> Iterator[str]:
    if choice.startswith("<"):
        yield choice
    elif choice.startswith("="):  # this form only: enheter, not enheten
        yield fold(choice[1:])
    elif choice.isupper():
        yield f"<{choice}>"
    else:
        yield fold(choice)
        yield stem(fold(choice))
