"""Weighs what a sentence says for each intent; the cues and their weights are data."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.model import Intent
from bot.understanding.vocabulary import load

_ENOUGH = 2.0  # what a request must weigh to be one
_COURTESIES = (Intent.GREETING, Intent.THANKS)


@dataclass(frozen=True, slots=True)
class Cue:
    """Features that speak together for an intent, unless one of the others is there."""

    intent: Intent
    present: frozenset[str]
    absent: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    intent: Intent
    weight: float


@lru_cache(maxsize=1)
def _cues() -> tuple[Cue, ...]:
    return tuple(
        _cue(Intent(intent), written, weight)
        for intent, cues in load("intents").items()
        for written, weight in cues.items()
    )


def _cue(intent: Intent, written: str, weight: float) -> Cue:
    features = written.split()
    return Cue(
        intent,
        frozenset(name for name in features if not name.startswith("!")),
        frozenset(name[1:] for name in features if name.startswith("!")),
        weight,
    )


def ranked(features: frozenset[str]) -> tuple[Score, ...]:
    """Return every intent with its weight, heaviest first."""
    weights = dict.fromkeys(Intent, 0.0)
    for cue in _cues():
        if cue.present <= features and features.isdisjoint(cue.absent):
            weights[cue.intent] += cue.weight
    return tuple(
        sorted((Score(intent, weight) for intent, weight in weights.items()), key=_heaviest_first)
    )


def _heaviest_first(score: Score) -> float:
    return -score.weight


def choose(scores: Iterable[Score]) -> Intent:
    """Return what is asked for: a request if there is one, else a courtesy, else nothing we do."""
    listed = list(scores)
    for wanted in (
        [score for score in listed if score.intent not in _COURTESIES],
        [score for score in listed if score.intent in _COURTESIES],
    ):
        if wanted[0].weight >= _ENOUGH:
            return wanted[0].intent
    return Intent.OUT_OF_SCOPE
