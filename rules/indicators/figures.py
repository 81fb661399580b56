"""A figure as it is read: an indicator, for whom, how many of how many.

Numerator and denominator always go with a share, and a share of nothing is None, never 100 %.
Counts under five are suppressed before a figure leaves the unit (OSL 26:1).
"""

from dataclasses import dataclass

from rules.indicators.definitions import definition_of
from rules.indicators.model import IndicatorId, IndicatorKind

SMALLEST_SHOWN_COUNT = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for the whole (`group` None) or for one group.

    A share: so many (`numerator`) of so many (`denominator`) and the fraction. A count has
    only its numerator. A mean: the sum, the number and the mean. All three are None where the
    material is missing or the figure is suppressed.
    """

    id: IndicatorId
    group: str | None
    numerator: int | None
    denominator: int | None
    share: float | None
    suppressed: bool = False


def figure(indicator: IndicatorId, group: str | None, numerator: int, denominator: int) -> Figure:
    """Return the figure for what was counted, shaped by the indicator's kind."""
    definition = definition_of(indicator)
    if definition.needs_history and not denominator:
        return Figure(indicator, group, None, None, None)
    if definition.kind is IndicatorKind.COUNT:
        return Figure(indicator, group, numerator, None, None)
    share = numerator / denominator if denominator else None
    return Figure(indicator, group, numerator, denominator, share)
