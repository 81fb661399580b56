"""The board's targets, year by year, and the verdict of a figure held against them.

A summary that is made again must give the verdict it once gave, so a month is judged by what
was set for its own year, or the latest year before it, and never by what was decided since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rules.indicators import Figure, IndicatorId, IndicatorKind, TargetSense, definition_of

_AS_PRECISE_AS_A_FRACTION = 9
"""Decimals that are compared, so that 0.8 − 0.1 is 0.7."""


class TargetVerdict(StrEnum):
    """How a figure stands to its target."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"  # inget att räkna, eller ett antal som inte visas
    NO_TARGET = "no_target"

    @property
    def words(self) -> str:
        """The verdict as boards read it; empty where there is no target."""
        return _WORDS[self]


_WORDS = {
    TargetVerdict.MET: "i hög grad uppfyllt",
    TargetVerdict.PARTLY_MET: "delvis uppfyllt",
    TargetVerdict.NOT_MET: "ej uppfyllt",
    TargetVerdict.UNKNOWN: "går inte att bedöma",
    TargetVerdict.NO_TARGET: "",
}


@dataclass(frozen=True, slots=True)
class TargetValues:
    """What is set for one year: the target (målvärde), the year's milestone (etappmål), or both."""

    target: float | None = None
    milestone: float | None = None


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What an indicator is held against; `year` is the one it was set for.

    `year` is None for a target that the public sources have and nobody here has set.
    """

    sense: TargetSense
    target: float | None
    milestone: float | None = None
    year: int | None = None

    @property
    def judged_by(self) -> float | None:
        """The milestone, where the year has one, else the target."""
        return self.target if self.milestone is None else self.milestone


@dataclass(frozen=True, slots=True)
class Targets:
    """The municipality's targets by indicator and year, and how far off is partly met.

    `partly_met_within` is in percentage points; for a count or a mean, in percent of the target.
    """

    by_year: Mapping[IndicatorId, Mapping[int, TargetValues]] = field(default_factory=dict)
    partly_met_within: float = 10

    def of(self, indicator: IndicatorId, year: int) -> YearTarget | None:
        """Return what an indicator is held against in a year, None where nothing is set."""
        definition = definition_of(indicator)
        sense, years = definition.target_sense, self.by_year.get(indicator, {})
        decisive = max((each for each in years if each <= year), default=None)
        if decisive is not None:
            values = years[decisive]
            return YearTarget(sense, values.target, values.milestone, decisive)
        return None if definition.target is None else YearTarget(sense, definition.target)

    def verdict(self, figure: Figure, target: YearTarget | None) -> TargetVerdict:
        """Return how a figure stands to its target; one that is not shown is not judged."""
        if target is None or target.judged_by is None:
            return TargetVerdict.NO_TARGET
        kind = definition_of(figure.id).kind
        reached = figure.numerator if kind is IndicatorKind.COUNT else figure.share
        if reached is None:
            return TargetVerdict.UNKNOWN
        wrong_way = _beyond(target.judged_by, reached, target.sense)
        if wrong_way <= 0:
            return TargetVerdict.MET
        whole = 1 if kind is IndicatorKind.SHARE else target.judged_by
        margin = round(whole * self.partly_met_within / 100, _AS_PRECISE_AS_A_FRACTION)
        return TargetVerdict.PARTLY_MET if wrong_way <= margin else TargetVerdict.NOT_MET


DEFAULT_TARGETS = Targets()


def _beyond(goal: float, reached: float, sense: TargetSense) -> float:
    """Return how far a figure is on the wrong side of its goal; nought or less where it is met."""
    off = goal - reached if sense is TargetSense.AT_LEAST else reached - goal
    return round(off, _AS_PRECISE_AS_A_FRACTION)
