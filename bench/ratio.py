"""Two ways of doing the same work, timed side by side.

Seconds say more about the machine and its other users than about the code. So both ways take
turns, who goes first changes from round to round, and what counts is the ratio in each pair.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns

_SHORTEST_SAMPLE_NS = 200_000_000


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing the work; `before` makes ready for each sample and is not timed."""

    run: Callable[[], object]
    before: Callable[[], object] = _nothing


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the rounds gave: nanoseconds of one run, first way and second way in each pair."""

    first_ns: tuple[float, ...]
    second_ns: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """The first way's time as so many times the second's, smallest first."""
        pairs = zip(self.first_ns, self.second_ns, strict=True)
        return tuple(sorted(first / second for first, second in pairs))

    @property
    def turned(self) -> "Pairs":
        """The same rounds with the second way as the first."""
        return Pairs(self.second_ns, self.first_ns)


def compare(first: Way, second: Way, *, rounds: int = 21) -> Pairs:
    """Time both ways in turns; a short run is repeated until a sample takes 0.2 seconds."""
    runs = _runs_in_a_sample(first), _runs_in_a_sample(second)
    first_ns: list[float] = []
    second_ns: list[float] = []
    for number in range(rounds):
        if number % 2:
            second_ns.append(_sample(second, runs[1]))
        first_ns.append(_sample(first, runs[0]))
        if not number % 2:
            second_ns.append(_sample(second, runs[1]))
    return Pairs(tuple(first_ns), tuple(second_ns))


def _runs_in_a_sample(way: Way) -> int:
    _sample(way, 1)  # to warm up
    return max(1, round(1.3 * _SHORTEST_SAMPLE_NS / _sample(way, 1)))


def _sample(way: Way, runs: int) -> float:
    way.before()
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is not walked again and again
    began = perf_counter_ns()
    for _ in range(runs):
        way.run()
    taken = perf_counter_ns() - began
    gc.unfreeze()
    return taken / runs


@dataclass(frozen=True, slots=True)
class Goal:
    """How large a ratio may be at most, or must be at least."""

    limit: float
    at_least: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


def line(what: str, pairs: Pairs, goal: Goal | None = None) -> str:
    """Return one line of the table: the median, the span, the goal and whether it is met."""
    ratio, ratios = median(pairs.ratios), pairs.ratios
    verdict = "" if goal is None else "met" if goal.is_met(ratio) else "MISSED"
    span = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    return f"{what:<66} {ratio:>7.2f}  {span:<13} {goal or ''!s:<6} {verdict}".rstrip()


HEADING = f"{'':<66} {'ratio':>7}  {'min–max':<13} goal"
