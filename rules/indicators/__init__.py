"""The indicators of the board and the units: what they mean and how they are counted."""

from rules.indicators.compute import compute_indicators, compute_months
from rules.indicators.definitions import (
    IndicatorDefinition,
    IndicatorId,
    IndicatorKind,
    TargetSense,
    definition_of,
)
from rules.indicators.figures import Figure
from rules.indicators.grouping import Grouping
from rules.indicators.handled import (
    Handled,
    HandledDays,
    HandledFigure,
    handled_definition,
    suppress_few,
)
from rules.indicators.suppression import suppress_small

__all__ = [
    "Figure",
    "Grouping",
    "Handled",
    "HandledDays",
    "HandledFigure",
    "IndicatorDefinition",
    "IndicatorId",
    "IndicatorKind",
    "TargetSense",
    "compute_indicators",
    "compute_months",
    "definition_of",
    "handled_definition",
    "suppress_few",
    "suppress_small",
]
