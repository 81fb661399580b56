"""Gathers the words of all files of language data, each with the concepts that it stands for."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bot.understanding.text import fold
from bot.understanding.vocabulary import DATA, SHORTEST_STEMMED, stem_anew

_SHORTEST_STEM = 4
_FAMILIES = {
    "kind.": "kind",
    "cause.": "named_cause",
    "@unit-": "time_unit",
    "@n": "number",
    "@weekday": "time_day",
    "@month": "time_day",
    "@to": "time_day",
}
_TIMES = ("@", "number", "time_")  # words of time, whose forms are all listed


class Words:
    """The words of all files; each part gives the concepts of a word."""

    def __init__(self) -> None:
        self.spelt: defaultdict[str, set[str]] = defaultdict(set)
        self.folded: defaultdict[str, set[str]] = defaultdict(set)
        self.stems: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, word: str, concept: str, stemmed: bool) -> None:
        form = fold(word)
        concepts = {concept} if concept else set()
        self.spelt[word] |= concepts
        self.folded[form] |= concepts
        if stemmed and len(stem := stem_anew(form)) >= _SHORTEST_STEM:
            self.stems[stem] |= concepts

    def add_inflections(self, word: str, concept: str, endings: dict[str, str]) -> None:
        """Add the regular forms of a long noun, for a misspelt one to be near to."""
        for ending, inflections in endings.items():
            if concept and word.endswith(ending) and len(word) >= SHORTEST_STEMMED:
                for inflection in inflections.split():
                    self.add(word + inflection, concept, stemmed=False)


def toml(name: str) -> dict[str, Any]:
    """Return one file of the language data, as people write it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def known_words() -> Words:
    """Return every word that is listed, with the forms that are put to it."""
    data = toml("vocabulary")
    words = Words()
    listed_whole = (*data["matching"]["uninflected"].split(), *_TIMES)
    for concept, listed in _listed_words(data):
        for word in listed:
            words.add(word, concept, stemmed=not concept.startswith(listed_whole))
        for word in listed:
            words.add_inflections(word, concept, data["endings"])
    return words


def _listed_words(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for concept, words in data["words"].items():
        yield from _with_family(concept, words.split())
    for tag, words in toml("dates")["tags"].items():
        yield from _with_family(f"@{tag}", words.split())
    for number, words in toml("dates")["numbers"].items():
        yield from _with_family(f"@n{number}", words.split())
    yield "", data["ordinary"]["words"].split()
    for phrases in toml("phrases")["phrases"].values():
        yield "", _phrase_words(phrases)


def _with_family(concept: str, words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words under their concept and, for phrases to build on, under its family."""
    yield concept, words
    for start, family in _FAMILIES.items():
        if concept.startswith(start) and not (start == "@n" and concept[2:].isalpha()):
            yield family, words


def _phrase_words(phrases: list[str]) -> list[str]:
    parts = (part for phrase in phrases for part in phrase.replace("|", " ").split())
    return [word for part in parts if (word := part.removeprefix("=")).isalpha()]
