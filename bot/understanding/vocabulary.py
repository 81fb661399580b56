"""Holds the words that are known: by spelling, by spelling without dots, by stem.

All is read from one index that `language_index` writes from the language data.
"""

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
INDEX = DATA / "index.json"
SHORTEST_STEMMED = 5
_SHORTEST_NEAR = 4  # a shorter word is never what a misspelt one may have meant
_SHORTEST_STEM_NEAR = 6

Concepts = frozenset[str]
Pool = Mapping[str, tuple[str, ...]]  # words by their first letter


def read_json(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=1)
def _index() -> dict[str, Any]:
    return read_json(INDEX)


def load(part: str) -> Any:
    """Return one part of the language data."""
    return _index()[part]


class Vocabulary:
    """The known words; each mapping gives the concepts of a word."""

    def __init__(self) -> None:
        self.folded = _concepts("folded")
        self.spelt = _concepts("spelt")  # only words that mean less than their folded form
        self.apart = frozenset(load("apart").split())  # common ones, but for their dots ours
        self.stem_of: Mapping[str, str] = load("stem_of")  # where a word is not its own stem

    @cached_property
    def stems(self) -> Mapping[str, Concepts]:
        return _concepts("stems")

    @cached_property
    def common(self) -> frozenset[str]:
        return frozenset(load("common").split())

    @cached_property
    def forms(self) -> Pool:
        return _long_ones(self.folded, _SHORTEST_NEAR)

    @cached_property
    def long_stems(self) -> Pool:
        return _long_ones(self.stems, _SHORTEST_STEM_NEAR)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary()


def _concepts(part: str) -> dict[str, Concepts]:
    joined: dict[str, str] = load(part)
    sets = {names: frozenset(names.split()) for names in set(joined.values())}
    return {word: sets[names] for word, names in joined.items()}


def _long_ones(words: Mapping[str, Concepts], shortest: int) -> Pool:
    long = (word for word in words if len(word) >= shortest)
    return {first: tuple(group) for first, group in groupby(long, key=itemgetter(0))}


def stem(form: str) -> str:
    """Return the word without its inflection; short words are their own stems.

    Typed words are not remembered: some of them are names.
    """
    known = vocabulary()
    if len(form) < SHORTEST_STEMMED or form in known.folded:
        return known.stem_of.get(form, form)
    return stem_anew(form)


def stem_anew(form: str) -> str:
    """Return what the stemmer makes of a word.

    It leaves the neuter article (utskicket), which is taken off here.
    """
    if len(form) < SHORTEST_STEMMED:
        return form
    stemmed = str(_stemmer().stemWord(form))
    return stemmed[:-2] if stemmed.endswith("et") and len(stemmed) > SHORTEST_STEMMED else stemmed


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # here, because most sentences hold only words that are known

    return snowballstemmer.stemmer("swedish")
