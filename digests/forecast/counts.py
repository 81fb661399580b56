"""How many of some investigations are likely late, and the span the outcome stays within.

Two things are uncertain: the curve, and what happens even where the curve is right. The span
takes in both: its lower end is counted with the band's lower chances, its upper with the upper.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import floor

from digests.forecast.curve import LEVEL
from digests.forecast.model import Chance, LateRange

_IN_ONE_TAIL = (1 - LEVEL) / 2
_ROUNDING = 1e-9


def late_range(chances: Sequence[Chance], unclear: int) -> LateRange | None:
    """Return how many are likely late; those that are unclear may be late or not.

    None where all are unclear.
    """
    if unclear and not chances:
        return None
    likely = floor(sum(each.likely for each in chances) + 0.5)
    low = _reached(_IN_ONE_TAIL, (each.low for each in chances))
    high = _reached(1 - _IN_ONE_TAIL, (each.high for each in chances))
    return LateRange(min(low, likely), likely, max(high, likely) + unclear)


def _reached(share: float, chances: Iterable[float]) -> int:
    """Return the number that is not passed in `share` of the outcomes of independent chances."""
    import numpy as np  # here and not above: it takes time that few commands need

    outcomes = reduce(np.convolve, ([1 - each, each] for each in chances), np.ones(1))
    return int(outcomes.cumsum().searchsorted(share - _ROUNDING))
