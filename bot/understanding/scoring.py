"""Weighs what a sentence says for each intent; the cues and their weights are data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.understanding.model import Intent
from bot.understanding.vocabulary import load

_CUE = 0.2  # what a cue's weight counts for beside the learned ones
_PLAINLY = 5.0  # no small talk, which the sentences know better
_SMALL_MARGIN = 0.9  # the other reading is nearly half as likely
_MOST_NEAR = 2
COURTESIES = (Intent.GREETING, Intent.THANKS)
_NEVER_OFFERED = (*COURTESIES, Intent.OUT_OF_SCOPE)


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
def _by_first_feature() -> dict[str, list[tuple[int, Cue]]]:
    """Return the cues, numbered, by one of the features that each cannot do without."""
    index: defaultdict[str, list[tuple[int, Cue]]] = defaultdict(list)
    for number, cue in enumerate(_cues()):
        index[min(cue.present)].append((number, cue))
    return dict(index)


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
    index = _by_first_feature()
    likely = sorted(chain.from_iterable(index.get(name, ()) for name in features))
    for _, cue in likely:
        if cue.present <= features and features.isdisjoint(cue.absent):
            weights[cue.intent] += cue.weight
    return tuple(
        sorted((Score(intent, weight) for intent, weight in weights.items()), key=_heaviest_first)
    )


def _heaviest_first(score: Score) -> float:
    return -score.weight


def together(scores: Sequence[Score], leanings: Mapping[Intent, float]) -> tuple[Score, ...]:
    """Return what cues and labelled sentences together say for every intent, heaviest first.

    What the cues know to be none of our business is that, and has no other reading.
    """
    if scores[0].intent is Intent.OUT_OF_SCOPE and scores[0].weight >= _PLAINLY:
        return (scores[0],)
    weighed = [Score(one.intent, leanings[one.intent] + _CUE * one.weight) for one in scores]
    return tuple(sorted(weighed, key=_heaviest_first))


def nearly_chosen(scores: Sequence[Score]) -> tuple[Intent, ...]:
    """Return the requests that weigh nearly as much as the heaviest, heaviest first."""
    chosen, *others = scores
    if chosen.intent in COURTESIES:
        return ()
    near = [one.intent for one in others if one.weight >= chosen.weight - _SMALL_MARGIN]
    return tuple(intent for intent in near if intent not in _NEVER_OFFERED)[:_MOST_NEAR]
