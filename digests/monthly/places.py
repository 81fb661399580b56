"""Every figure of a summary by where it belongs, so that two summaries can be held together."""

from collections.abc import Iterator
from dataclasses import dataclass

from digests.monthly.counting import Span
from digests.monthly.hidden import HiddenFigures
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Breakdown
from digests.periods import Month
from rules.indicators import Figure, Grouping, IndicatorId
from rules.indicators.counts import Cell


@dataclass(frozen=True, slots=True)
class Place:
    """Whose figure it is: an indicator, of which months, of the whole or of which group."""

    span: Span
    indicator: IndicatorId
    by: Grouping | None = None
    group: str | None = None


def figures_by_place(summary: MonthlySummary) -> dict[Place, Figure]:
    """Return every figure that the summary shows, those of its month first."""
    return dict(placed_figures(summary))


def hidden_in(summary: MonthlySummary) -> HiddenFigures:
    """Return which figures the summary does not show because of a small count."""
    return frozenset(
        (Cell(str(place.span), place.by, place.group), place.indicator)
        for place, figure in placed_figures(summary)
        if figure.suppressed
    )


def placed_figures(summary: MonthlySummary) -> Iterator[tuple[Place, Figure]]:
    """Yield every figure with its place; one that several tables show comes several times."""
    of_month = _only(summary.month)
    yield from ((Place(of_month, each.id), each.figure) for each in summary.indicators)
    yield from _groups_of_month(summary, of_month)
    before = _only(summary.month.previous)
    yield from ((Place(before, each.id), each.previous) for each in summary.indicators)
    a_year_before = of_month.a_year_before
    yield from ((Place(a_year_before, each.id), each.year_before) for each in summary.indicators)
    yield from _compared(summary)
    yield from _months(summary)


def _groups_of_month(summary: MonthlySummary, month: Span) -> Iterator[tuple[Place, Figure]]:
    for breakdown in (*summary.units, *summary.breakdowns):
        for each in breakdown.groups:
            yield _place_of_group(month, breakdown, each.figure), each.figure


def _place_of_group(month: Span, breakdown: Breakdown, figure: Figure) -> Place:
    return Place(month, breakdown.definition.id, breakdown.by, figure.group)


def _compared(summary: MonthlySummary) -> Iterator[tuple[Place, Figure]]:
    for period in summary.year_comparison:
        span = Span(period.first, period.last)
        for count in period.counts:
            yield Place(span, count.definition.id), count.now
            yield Place(span.a_year_before, count.definition.id), count.before


def _months(summary: MonthlySummary) -> Iterator[tuple[Place, Figure]]:
    for trend in summary.trends:
        for point in trend.points:
            yield Place(_only(point.month), trend.definition.id), point.figure
    for row in summary.bands:
        for figure in row.figures:
            yield Place(_only(row.month), figure.id), figure


def _only(month: Month) -> Span:
    return Span(month, month)
