"""Writes the language data as one index, so that reading a sentence never waits for stemming.

After a change to the TOML files: `python -m bot.understanding.language_index` writes
`data/index.json` anew, and a test holds the written one against them.
"""

import json
import sys
from collections.abc import Iterator

from bot.understanding.language_words import Words, known_words, toml
from bot.understanding.text import fold
from bot.understanding.vocabulary import DATA, INDEX, stem_anew

_LONGEST_GAP = 4
_GAP = ".."
_STALE = f"{INDEX.name} is stale: run python -m bot.understanding.language_index"


def build_index() -> dict[str, object]:
    """Return everything that reading a sentence looks up, sorted."""
    words = known_words()
    common = set(_common()) - words.spelt.keys()
    return {
        "spelt": _joined(_telling(words)),
        "folded": _joined(words.folded),
        "stems": _joined(words.stems),
        "stem_of": dict(_stems(sorted(words.folded))),
        "common": " ".join(sorted(common)),
        "apart": " ".join(sorted(word for word in common if _stands_apart(word, words))),
        "slips": toml("vocabulary")["matching"]["slips"].split(),
        "phrases": list(_phrases()),
        "dates": {name: toml("dates")[name] for name in ("feasts", "easter")},
        "names": {key: fold(str(value)) for key, value in toml("names").items()},
        "intents": toml("intents"),
    }


def _telling(words: Words) -> dict[str, set[str]]:
    """Return the words that mean something else than others of their folded form."""
    return {
        word: concepts
        for word, concepts in words.spelt.items()
        if concepts != words.folded[fold(word)]
    }


def _stands_apart(word: str, words: Words) -> bool:
    """Tell värd, which is a word of its own, from a vård that lacks its ring."""
    return fold(word) != word and fold(word) in words.folded


def _stems(forms: list[str]) -> Iterator[tuple[str, str]]:
    for form in forms:
        if (stemmed := stem_anew(form)) != form:
            yield form, stemmed


def _common() -> Iterator[str]:
    lines = (DATA / "common.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            yield from line.split()
            yield from fold(line).split()


def _joined(part: dict[str, set[str]]) -> dict[str, str]:
    return {word: " ".join(sorted(part[word])) for word in sorted(part)}


def _phrases() -> Iterator[list[object]]:
    for concept, phrases in toml("phrases")["phrases"].items():
        for written in phrases:
            yield [concept, *_steps(written)]


def _steps(written: str) -> tuple[list[str], list[int]]:
    """Return the words that each step may be, and how many others may stand before it."""
    steps: list[str] = []
    gaps: list[int] = []
    gap = 0
    for part in written.split():
        if part == _GAP:
            gap = _LONGEST_GAP
            continue
        keys = {key for choice in part.split("|") for key in _keys(choice)}
        steps.append(" ".join(sorted(keys)))
        gaps.append(gap)
        gap = 0
    return steps, gaps


def _keys(choice: str) -> Iterator[str]:
    if choice.startswith("<"):
        yield choice
    elif choice.startswith("="):  # this form only: enheter, not enheten
        yield f"={fold(choice[1:])}"
    elif choice.isupper():
        yield f"<{choice}>"
    else:
        yield fold(choice)
        yield stem_anew(fold(choice))


def written(index: dict[str, object]) -> str:
    """Return the index as it stands in its file: one entry a line, for a readable diff."""
    parts = (f'"{name}":{_entries(part)}' for name, part in index.items())
    return "{" + ",\n".join(parts) + "}\n"


def _entries(part: object) -> str:
    match part:
        case dict():
            entries = (f"{json.dumps(key, ensure_ascii=False)}:{_entry(part[key])}" for key in part)
            return "{\n" + ",\n".join(entries) + "}"
        case list():
            return "[\n" + ",\n".join(_entry(entry) for entry in part) + "]"
        case _:
            return _entry(part)


def _entry(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def main(arguments: list[str]) -> int:
    """Write the index, or check the written one; return the exit code."""
    fresh = written(build_index())
    if "--check" not in arguments:
        INDEX.write_text(fresh, encoding="utf-8")
        return 0
    if INDEX.is_file() and INDEX.read_text(encoding="utf-8") == fresh:
        return 0
    sys.stderr.write(f"{_STALE}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
