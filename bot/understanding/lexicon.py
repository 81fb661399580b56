"""Knows what single words mean, also inflected, put together, written without dots, or misspelt."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bot.understanding import misspellings
from bot.understanding.compounds import (
    concepts_of_compound,
    concepts_of_misspelt_compound,
    concepts_of_one_known_part,
)
from bot.understanding.text import fold
from bot.understanding.vocabulary import SHORTEST_STEMMED, Concepts, stem, vocabulary

_LONGEST_WORD = 40  # a longer one is no Swedish word; looking into it would only take time
_MARKS = ":'’´`"  # what an ending may stand behind, as in fhb:n


class Meaning(NamedTuple):
    """A word as the vocabulary knows it: its right spelling (folded), its stem, its concepts.

    A common one means nothing here, unless it is somebody's name.
    """

    form: str
    stem: str
    concepts: frozenset[str] = frozenset()
    known: bool = False
    misspelt: bool = False
    common: bool = False


def meaning(word: str) -> Meaning:
    """Return what a lower-case word means, with no concepts if nobody knows it."""
    folded = fold(word)
    words = vocabulary()
    if word in words.spelt or (folded in words.folded and word not in words.apart):
        return _listed(word, folded)
    if len(folded) > _LONGEST_WORD:
        return Meaning(folded, folded)
    found = (candidate for candidate in _candidates(word, folded) if candidate is not None)
    return next(found, Meaning(folded, stem(folded)))


@cache  # bounded by the vocabulary; other words are not remembered
def _listed(word: str, folded: str) -> Meaning:
    words = vocabulary()
    concepts = words.spelt.get(word)
    return _meaning_of(folded, words.folded[folded] if concepts is None else concepts)


def _candidates(word: str, folded: str) -> Iterator[Meaning | None]:
    words = vocabulary()
    yield _with_ending(word)
    is_common = word in words.common  # as typed: varör is no varor, and may be varför
    if not is_common:
        yield _with_letter_doubled(folded)
    if len(folded) >= SHORTEST_STEMMED:
        yield _known(folded, words.stems.get(stem(folded)))
    if is_common:
        yield Meaning(folded, stem(folded), known=True, common=True)
    if len(folded) >= SHORTEST_STEMMED:
        yield _known(folded, concepts_of_compound(folded))
    yield _misspelt(folded)
    if len(folded) >= SHORTEST_STEMMED:
        yield _known(folded, concepts_of_one_known_part(folded))
        yield _known(folded, concepts_of_misspelt_compound(folded))


def _with_letter_doubled(folded: str) -> Meaning | None:
    """lägget is läget with a letter struck twice."""
    for place in range(1, len(folded)):
        if folded[place] == folded[place - 1]:
            once = folded[:place] + folded[place + 1 :]
            if concepts := vocabulary().folded.get(once):
                return _meaning_of(once, concepts, misspelt=True)
    return None


def _known(form: str, concepts: Concepts | None) -> Meaning | None:
    return None if concepts is None else _meaning_of(form, concepts)


def _meaning_of(form: str, concepts: Iterable[str], misspelt: bool = False) -> Meaning:
    return Meaning(form, stem(form), frozenset(concepts), known=True, misspelt=misspelt)


def _misspelt(folded: str) -> Meaning | None:
    slip = misspellings.nearest(folded)
    return _meaning_of(slip.form, slip.concepts, misspelt=True) if slip else None


def _with_ending(word: str) -> Meaning | None:
    """fhb:n and what's are read as their first part; ics-fil as one word or as its parts."""
    for mark in _MARKS:
        first, found, _ = word.partition(mark)
        if found and first:
            return meaning(first)
    if "-" not in word:
        return None
    parts = [meaning(part) for part in word.split("-") if part]
    known = [part for part in parts if part.known]
    return _meaning_of(fold(word), _together(known)) if known else None


def _together(parts: Iterable[Meaning]) -> Concepts:
    return frozenset().union(*(part.concepts for part in parts))
