"""What differs between a summary as it was sent and the same month counted again.

A count that either of them hides is told of neither: one would give the other away.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from digests.monthly.counting import Span
from digests.monthly.model import MonthlySummary
from digests.monthly.places import Place, figures_by_place
from digests.monthly.targets import TargetVerdict, YearTarget
from rules.indicators import Figure, IndicatorDefinition, definition_of


@dataclass(frozen=True, slots=True)
class Told:
    """What one summary says at a place: a figure, and of the month's whole how it was judged."""

    figure: Figure
    verdict: TargetVerdict = TargetVerdict.NO_TARGET
    target: YearTarget | None = None
    definition: IndicatorDefinition | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two say different things; None where one of them has no such figure.

    Where `is_hidden` both figures are to be said as *visas inte*, and neither is given.
    """

    place: Place
    then: Told | None
    now: Told | None
    is_hidden: bool = False

    @property
    def definition(self) -> IndicatorDefinition:
        return definition_of(self.place.indicator)

    @property
    def has_new_verdict(self) -> bool:
        """Whether the month is judged otherwise, or by another target."""
        return _judged(self.then) != _judged(self.now)

    @property
    def has_new_definition(self) -> bool:
        """Whether the indicator means something else than it did."""
        return _meaning(self.then) != _meaning(self.now)


def differences_between(then: MonthlySummary, now: MonthlySummary) -> tuple[Difference, ...]:
    """Return the places where two summaries of one month differ, the month's own first."""
    before, after = _told(then), _told(now)
    places = dict.fromkeys((*before, *after))
    return tuple(
        difference
        for place in places
        for difference in _difference(place, before.get(place), after.get(place))
    )


def _told(summary: MonthlySummary) -> dict[Place, Told]:
    told = {place: Told(figure) for place, figure in figures_by_place(summary).items()}
    of_month = Span(summary.month, summary.month)
    for each in summary.indicators:
        whole = Told(each.figure, each.verdict, each.target, each.definition)
        told[Place(of_month, each.id)] = whole
    return told


def _difference(place: Place, then: Told | None, now: Told | None) -> Iterator[Difference]:
    if then == now:
        return
    if _hides(then) or _hides(now):
        if not (_hides(then) and _hides(now)):
            yield Difference(place, None, None, is_hidden=True)
        return
    yield Difference(place, then, now)


def _hides(told: Told | None) -> bool:
    return told is not None and told.figure.suppressed


def _judged(told: Told | None) -> tuple[TargetVerdict, YearTarget | None] | None:
    return None if told is None else (told.verdict, told.target)


def _meaning(told: Told | None) -> str | None:
    return told.definition.definition_sv if told and told.definition else None
