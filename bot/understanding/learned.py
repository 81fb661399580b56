"""Knows how much each concept and word speaks for each intent, as learned from labelled sentences.

The cues in intents.toml say what people know for certain; this says what the sentences show.
`training` writes the weights.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bot.understanding.model import Intent
from bot.understanding.phrases import Word
from bot.understanding.vocabulary import DATA, read_json

WEIGHTS = DATA / "learned.json"
SCALE = 100  # weights are written as whole hundredths
ALWAYS = "^"  # evidence that every sentence gives: how common an intent is
# What changes the meaning of all else: how many *I* have, how many *Anna* has.
_WHOSE = frozenset(("CASE", "NAME", "MINE", "UNIT", "KIND", "DATE"))
_START = 4  # letters
_END = 6


class Weights(NamedTuple):
    """For each piece of evidence its weight for every intent, in hundredths."""

    intents: tuple[Intent, ...]
    evidence: dict[str, list[int]]


def evidence(words: Sequence[Word], features: Iterable[str]) -> frozenset[str]:
    """Return what may speak for an intent: the features, and the words themselves but for names."""
    concepts = [name for name in features if not name.startswith("@")]
    said = (form for word in words if _tells(word) for form in _forms(word))
    asked = [name for name in concepts if name in _WHOSE]
    paired = (f"{name} {one}" for name in concepts if name not in _WHOSE for one in asked)
    return frozenset((ALWAYS, *concepts, *said, *paired))


def _tells(word: Word) -> bool:
    return not (word.named or word.taken or word.aside) and word.token.kind in ("word", "sign")


def _forms(word: Word) -> Iterator[str]:
    """Yield a word's stem, and its start and end, which inflections and compounds share."""
    folded = word.token.folded
    yield f"={word.meaning.stem or word.token.kind}"
    if len(folded) > _START:
        yield f"={folded[:_START]}-"
    if len(folded) > _END + 2:
        yield f"=-{folded[-_END:]}"


def leanings(found: Iterable[str]) -> dict[Intent, float]:
    """Return for each intent the logarithm of its odds, up to a constant."""
    weights = _weights()
    rows = [row for name in found if (row := weights.evidence.get(name))]
    return {intent: sum(said) / SCALE for intent, *said in zip(weights.intents, *rows, strict=True)}


@lru_cache(maxsize=1)
def _weights() -> Weights:
    read: dict[str, Any] = read_json(WEIGHTS)
    intents = tuple(Intent(name) for name in read["intents"])
    return Weights(intents, read["evidence"])
