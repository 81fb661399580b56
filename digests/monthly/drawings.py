"""The charts of the board's summary: which of its figures are drawn, and how."""

from dataclasses import dataclass

from digests.charts.bands import BandsChart
from digests.charts.bars import causes_chart, units_chart
from digests.charts.draw import Drawing, drawing_of
from digests.charts.trend import TrendChart
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Breakdown, GroupFigure, MonthlyIndicator, Trend
from digests.words import sentence

MOST_BARS_ON_A_PAGE = 18


@dataclass(frozen=True, slots=True)
class DrawnTrend:
    """A trend with its drawing; the numbers stand in a table beside."""

    trend: Trend
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class DrawnUnits:
    """An indicator for each unit with its drawing."""

    breakdown: Breakdown
    drawing: Drawing

    @property
    def fits_on_a_page(self) -> bool:
        """Whether the drawing can be read on paper; more bars than that shrink to nothing."""
        return len(self.breakdown.groups) <= MOST_BARS_ON_A_PAGE


def drawn_trends(summary: MonthlySummary) -> tuple[DrawnTrend, ...]:
    """Return every trend of the summary, drawn, in the summary's order."""
    return tuple(
        DrawnTrend(trend, drawing_of(TrendChart(trend.definition, trend.points)))
        for trend in summary.trends
    )


def drawn_bands(summary: MonthlySummary) -> Drawing:
    """Return how long the investigations took, month by month."""
    return drawing_of(BandsChart(summary.bands))


def drawn_causes(summary: MonthlySummary) -> Drawing:
    """Return why time limits were overrun in the month."""
    causes = [GroupFigure(cause_name(each), each.figure) for each in summary.causes]
    return drawing_of(causes_chart(causes))


def drawn_units(summary: MonthlySummary) -> tuple[DrawnUnits, ...]:
    """Return each indicator that is shown by unit, drawn beside its target."""
    return tuple(DrawnUnits(each, _units_drawing(summary, each)) for each in summary.units)


def cause_name(indicator: MonthlyIndicator) -> str:
    """Return the cause without what all causes have in common, *Komplext ärende*."""
    return sentence(indicator.definition.title_sv.partition(": ")[2])


def _units_drawing(summary: MonthlySummary, breakdown: Breakdown) -> Drawing:
    target = summary.of(breakdown.definition.id).target
    goal = None if target is None else target.judged_by
    return drawing_of(units_chart(breakdown.definition, breakdown.groups, goal))
