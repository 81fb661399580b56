"""The monthly summary as the JSON document of `fristvakt summary monthly`: stable keys.

This is the edge where typed values become a dict; nothing in the house reads it back.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from digests.monthly.model import GapCount, MonthlyIndicator, MonthlySummary, Trend
from rules.indicators import Figure

Json = dict[str, Any]


def monthly_as_json(summary: MonthlySummary, files: Iterable[Path] = ()) -> Json:
    """Return the document of a month, with the files that were written of it."""
    imported_at = summary.stamp.imported_at
    return {
        "month": str(summary.month),
        "preliminary": summary.is_preliminary,
        "data_as_of": imported_at and imported_at.isoformat(),
        "data_is_stale": summary.stamp.is_stale,
        "indicators": [_indicator(each) for each in summary.indicators],
        "trend": [point for trend in summary.trends for point in _trend(trend)],
        "targets": [
            {
                "id": each.id.value,
                "target": each.definition.target,
                "sense": each.definition.target_sense.value,
                "verdict": each.verdict.value,
            }
            for each in summary.with_target
        ],
        "data_gaps": [_gap(each) for each in summary.data_gaps],
        "files": [str(path) for path in files],
    }


def _indicator(indicator: MonthlyIndicator) -> Json:
    definition = indicator.definition
    return {
        "id": indicator.id.value,
        "group": indicator.figure.group,
        **_figure(indicator.figure),
        "definition": definition.definition_sv,
        "title": definition.title_sv,
        "target": definition.target,
        "previous_month": _figure(indicator.previous),
        "same_month_last_year": _figure(indicator.year_before),
        "change_since_last_year": indicator.change,
    }


def _trend(trend: Trend) -> list[Json]:
    return [
        {"month": str(point.month), "id": trend.definition.id.value, **_figure(point.figure)}
        for point in trend.points
    ]


def _figure(figure: Figure) -> Json:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "share": figure.share,
        "suppressed": figure.suppressed,
    }


def _gap(gap: GapCount) -> Json:
    return {
        "kind": gap.kind.value,
        "rows": gap.rows,
        "suppressed": gap.rows is None,
        "explanation": gap.kind.explanation,
    }
