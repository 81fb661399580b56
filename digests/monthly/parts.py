"""The parts that the board's monthly summary is put together from.

No field could hold a case number or a person's name. Counts under five, and what would give
them away, are already emptied.
"""

from dataclasses import dataclass
from enum import StrEnum

from digests.monthly.targets import TargetVerdict, YearTarget
from digests.periods import Month
from rules.data_gap_kinds import DataGapKind
from rules.indicators import Figure, Grouping, IndicatorDefinition, IndicatorId


class Section(StrEnum):
    """The sections of the document, in the order that a board reads them."""

    VERDICT = "verdict"
    TARGETS = "targets"
    TREND = "trend"
    YEAR_COMPARISON = "year_comparison"
    BANDS = "bands"
    OVER_LIMIT = "over_limit"
    CAUSES = "causes"
    CHILD_SPOKEN_WITH = "child_spoken_with"
    INTERVENTIONS = "interventions"
    EMERGENCY_CARE = "emergency_care"
    CONTINUITY = "continuity"
    UNITS = "units"
    DONE = "done"
    PROPOSED = "proposed"
    DEFINITIONS = "definitions"
    SOURCES = "sources"
    DATA_GAPS = "data_gaps"

    @property
    def heading(self) -> str:
        """The section's Swedish heading."""
        return _HEADINGS[self]


_HEADINGS = {
    Section.VERDICT: "Bedömning i korthet",
    Section.TARGETS: "Mål och måluppfyllelse",
    Section.TREND: "Tolv månader mot målen",
    Section.YEAR_COMPARISON: "Jämfört med samma tid i fjol",
    Section.BANDS: "Så lång tid tog utredningarna",
    Section.OVER_LIMIT: "Över fyra månader utan beslut om förlängning",
    Section.CAUSES: "Orsaker till överskriden tid",
    Section.CHILD_SPOKEN_WITH: "Samtal med barnet",
    Section.INTERVENTIONS: "Insatser",
    Section.EMERGENCY_CARE: "Jourhem",
    Section.CONTINUITY: "Samma handläggare och möjliga omstarter",
    Section.UNITS: "Enheterna",
    Section.DONE: "Vad har gjorts",
    Section.PROPOSED: "Vad föreslås",
    Section.DEFINITIONS: "Vad måtten betyder",
    Section.SOURCES: "Källor",
    Section.DATA_GAPS: "Luckor i underlaget",
}


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
    target: YearTarget | None = None
    change: float | None = None

    @property
    def id(self) -> IndicatorId:
        return self.definition.id

    @property
    def has_material(self) -> bool:
        """Whether there is anything that the figure could be counted from."""
        return self.figure.suppressed or self.figure.numerator is not None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An indicator's figure in one month of a trend, and what it is held against that year."""

    month: Month
    figure: Figure
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve months of one main indicator, oldest first."""

    definition: IndicatorDefinition
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class ComparedCount:
    """A count beside the one of the same time a year before; `change` is a fraction.

    `change` is None where either count is not shown, where there was nothing to compare with,
    and while the period is not over.
    """

    definition: IndicatorDefinition
    now: Figure
    before: Figure
    change: float | None


@dataclass(frozen=True, slots=True)
class PeriodComparison:
    """Whole months beside the same months a year before; `words` names them in Swedish."""

    first: Month
    last: Month
    words: str
    words_before: str
    counts: tuple[ComparedCount, ...]


@dataclass(frozen=True, slots=True)
class BandMonth:
    """How long the investigations took that were closed in a month: the three bands' figures.

    Their denominator is the number closed.
    """

    month: Month
    short: Figure
    middle: Figure
    long: Figure

    @property
    def figures(self) -> tuple[Figure, Figure, Figure]:
        return self.short, self.middle, self.long


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """The figure of one group, by its Swedish name."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """An indicator of the month by unit, sex or age group; groups without anything are left out."""

    definition: IndicatorDefinition
    by: Grouping
    groups: tuple[GroupFigure, ...]


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many rows behind the figures lack something; None where they are fewer than five."""

    kind: DataGapKind
    rows: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the list of sources (källförteckning): what it is and what it was used for."""

    title: str
    used_for: str


@dataclass(frozen=True, slots=True)
class PlaceForText:
    """A marked place where the secretary writes; `marker` stands there until then."""

    section: Section
    marker: str
