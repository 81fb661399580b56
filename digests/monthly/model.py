"""What the board's monthly summary says: the one context that every format is made from.

HTML, text, card, PDF, Word, Excel and JSON show this and nothing else, so that they cannot
disagree. No field could hold a case number or a person's name.
"""

from dataclasses import dataclass
from datetime import date

from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    ComparedCount,
    GapCount,
    GroupFigure,
    MonthlyIndicator,
    PeriodComparison,
    PlaceForText,
    Section,
    Source,
    Trend,
    TrendPoint,
)
from digests.monthly.targets import TargetVerdict, YearTarget
from digests.periods import Month
from digests.rule_notes import RuleNote
from digests.stamp import DataStamp
from digests.words import cleared_before
from rules.indicators import CAUSES, Figure, IndicatorId

__all__ = [
    "BandMonth",
    "Breakdown",
    "ComparedCount",
    "GapCount",
    "GroupFigure",
    "MonthlyIndicator",
    "MonthlySummary",
    "PeriodComparison",
    "PlaceForText",
    "Section",
    "Source",
    "TargetVerdict",
    "Trend",
    "TrendPoint",
    "YearTarget",
]

DAYS_IN_A_MONTH = 30
"""What a mean month in emergency care is counted as; Huddinge's 167,4 days are its 5,6 months."""


@dataclass(frozen=True, slots=True)
class MonthlySummary:
    """A month's compliance as the board reads it, section by section.

    `verdict` are the three sentences that come first, `judged_how` those that say how targets
    are judged. `counted_from` is the earliest month whose rows the figures are counted from.
    `kept_from` is the day before which closed matters are cleared, where that is in their way.
    """

    month: Month
    counted_from: Month
    is_preliminary: bool
    stamp: DataStamp
    verdict: tuple[str, ...]
    indicators: tuple[MonthlyIndicator, ...]
    judged_how: tuple[str, ...]
    trends: tuple[Trend, ...]
    year_comparison: tuple[PeriodComparison, ...]
    bands: tuple[BandMonth, ...]
    breakdowns: tuple[Breakdown, ...]
    units: tuple[Breakdown, ...]
    places: tuple[PlaceForText, ...]
    sources: tuple[Source, ...]
    data_gaps: tuple[GapCount, ...]
    rule_notes: tuple[RuleNote, ...]
    kept_from: date | None = None

    def of(self, indicator: IndicatorId) -> MonthlyIndicator:
        return next(each for each in self.indicators if each.id is indicator)

    @property
    def cleared(self) -> str | None:
        """That the figures are not whole, since matters behind them are cleared (gallrade)."""
        return None if self.kept_from is None else cleared_before(self.kept_from)

    def place(self, section: Section) -> PlaceForText:
        return next(each for each in self.places if each.section is section)

    @property
    def with_target(self) -> tuple[MonthlyIndicator, ...]:
        """The indicators that the board has a target for."""
        none = TargetVerdict.NO_TARGET
        return tuple(each for each in self.indicators if each.verdict is not none)

    @property
    def has_milestones(self) -> bool:
        """Whether any target has a milestone for the year."""
        goals = (each.target for each in self.with_target)
        return any(goal is not None and goal.milestone is not None for goal in goals)

    @property
    def without_target(self) -> tuple[MonthlyIndicator, ...]:
        """The indicators that describe rather than judge."""
        none = TargetVerdict.NO_TARGET
        return tuple(each for each in self.indicators if each.verdict is none)

    @property
    def over_limit(self) -> MonthlyIndicator:
        return self.of(IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION)

    @property
    def causes(self) -> tuple[MonthlyIndicator, ...]:
        """Malmö's four groups of causes, and *not given*."""
        return self._those(*CAUSES)

    @property
    def child_spoken_with(self) -> MonthlyIndicator:
        return self.of(IndicatorId.CHILD_SPOKEN_WITH)

    @property
    def interventions(self) -> tuple[MonthlyIndicator, ...]:
        """Begun during the investigation at concern about violence; closed without any."""
        return self._those(
            IndicatorId.INTERVENTION_DURING_VIOLENCE, IndicatorId.CLOSED_WITHOUT_INTERVENTION
        )

    @property
    def emergency_care(self) -> tuple[MonthlyIndicator, ...]:
        """Children in emergency care, their mean days, and the share over the goal."""
        return self._those(
            IndicatorId.EMERGENCY_CARE_PEOPLE,
            IndicatorId.EMERGENCY_CARE_MEAN_DAYS,
            IndicatorId.EMERGENCY_CARE_OVER_GOAL,
        )

    @property
    def emergency_care_mean_months(self) -> float | None:
        """The mean days in emergency care as months of thirty days."""
        days = self.of(IndicatorId.EMERGENCY_CARE_MEAN_DAYS).figure.share
        return None if days is None else days / DAYS_IN_A_MONTH

    @property
    def continuity(self) -> tuple[MonthlyIndicator, ...]:
        """The same caseworker throughout; possible restarts of the clock."""
        return self._those(IndicatorId.SAME_CASEWORKER, IndicatorId.POSSIBLE_RESTART)

    @property
    def hides_counts(self) -> bool:
        """Whether any figure is left out because it would show fewer than five."""
        return any(figure.suppressed for figure in self._figures())

    def _those(self, *indicators: IndicatorId) -> tuple[MonthlyIndicator, ...]:
        return tuple(self.of(each) for each in indicators)

    def _figures(self) -> tuple[Figure, ...]:
        """Every figure that stands in the document."""
        return (
            *(figure for each in self.indicators for figure in (each.figure, each.previous)),
            *(each.year_before for each in self.indicators),
            *(point.figure for trend in self.trends for point in trend.points),
            *(count.now for each in self.year_comparison for count in each.counts),
            *(count.before for each in self.year_comparison for count in each.counts),
            *(figure for month in self.bands for figure in month.figures),
            *(group.figure for each in (*self.breakdowns, *self.units) for group in each.groups),
        )
