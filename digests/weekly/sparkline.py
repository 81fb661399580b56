"""Six months of a share as a line small enough to stand in a table, with its goal as a dash.

It says nothing that the figures beside it do not say, so it needs no words of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_LEFT, _RIGHT, _TOP, _BOTTOM = 3, 105, 4, 34


@dataclass(frozen=True, slots=True)
class Spot:
    """A month's place on the line."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The unbroken lines between months that have a figure, those months, and the goal's height."""

    lines: tuple[str, ...]
    spots: tuple[Spot, ...]
    goal_y: float | None
    left: float = _LEFT
    right: float = _RIGHT
    width: int = 108
    height: int = 38


def sparkline(shares: Sequence[float | None], goal: float | None) -> Sparkline:
    """Return the drawing of shares, oldest first; the whole height is 0 to 100 percent."""
    placed = [
        None if share is None else Spot(_across(number / (len(shares) - 1)), _down(share))
        for number, share in enumerate(shares)
    ]
    return Sparkline(
        lines=tuple(_lines(placed)),
        spots=tuple(spot for spot in placed if spot is not None),
        goal_y=None if goal is None else _down(goal),
    )


def _across(part: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * part, 1)


def _down(share: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * share, 1)


def _lines(placed: Sequence[Spot | None]) -> Iterator[str]:
    for _, together in groupby(placed, key=lambda spot: spot is None):
        spots = [spot for spot in together if spot is not None]
        if len(spots) > 1:
            yield " ".join(f"{spot.x:g},{spot.y:g}" for spot in spots)
