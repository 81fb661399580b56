"""How many were handled in a period, and how long the middle one took.

The indicators are shares and counts; a median says what a usual case takes, which no mean
does when a few take very long. What is counted here is the population of indicators, by the
same observations, so that a number here is the denominator that stands beside a share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import median

from rules.facts import CaseFacts, Investigation, ReportOfConcern
from rules.indicators.figures import SMALLEST_SHOWN_COUNT
from rules.indicators.model import IndicatorId
from rules.indicators.observations import Observation, observations_of_case
from rules.policy import Policy


class Handled(StrEnum):
    """What is counted when it is done."""

    INVESTIGATION = "investigation"  # utredning
    PRELIMINARY_ASSESSMENT = "preliminary_assessment"  # förhandsbedömning


@dataclass(frozen=True, slots=True)
class HandledDefinition:
    """The Swedish names and definitions of the number and of the median."""

    number_title_sv: str
    number_definition_sv: str
    median_title_sv: str
    median_definition_sv: str


@dataclass(frozen=True, slots=True)
class HandledFigure:
    """How many were done in a period and their median days; None where hidden or of nothing."""

    handled: Handled
    number: int | None
    median_days: float | None
    suppressed: bool = False


_ENDED_BY = {
    IndicatorId.BAND_LE_90: Handled.INVESTIGATION,  # every closed investigation is counted once
    IndicatorId.CHILD_SPOKEN_WITH: Handled.PRELIMINARY_ASSESSMENT,  # and every decided assessment
}

_DEFINITIONS = {
    Handled.INVESTIGATION: HandledDefinition(
        "Avslutade utredningar",
        "Antal utredningar som avslutades under perioden.",
        "Mediantid för utredningar",
        "Hälften av utredningarna som avslutades under perioden tog så många dagar eller färre, "
        "från att de inleddes. Öppna utredningar räknas inte.",
    ),
    Handled.PRELIMINARY_ASSESSMENT: HandledDefinition(
        "Beslutade förhandsbedömningar",
        "Antal förhandsbedömningar som beslutades under perioden. Anmälningar som hör till en "
        "redan pågående utredning räknas inte.",
        "Mediantid för förhandsbedömningar",
        "Hälften av förhandsbedömningarna som beslutades under perioden tog så många dagar eller "
        "färre, från att anmälan kom in. Anmälningar som hör till en redan pågående utredning "
        "räknas inte.",
    ),
}


def handled_definition(handled: Handled) -> HandledDefinition:
    return _DEFINITIONS[handled]


class HandledDays:
    """Adds up the days of what was handled while cases pass by on their way elsewhere."""

    def __init__(self, first: date, last: date, today: date, policy: Policy) -> None:
        self._first, self._last = first, last
        self._today, self._policy = today, policy
        self._days: dict[Handled, list[int]] = {handled: [] for handled in Handled}

    def watching(self, cases: Iterable[CaseFacts]) -> Iterator[CaseFacts]:
        """Yield the cases as they are."""
        for case in cases:
            for observation in observations_of_case(case, self._today, self._policy):
                self._add(observation)
            yield case

    def figures(self) -> tuple[HandledFigure, ...]:
        """Return what has been seen so far."""
        return tuple(
            HandledFigure(handled, len(days), float(median(days)) if days else None)
            for handled, days in self._days.items()
        )

    def _add(self, observation: Observation) -> None:
        handled = _ENDED_BY.get(observation.indicator)
        if handled is not None and self._first <= observation.day <= self._last:
            self._days[handled].append((observation.day - _began_on(observation)).days)


def _began_on(observation: Observation) -> date:
    match observation.row:
        case Investigation(opened_on=began_on) | ReportOfConcern(received_on=began_on):
            return began_on
        case other:
            raise TypeError(type(other).__name__)


def suppress_few(figures: Iterable[HandledFigure]) -> tuple[HandledFigure, ...]:
    """Return the figures with those that rest on one to four emptied."""
    return tuple(
        replace(found, number=None, median_days=None, suppressed=True)
        if found.number is not None and 0 < found.number < SMALLEST_SHOWN_COUNT
        else found
        for found in figures
    )
