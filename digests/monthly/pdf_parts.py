"""What the printed document has beside the words of its rows: charts, and how a table is set.

typst reads JSON, so this is where rows become names and values.
"""

from dataclasses import asdict
from typing import Any

from digests.charts.draw import Drawing
from digests.monthly.drawings import DrawnTrend, DrawnUnits
from digests.monthly.parts import Breakdown, MonthlyIndicator, PeriodComparison
from digests.monthly.worded_rows import (
    comparison_table,
    group_table,
    indicator_row,
    month_row,
    rule_words,
)
from digests.rule_notes import RuleNote
from digests.words import sentence

Json = dict[str, Any]


def indicator_part(indicator: MonthlyIndicator) -> Json:
    """Return an indicator's row, and the verdict that its colour goes by."""
    return {**asdict(indicator_row(indicator)), "colour": indicator.verdict.value}


def figure_part(drawing: Drawing) -> Json:
    """Return a chart with what is read aloud in its place."""
    return {"svg": drawing.svg, "alternative": drawing.alternative}


def trend_part(drawn: DrawnTrend) -> Json:
    """Return a trend's chart and its months."""
    definition = drawn.trend.definition
    return {
        "title": definition.title_sv,
        "kind": definition.kind.value,
        "figure": figure_part(drawn.drawing),
        "rows": [asdict(month_row(point, definition)) for point in drawn.trend.points],
    }


def comparison_part(period: PeriodComparison) -> Json:
    """Return counts beside those of a year before."""
    return {**asdict(comparison_table(period)), "now_title": sentence(period.words)}


def groups_part(breakdown: Breakdown) -> Json:
    """Return an indicator's figure for each group, and what they are grouped by."""
    return {**asdict(group_table(breakdown)), "grouping": breakdown.by.value}


def unit_part(drawn: DrawnUnits) -> Json:
    """Return an indicator's chart by unit, whether it fits on a page, and the figures in it."""
    return {
        **groups_part(drawn.breakdown),
        "figure": figure_part(drawn.drawing),
        "fits": drawn.fits_on_a_page,
    }


def rule_part(note: RuleNote) -> Json:
    """Return a rule in words, and its warning, which is set in bold."""
    return {"words": rule_words(note), "warning": note.warning}
