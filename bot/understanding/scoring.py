"""Weighs what a sentence says for each intent; the cues and their weights are data."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.model import Intent
from bot.understanding.vocabulary import load

_ENOUGH = 2.0  # what a request must weigh to be one
_SMALL_MARGIN = 0.8
_ALMOST_ENOUGH = 1.5
_MOST_NEAR = 2
_COURTESIES = (Intent.GREETING, Intent.THANKS)


class Cue(NamedTuple):
    """Features that speak together for an intent, unless one of the others is there."""

    intent: Intent
    present: frozenset[str]
    absent: frozenset[str]
    weight: float


class Score(NamedTuple):
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


def nearly_chosen(scores: Iterable[Score], chosen: Intent) -> tuple[Intent, ...]:
    """Return the requests that weigh nearly as much as the chosen one, heaviest first.

    What is plainly none of our business has no other reading; what weighs nearly enough to be a
    request is asked about.
    """
    listed = list(scores)
    weight = next(score.weight for score in listed if score.intent is chosen)
    if chosen in _COURTESIES or (chosen is Intent.OUT_OF_SCOPE and weight > 0):
        return ()
    least = (
        _ALMOST_ENOUGH if chosen is Intent.OUT_OF_SCOPE else max(weight - _SMALL_MARGIN, _ENOUGH)
    )
    near = [
        score.intent
        for score in listed
        if score.weight >= least and score.intent not in (chosen, Intent.OUT_OF_SCOPE)
    ]
    return tuple(intent for intent in near if intent not in _COURTESIES)[:_MOST_NEAR]
