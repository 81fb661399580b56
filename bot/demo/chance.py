"""Chance with weights, for inventing cases; never for anything that must be hard to guess."""

from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

_Drawn = TypeVar("_Drawn")


class Weighted(Generic[_Drawn]):
    """Values of which each is drawn as often as its weight says."""

    def __init__(self, weights: Mapping[_Drawn, int]) -> None:
        self._values = tuple(weights)
        self._running_totals = tuple(accumulate(weights.values()))

    def draw(self, rng: Random) -> _Drawn:
        return rng.choices(self._values, cum_weights=self._running_totals)[0]


def seeded(seed: int, purpose: str) -> Random:
    """The same run of chance for the same seed and purpose."""
    return Random(f"{seed} {purpose}")  # noqa: S311 - invents cases, guards nothing
