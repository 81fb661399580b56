"""The monthly summary as the JSON document of `fristvakt summary monthly`: stable keys.

This is the edge where typed values become a dict; nothing in the house reads it back.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from digests.monthly.model import MonthlySummary
from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    GapCount,
    MonthlyIndicator,
    PeriodComparison,
    Trend,
)
from digests.rule_notes import RuleNote
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
        "recomputed": summary.stamp.is_recomputed,
        "verdict": list(summary.verdict),
        "indicators": [_indicator(each) for each in summary.indicators],
        "trend": [point for trend in summary.trends for point in _trend(trend)],
        "targets": [_target(each) for each in summary.with_target],
        "judged_how": list(summary.judged_how),
        "year_comparison": [row for each in summary.year_comparison for row in _compared(each)],
        "bands": [_bands(each) for each in summary.bands],
        "breakdowns": [row for each in summary.breakdowns for row in _groups(each)],
        "units": [row for each in summary.units for row in _groups(each)],
        "emergency_care_mean_months": summary.emergency_care_mean_months,
        "data_gaps": [_gap(each) for each in summary.data_gaps],
        "counted_from": str(summary.counted_from),
        "facts_kept_from": summary.kept_from and summary.kept_from.isoformat(),
        "rules": [_rule(each) for each in summary.rule_notes],
        "sources": [{"title": each.title, "used_for": each.used_for} for each in summary.sources],
        "files": [str(path) for path in files],
    }


def _indicator(indicator: MonthlyIndicator) -> Json:
    definition, target = indicator.definition, indicator.target
    return {
        "id": indicator.id.value,
        "group": indicator.figure.group,
        **_figure(indicator.figure),
        "definition": definition.definition_sv,
        "title": definition.title_sv,
        "target": target and target.target,
        "milestone": target and target.milestone,
        "verdict": indicator.verdict.value,
        "previous_month": _figure(indicator.previous),
        "same_month_last_year": _figure(indicator.year_before),
        "change_since_last_year": indicator.change,
    }


def _target(indicator: MonthlyIndicator) -> Json:
    target = indicator.target
    return {
        "id": indicator.id.value,
        "target": target and target.target,
        "milestone": target and target.milestone,
        "judged_by": target and target.judged_by,
        "set_for_year": target and target.year,
        "sense": target and target.sense.value,
        "verdict": indicator.verdict.value,
        "verdict_words": indicator.verdict.words,
    }


def _trend(trend: Trend) -> list[Json]:
    return [
        {
            "month": str(point.month),
            "id": trend.definition.id.value,
            **_figure(point.figure),
            "target": point.target,
        }
        for point in trend.points
    ]


def _compared(period: PeriodComparison) -> Iterator[Json]:
    for count in period.counts:
        yield {
            "id": count.definition.id.value,
            "title": count.definition.title_sv,
            "from": str(period.first),
            "to": str(period.last),
            "now": _figure(count.now),
            "before": _figure(count.before),
            "change": count.change,
        }


def _bands(month: BandMonth) -> Json:
    figures = {figure.id.value: _figure(figure) for figure in month.figures}
    return {"month": str(month.month), **figures}


def _groups(breakdown: Breakdown) -> Iterator[Json]:
    for group in breakdown.groups:
        yield {
            "id": breakdown.definition.id.value,
            "by": breakdown.by.value,
            "group": group.figure.group,
            "name": group.name,
            **_figure(group.figure),
        }


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


def _rule(note: RuleNote) -> Json:
    return {
        "rule": note.rule.value,
        "citation": note.citation,
        "version_in_force_from": note.in_force_from.isoformat(),
        "verified_on": note.verified_on.isoformat(),
        "unsure": list(note.unsure),
        "warning": note.warning,
    }
