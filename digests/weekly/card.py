"""What fits on the weekly card: the worst first, and an honest count of the rest.

Teams refuses a card of 28 KB and the promise is 24; the complete lists are in the letter.
"""

from dataclasses import dataclass

from digests.weekly.model import DutyItem, WeeklyDigest

MOST_BYTES = 24 * 1024 - 1
LENGTHS = (10, 6, 3, 1, 0)
"""How many lines of each kind to try, until the card is small enough."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The first items of a list and how many are left out."""

    items: tuple[DutyItem, ...]
    more: int


@dataclass(frozen=True, slots=True)
class WeeklyCard:
    """A digest cut to the size of a card."""

    digest: WeeklyDigest
    overdue: Shown
    this_week: Shown
    next_week: Shown


def weekly_card(digest: WeeklyDigest, most: int) -> WeeklyCard:
    """Return the card's content with at most so many items of each kind."""
    outlook = digest.outlook
    return WeeklyCard(
        digest,
        _first(outlook.overdue, most),
        _first(outlook.this_week, most),
        _first(outlook.next_week, most),
    )


def _first(items: tuple[DutyItem, ...], most: int) -> Shown:
    return Shown(items[:most], max(0, len(items) - most))
