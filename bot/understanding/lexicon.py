"""Knows what single words mean, also inflected, put together, written without dots, or misspelt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.understanding.text import fold
from bot.understanding.vocabulary import SHORTEST_STEMMED, stem, vocabulary

_SHORTEST_PART = 3
_LONGEST_WORD = 40  # a longer one is no Swedish word; looking into it would only take time
_SHORTEST_KNOWN_PART = 7
_NEAREST = 6  # candidates to choose from by their first letter
# Concepts that a compound may end in, whatever stands before: Ungdomsenheten, våldsutredning.
_HEADS = ("kind.", "unit", "case", "digest", "deadline", "calendar", "remind")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word as the vocabulary knows it: its right spelling (folded), its stem, its concepts."""

    form: str
    stem: str
    concepts: frozenset[str] = frozenset()
    known: bool = False
    misspelt: bool = False


def meaning(word: str) -> Meaning:
    """Return what a lower-case word means, with no concepts if nobody knows it."""
    folded = fold(word)
    if word in vocabulary().spelt or folded in vocabulary().folded:
        return _listed(word, folded)
    for candidate in _candidates(word, folded):
        if candidate is not None:
            return candidate
    return Meaning(folded, stem(folded))


@cache  # bounded by the vocabulary; other words are not remembered
def _listed(word: str, folded: str) -> Meaning:
    words = vocabulary()
    concepts = words.spelt.get(word)
    return _meaning_of(folded, words.folded[folded] if concepts is None else concepts)


def _candidates(word: str, folded: str) -> Iterator[Meaning | None]:
    words = vocabulary()
    if len(folded) > _LONGEST_WORD:
        return
    yield _with_ending(word)
    if len(folded) >= SHORTEST_STEMMED:
        yield _known(folded, words.stems.get(stem(folded)))
        yield _compound(folded)
        yield _nearest(folded)
        yield _compound_of_one_known(folded)
    elif len(folded) > _SHORTEST_PART:
        yield _nearest(folded)


def _known(form: str, concepts: Iterable[str] | None, misspelt: bool = False) -> Meaning | None:
    return None if concepts is None else _meaning_of(form, concepts, misspelt)


def _meaning_of(form: str, concepts: Iterable[str], misspelt: bool = False) -> Meaning:
    known_stem = vocabulary().stem_of.get(form) or stem(form)
    return Meaning(form, known_stem, frozenset(concepts), known=True, misspelt=misspelt)


def _with_ending(word: str) -> Meaning | None:
    """fhb:n and what's are read as their first part; ics-fil as one word or as its parts."""
    for mark in ":'’´`":
        first, found, _ = word.partition(mark)
        if found and first:
            return meaning(first)
    if "-" not in word:
        return None
    parts = [meaning(part) for part in word.split("-") if part]
    known = [part for part in parts if part.known]
    return _known(fold(word), set().union(*(part.concepts for part in known))) if known else None


def _compound(folded: str) -> Meaning | None:
    """enhetsöversikt: both parts are known, with or without a binding s.

    A last part that is listed as it stands comes before one known by its stem only:
    Ungdoms-enheten, not Ungdom-senheten. A unit is a unit, whatever it works with.
    """
    cuts = range(_SHORTEST_PART, len(folded) - _SHORTEST_PART)
    listed = vocabulary().folded
    for cut in sorted(cuts, key=lambda cut: folded[cut:] not in listed):
        left = _part(folded[:cut])
        right = _part(folded[cut:])
        if left and right:
            return _known(folded, right if "unit" in right else left | right)
    return None


def _part(text: str) -> set[str] | None:
    words = vocabulary()
    whole = words.folded.get(text) or words.stems.get(stem(text))
    return whole or (words.folded.get(text[:-1]) if text.endswith("s") else None)


def _compound_of_one_known(folded: str) -> Meaning | None:
    """barnutredningar: the head decides; utredningsplan: a long known first part does."""
    words = vocabulary()
    for cut in range(_SHORTEST_PART, len(folded) - SHORTEST_STEMMED + 2):
        concepts = words.stems.get(stem(folded[cut:]), set())
        heads = {concept for concept in concepts if concept.startswith(_HEADS)}
        if heads:
            return _known(folded, heads)
    for cut in range(len(folded) - _SHORTEST_PART, _SHORTEST_KNOWN_PART, -1):
        if found := words.folded.get(folded[:cut]):
            return _known(folded, found)
    return None


def _nearest(folded: str) -> Meaning | None:
    """Return the word that was meant, where exactly a slip or two away from a known one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words = vocabulary()
    allowed = 2 if len(folded) > _SHORTEST_KNOWN_PART else 1
    hits = [
        (distance, by_stem, hit[0] != form[0], hit, concepts)
        for by_stem, form, pool, concepts in (
            (False, folded, words.forms, words.folded),
            (True, stem(folded), words.long_stems, words.stems),
        )
        for hit, distance, _ in process.extract(
            form, pool, scorer=OSA.distance, score_cutoff=allowed, limit=_NEAREST
        )
    ]
    if not hits:
        return None
    *_, form, known_as = min(hits, key=lambda hit: hit[:4])
    return _known(form, known_as[form], misspelt=True)
