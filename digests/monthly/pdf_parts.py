"""The parts of the printed document's data: a row of a table, a chart, an entry of a list."""

from typing import Any

from digests.charts.draw import Drawing
from digests.monthly.drawings import DrawnTrend, DrawnUnits, cause_name
from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    ComparedCount,
    GapCount,
    GroupFigure,
    MonthlyIndicator,
    PeriodComparison,
)
from digests.rule_notes import RuleNote
from digests.words import (
    HIDDEN,
    NOTHING,
    basis_words,
    change_words,
    figure_words,
    number,
    sentence,
    target_value,
)
from rules.indicators import Figure, IndicatorKind, definition_of
from rules.wording import plain_date

Json = dict[str, Any]


def indicator_row(indicator: MonthlyIndicator) -> Json:
    """Return an indicator's figures beside its target and its earlier figures."""
    target = indicator.target
    return {
        "title": indicator.definition.title_sv,
        "has_material": indicator.has_material,
        "value": figure_words(indicator.figure),
        "basis": _basis(indicator.figure),
        "target": _goal(indicator, target.target if target else None),
        "milestone": _goal(indicator, target.milestone if target else None),
        "verdict": indicator.verdict.value,
        "verdict_words": indicator.verdict.words,
        "previous": figure_words(indicator.previous),
        "year_before": figure_words(indicator.year_before),
        "change": _change(indicator.change),
    }


def figure_part(drawing: Drawing) -> Json:
    """Return a chart with what is read aloud in its place."""
    return {"svg": drawing.svg, "alternative": drawing.alternative}


def drawn_trend(drawn: DrawnTrend) -> Json:
    """Return a trend's chart and its months."""
    return {
        "title": drawn.trend.definition.title_sv,
        "kind": drawn.trend.definition.kind.value,
        "figure": figure_part(drawn.drawing),
        "rows": [
            {"name": point.month.name, **_figure(point.figure)} for point in drawn.trend.points
        ],
    }


def comparison(period: PeriodComparison) -> Json:
    """Return counts beside those of a year before."""
    return {
        "now": period.words,
        "now_title": sentence(period.words),
        "before": period.words_before,
        "rows": [_compared(each) for each in period.counts],
    }


def _compared(count: ComparedCount) -> Json:
    return {
        "title": count.definition.title_sv,
        "now": figure_words(count.now),
        "before": figure_words(count.before),
        "change": _change(count.change),
    }


def band_row(month: BandMonth) -> Json:
    """Return a month's three bands and how many investigations they are shares of."""
    return {
        "name": month.month.name,
        "closed": _closed(month),
        "bands": [_figure(each) for each in month.figures],
    }


def _closed(month: BandMonth) -> str:
    known = [each.denominator for each in month.figures if each.denominator is not None]
    return number(known[0]) if known else HIDDEN


def cause_row(cause: MonthlyIndicator) -> Json:
    """Return a cause with its share."""
    return {"name": cause_name(cause), **_figure(cause.figure)}


def grouped(breakdown: Breakdown) -> Json:
    """Return an indicator's figure for each group."""
    return {
        "title": breakdown.definition.title_sv,
        "by": breakdown.by.value,
        "rows": [_group(each) for each in breakdown.groups],
    }


def drawn_unit(drawn: DrawnUnits) -> Json:
    """Return an indicator's chart by unit and the figures in it."""
    return {**grouped(drawn.breakdown), "figure": figure_part(drawn.drawing)}


def _group(group: GroupFigure) -> Json:
    return {"name": group.name, **_figure(group.figure)}


def _figure(figure: Figure) -> Json:
    return {"value": figure_words(figure), "basis": _basis(figure)}


def gap_row(gap: GapCount) -> Json:
    """Return how many rows lack something; None stands for fewer than five."""
    return {
        "explanation": gap.kind.explanation,
        "rows": None if gap.rows is None else number(gap.rows),
    }


def rule_entry(note: RuleNote) -> Json:
    """Return a rule with what is less sure about it."""
    return {
        "title": sentence(note.title),
        "length": note.length,
        "citation": note.citation,
        "in_force_from": plain_date(note.in_force_from),
        "verified_on": plain_date(note.verified_on),
        "unsure": "; ".join(note.unsure),
        "warning": note.warning,
    }


def _basis(figure: Figure) -> str:
    """Return what a share or a mean is counted from; a count is counted from itself."""
    is_count = definition_of(figure.id).kind is IndicatorKind.COUNT
    return "" if is_count and not figure.suppressed else basis_words(figure)


def _goal(indicator: MonthlyIndicator, value: float | None) -> str:
    return NOTHING if value is None else target_value(value, indicator.definition)


def _change(change: float | None) -> str:
    return NOTHING if change is None else change_words(change)
