"""Learns from labelled sentences how much each concept and word speaks for each intent.

After a change to the sentences or the language data: `python -m bot.understanding.training FILES`
writes `data/learned.json` anew, which takes a minute. It is plain logistic regression, made here
because a library for it would outweigh the service. The same sentences give the same weights.
"""

import csv
import hashlib
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.understanding.learned import SCALE, WEIGHTS
from bot.understanding.model import Intent
from bot.understanding.sentence import evidence_of

_SAID_ON = date(2026, 11, 20)  # the day that the sentences are labelled for
_INTENTS = tuple(Intent)
_ROUNDS = 30
_STEP = 0.3
_RESTRAINT = 0.5  # how strongly weights are drawn towards nothing
_LEAST_SLOPE = 0.001
_LEAST_SEEN = 2
_SOME = 4  # every fourth request

Row = list[float]


class Example(NamedTuple):
    """What a sentence gives to go by, and the place of its intent."""

    evidence: tuple[str, ...]
    intent: int


class _Learner:
    """The weights while they are learned: for each piece of evidence one for every intent."""

    def __init__(self, examples: Sequence[Example]) -> None:
        names = sorted(_seen_often(examples))
        self.weights: dict[str, Row] = {name: [0.0] * len(_INTENTS) for name in names}
        self._squares: dict[str, Row] = {name: [1e-3] * len(_INTENTS) for name in names}

    def learn(self, example: Example) -> None:
        """Move the weights a step towards the example's intent."""
        slopes = self._shares(example)
        slopes[example.intent] -= 1.0
        steep = [(at, slope) for at, slope in enumerate(slopes) if abs(slope) > _LEAST_SLOPE]
        for name in example.evidence:
            if name not in self.weights:
                continue
            weights, squares = self.weights[name], self._squares[name]
            for at, slope in steep:
                squares[at] += slope * slope
                weights[at] -= _STEP * slope / math.sqrt(squares[at])

    def restrain(self) -> None:
        """Draw every weight towards nothing, those of rare evidence the most."""
        for name, weights in self.weights.items():
            for at, square in enumerate(self._squares[name]):
                weights[at] /= 1 + _RESTRAINT * _STEP / math.sqrt(square)

    def _shares(self, example: Example) -> Row:
        rows = [self.weights[name] for name in example.evidence if name in self.weights]
        sums = [sum(column) for column in zip(*rows, strict=True)]
        highest = max(sums)
        grown = [math.exp(total - highest) for total in sums]
        whole = sum(grown)
        return [each / whole for each in grown]


def _seen_often(examples: Sequence[Example]) -> set[str]:
    """Return the evidence that says something of more than one sentence."""
    times = Counter(name for example in examples for name in example.evidence)
    return {name for name, count in times.items() if count >= _LEAST_SEEN}


def learn(examples: Sequence[Example]) -> Mapping[str, Row]:
    """Return for each piece of evidence its weight for every intent."""
    learner = _Learner(examples)
    shuffled, order = list(examples), random.Random(1)  # noqa: S311 - only an order to learn in
    for _ in range(_ROUNDS):
        order.shuffle(shuffled)
        for example in shuffled:
            learner.learn(example)
        learner.restrain()
    return learner.weights


def labelled(files: Iterable[Path]) -> list[tuple[str, Intent]]:
    """Return the sentences of the files with their intents."""
    rows: list[tuple[str, Intent]] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            read = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(row["utterance"], Intent(row["intent"])) for row in read]
    return rows


def with_kindness(rows: Iterable[tuple[str, Intent]]) -> list[tuple[str, Intent]]:
    """Return the sentences, some again with a greeting or thanks, which make no request another."""
    said = list(rows)
    requests = [row for row in said if row[1] not in (Intent.GREETING, Intent.THANKS)]
    greeted = [(f"hej, {text}", intent) for text, intent in requests[::_SOME]]
    thanked = [(f"{text} tack", intent) for text, intent in requests[1::_SOME]]
    return said + greeted + thanked


def digest(rows: Iterable[tuple[str, Intent]]) -> str:
    """Return what tells these sentences from all others."""
    return hashlib.sha256(json.dumps(list(rows)).encode()).hexdigest()


def examples_of(rows: Iterable[tuple[str, Intent]]) -> list[Example]:
    return [
        Example(tuple(sorted(evidence_of(text, _SAID_ON))), _INTENTS.index(intent))
        for text, intent in rows
    ]


def written(rows: Sequence[tuple[str, Intent]]) -> str:
    """Return the weights that the sentences give as they stand in their file."""
    learned = learn(examples_of(with_kindness(rows)))
    whole = {name: [round(weight * SCALE) for weight in row] for name, row in learned.items()}
    entries = (json.dumps(name) + ":" + _compact(row) for name, row in whole.items())
    head = f'{{"sentences":"{digest(rows)}",\n"intents":{json.dumps(_INTENTS)},\n"evidence":{{\n'
    return head + ",\n".join(entries) + "\n}}\n"


def _compact(row: Sequence[int]) -> str:
    return json.dumps(row, separators=(",", ":"))


def main(files: Sequence[str]) -> int:
    """Learn from the files and write the weights; return the exit code."""
    WEIGHTS.write_text(written(labelled(map(Path, files))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
