"""Reads the language data once and indexes it: by spelling, by spelling without dots, by stem."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.understanding.text import fold

_DATA = Path(__file__).parent / "data"
SHORTEST_STEMMED = 5
_SHORTEST_WORD = 3
_FAMILIES = {
    "kind.": "kind",
    "cause.": "named_cause",
    "@unit-": "time_unit",
    "@n": "number",
    "@weekday": "time_day",
    "@month": "time_day",
    "@to": "time_day",
}


@lru_cache(maxsize=8)
def load(name: str) -> dict[str, Any]:
    """Return one file of the language data."""
    import tomllib  # here, because the command line must start fast

    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def stem(form: str) -> str:
    """Return the word without its inflection; short words are their own stems.

    Typed words are not remembered: some of them are names. The stemmer leaves the neuter
    article (utskicket), which is taken off here.
    """
    if len(form) < SHORTEST_STEMMED:
        return form
    stemmed = str(_stemmer().stemWord(form))
    return stemmed[:-2] if stemmed.endswith("et") and len(stemmed) > SHORTEST_STEMMED else stemmed


class Vocabulary:
    """The words of all files; each index gives the concepts of a word."""

    def __init__(self) -> None:
        self.spelt: defaultdict[str, set[str]] = defaultdict(set)
        self.folded: defaultdict[str, set[str]] = defaultdict(set)
        self.stems: defaultdict[str, set[str]] = defaultdict(set)
        self.stem_of: dict[str, str] = {}
        uninflected = set(load("vocabulary")["matching"]["uninflected"].split())
        for concept, words in _listed_words():
            for word in words:
                self._add(word, concept, stemmed=concept not in uninflected)
            for word in words:
                self._add_inflections(word, concept)
        self.forms = sorted(form for form in self.folded if len(form) > _SHORTEST_WORD)
        self.long_stems = sorted(key for key in self.stems if len(key) > _SHORTEST_WORD)

    def _add(self, word: str, concept: str, stemmed: bool) -> None:
        form = fold(word)
        concepts = {concept} if concept else set()
        self.spelt[word] |= concepts
        self.folded[form] |= concepts
        if stemmed and len(form) >= _SHORTEST_WORD:
            if form not in self.stem_of:
                self.stem_of[form] = stem(form)
            self.stems[self.stem_of[form]] |= concepts

    def _add_inflections(self, word: str, concept: str) -> None:
        """Add the regular forms of a long noun, for a misspelt one to be near to."""
        for ending, inflections in load("vocabulary")["endings"].items():
            if concept and word.endswith(ending) and len(word) >= SHORTEST_STEMMED:
                for inflection in inflections.split():
                    self._add(word + inflection, concept, stemmed=False)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return Vocabulary()


def _listed_words() -> Iterator[tuple[str, list[str]]]:
    for concept, words in load("vocabulary")["words"].items():
        yield from _with_family(concept, words.split())
    for tag, words in load("dates")["tags"].items():
        yield from _with_family(f"@{tag}", words.split())
    for number, words in load("dates")["numbers"].items():
        yield from _with_family(f"@n{number}", words.split())
    yield "", load("vocabulary")["ordinary"]["words"].split()
    for phrases in load("phrases")["phrases"].values():
        yield "", _phrase_words(phrases)


def _with_family(concept: str, words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words under their concept and, for phrases to build on, under its family."""
    yield concept, words
    for start, family in _FAMILIES.items():
        if concept.startswith(start):
            yield family, words


def _phrase_words(phrases: list[str]) -> list[str]:
    parts = (part for phrase in phrases for part in phrase.replace("|", " ").split())
    return [word for part in parts if (word := part.removeprefix("=")).isalpha()]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("swedish")
