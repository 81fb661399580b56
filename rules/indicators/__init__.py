"""The indicators of the board and the units: what they mean and how they are counted."""

from rules.indicators.compute import Asked, Counted, compute_indicators, compute_periods
from rules.indicators.counts import BANDS, CAUSES, AddedUp, Table
from rules.indicators.definitions import definition_of
from rules.indicators.figures import Figure
from rules.indicators.grouping import UNKNOWN, Grouping
from rules.indicators.handled import (
    Handled,
    HandledDays,
    HandledFigure,
    handled_definition,
    suppress_few,
)
from rules.indicators.model import IndicatorDefinition, IndicatorId, IndicatorKind, TargetSense
from rules.indicators.rows_counted import few_hidden, rows_counted
from rules.indicators.suppression import suppress_small, suppress_together

__all__ = [
    "BANDS",
    "CAUSES",
    "UNKNOWN",
    "AddedUp",
    "Asked",
    "Counted",
    "Figure",
    "Grouping",
    "Handled",
    "HandledDays",
    "HandledFigure",
    "IndicatorDefinition",
    "IndicatorId",
    "IndicatorKind",
    "Table",
    "TargetSense",
    "compute_indicators",
    "compute_periods",
    "definition_of",
    "few_hidden",
    "handled_definition",
    "rows_counted",
    "suppress_few",
    "suppress_small",
    "suppress_together",
]
