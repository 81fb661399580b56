"""Which summary of a month is shown: the one that was sent, or today's with what differs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from digests.errors import DigestError
from digests.monthly.differences import Difference, differences_between
from digests.monthly.frozen import FrozenSummary, frozen_summary
from digests.monthly.hidden import NONE_HIDDEN, HiddenFigures
from digests.monthly.model import MonthlySummary
from digests.monthly.places import hidden_in
from digests.periods import Month
from storage.engine import Database

Build: TypeAlias = Callable[[HiddenFigures], MonthlySummary]
"""Builds the summary from the data of today, with those figures hidden."""


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """A summary, and the frozen one of its month where there is one.

    `differences` are from the frozen one to this; None where they were not asked for, or where
    there is nothing to compare with that can be read.
    """

    summary: MonthlySummary
    frozen: FrozenSummary | None = None
    differences: tuple[Difference, ...] | None = None


def shown_summary(
    database: Database, month: Month, build: Build, seen_from: date | None = None
) -> ShownSummary:
    """Return the month's frozen summary, or one that is built where there was none on the day.

    Raises DigestError for a frozen one that cannot be read.
    """
    frozen = frozen_summary(database, month)
    if frozen is not None and frozen.existed_on(seen_from):
        return ShownSummary(frozen.summary, frozen)
    return ShownSummary(build(_hidden_by(frozen)))


def recomputed_summary(
    database: Database, month: Month, build: Build, seen_from: date | None = None
) -> ShownSummary:
    """Return the month counted again, and what differs from the one that was sent."""
    try:
        frozen = frozen_summary(database, month)
    except DigestError:
        return ShownSummary(_marked(build(NONE_HIDDEN)))
    built = build(_hidden_by(frozen))
    if frozen is None or not frozen.existed_on(seen_from):
        return ShownSummary(built)
    again = _marked(built)
    return ShownSummary(again, frozen, differences_between(frozen.summary, again))


def _hidden_by(frozen: FrozenSummary | None) -> HiddenFigures:
    """Return what must not be shown beside the frozen one, from whatever day it is seen."""
    return NONE_HIDDEN if frozen is None else hidden_in(frozen.summary)


def _marked(summary: MonthlySummary) -> MonthlySummary:
    """Return the summary saying in every format that it is not the one that was sent."""
    return replace(summary, stamp=replace(summary.stamp, is_recomputed=True))
