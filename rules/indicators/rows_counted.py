"""How many rows the figures of a period are counted from: what is left out can be told by it."""

from collections.abc import Iterable, Iterator
from datetime import date

from rules.facts import CaseFacts
from rules.indicators.emergency_care import stays_in_period
from rules.indicators.figures import SMALLEST_SHOWN_COUNT
from rules.indicators.grouping import Row
from rules.indicators.observations import observations_of_case
from rules.policy import Policy


def rows_counted(
    cases: Iterable[CaseFacts], first: date, last: date, today: date, policy: Policy
) -> int:
    """Return how many of the rows count in any indicator of the period as of `today`."""
    return sum(len(set(_counted(case, first, last, today, policy))) for case in cases)


def few_hidden(number: int) -> int | None:
    """Return the number as it may leave the unit: None where it is small, but never for none."""
    return None if 0 < number < SMALLEST_SHOWN_COUNT else number


def _counted(
    case: CaseFacts, first: date, last: date, today: date, policy: Policy
) -> Iterator[tuple[type[Row], str]]:
    for _, day, _, row in observations_of_case(case, today, policy):
        if first <= day <= last:
            yield type(row), row.number
    for stay in stays_in_period(case, first, last, today, policy):
        yield type(stay.placement), stay.placement.number
