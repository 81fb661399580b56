"""Keeping hidden what an earlier summary of the same month hid.

Whoever has both side by side would otherwise work a hidden count out: what was its companion
then is shown now, and little has changed. What was hidden cannot be reached in the new one
either, since the sums that it stands in are the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from rules.indicators import Figure, IndicatorId, Table
from rules.indicators.counts import Cell, cell_of

HiddenFigures: TypeAlias = frozenset[tuple[Cell, IndicatorId]]

NONE_HIDDEN: HiddenFigures = frozenset()


def still_hidden(table: Table, before: HiddenFigures) -> Table:
    """Return the table with those figures emptied that were hidden before."""
    if not before:
        return table
    return replace(table, figures=tuple(_emptied(table, table.figures, before)))


def _emptied(table: Table, figures: Iterable[Figure], before: HiddenFigures) -> Iterable[Figure]:
    for each in figures:
        if (cell_of(table, each), each.id) in before:
            yield Figure(each.id, each.group, None, None, None, suppressed=True)
        else:
            yield each
