"""What the board's monthly summary says: figures with their definitions, and nothing of a case.

No field could hold a case number or a person's name. Counts under five are already emptied.
"""

from dataclasses import dataclass
from enum import StrEnum

from digests.periods import Month
from digests.rule_notes import RuleNote
from digests.stamp import DataStamp
from rules.data_gaps import DataGapKind
from rules.indicators import Figure, IndicatorDefinition, IndicatorId


class TargetVerdict(StrEnum):
    """How a figure stands to its target."""

    MET = "met"  # målet är nått
    NOT_MET = "not_met"  # målet är inte nått
    UNKNOWN = "unknown"  # går inte att säga: inget att räkna, eller ett antal som inte visas
    NO_TARGET = "no_target"  # inget mål är satt


@dataclass(frozen=True, slots=True)
class MonthlyIndicator:
    """An indicator's figure for the month beside the month before and the same month last year.

    `change` is how much a count has grown since the same month a year before, as a fraction.
    """

    definition: IndicatorDefinition
    figure: Figure
    previous: Figure
    year_before: Figure
    verdict: TargetVerdict
    change: float | None = None

    @property
    def id(self) -> IndicatorId:
        return self.definition.id

    @property
    def has_material(self) -> bool:
        """Whether the exports hold what the figure is counted from."""
        return self.definition.can_be_fed


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An indicator's figure in one month of a trend."""

    month: Month
    figure: Figure


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve months of one main indicator, oldest first."""

    definition: IndicatorDefinition
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many rows behind the figures lack something; None where they are fewer than five."""

    kind: DataGapKind
    rows: int | None


@dataclass(frozen=True, slots=True)
class MonthlySummary:
    """A month's compliance as the board reads it."""

    month: Month
    is_preliminary: bool
    stamp: DataStamp
    indicators: tuple[MonthlyIndicator, ...]
    trends: tuple[Trend, ...]
    data_gaps: tuple[GapCount, ...]
    rule_notes: tuple[RuleNote, ...]

    def of(self, indicator: IndicatorId) -> MonthlyIndicator:
        return next(each for each in self.indicators if each.id is indicator)

    @property
    def preliminary_assessment(self) -> MonthlyIndicator:
        return self.of(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME)

    @property
    def investigation(self) -> MonthlyIndicator:
        return self.of(IndicatorId.INVESTIGATION_IN_TIME)

    @property
    def without_target(self) -> tuple[MonthlyIndicator, ...]:
        """The indicators that describe rather than judge."""
        none = TargetVerdict.NO_TARGET
        return tuple(each for each in self.indicators if each.verdict is none)

    @property
    def hides_counts(self) -> bool:
        """Whether any figure is left out because it rests on fewer than five."""
        figures = [each.figure for each in self.indicators]
        figures += [point.figure for trend in self.trends for point in trend.points]
        return any(figure.suppressed for figure in figures)

    @property
    def with_target(self) -> tuple[MonthlyIndicator, ...]:
        """The indicators that the board has a target for."""
        none = TargetVerdict.NO_TARGET
        return tuple(each for each in self.indicators if each.verdict is not none)

    @property
    def targets_met(self) -> int:
        return sum(each.verdict is TargetVerdict.MET for each in self.with_target)

    @property
    def targets_judged(self) -> int:
        """How many targets there is a figure to hold against."""
        unknown = TargetVerdict.UNKNOWN
        return sum(each.verdict is not unknown for each in self.with_target)
