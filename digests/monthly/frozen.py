"""Frozen summaries: what the board has been given stays what it was.

Numbers, verdicts, targets, versions of rules and the stamp of the data are kept as they were
sent, and every format is made from them again. It is frozen before the first attempt to send
it: what stops the process in between leaves the one that is then sent.

The shape of what is stored is that of `MonthlySummary`. Whoever changes it raises
SCHEMA_VERSION and sees to it that what has been stored can still be read. `kept_from` came
later and is stored only where it says something.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from digests.errors import DigestError
from digests.monthly.model import MonthlySummary
from digests.periods import Month
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.records import SentSummary, keep_sent_summary, note_summary_sent, sent_summary

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class FrozenSummary:
    """A summary as it was frozen; `sent_at` is None until it has, or may have, been sent."""

    summary: MonthlySummary
    frozen_at: datetime
    sent_at: datetime | None

    def existed_on(self, day: date | None) -> bool:
        """Whether it was there on the day; None is today."""
        return day is None or self.frozen_at.astimezone(SWEDISH_TIME).date() <= day


def as_sent(
    database: Database, month: Month, now: datetime, build: Callable[[], MonthlySummary]
) -> MonthlySummary:
    """Return the summary that is to be sent of a month: the frozen one, or one frozen now.

    A month that is not over, or of which there is no data, is built and not frozen. Raises
    DigestError.
    """
    kept = sent_summary(database, str(month))
    if kept is not None:
        return _thawed(kept).summary
    built = build()
    imported_at = built.stamp.imported_at
    if built.is_preliminary or imported_at is None:
        return built
    new = SentSummary(str(month), SCHEMA_VERSION, frozen_text(built), imported_at, now)
    return _thawed(keep_sent_summary(database, new)).summary


def frozen_summary(database: Database, month: Month) -> FrozenSummary | None:
    """Return the month's frozen summary, None where there is none. Raises DigestError."""
    kept = sent_summary(database, str(month))
    return None if kept is None else _thawed(kept)


def note_sent(database: Database, month: Month, at: datetime) -> None:
    """Note that the month's frozen summary has, or may have, been shown to somebody."""
    note_summary_sent(database, str(month), at)


def frozen_text(summary: MonthlySummary) -> str:
    """Return the summary as the JSON that is stored."""
    left_out = {"kept_from"} if summary.kept_from is None else None  # the first shape had none
    return _shape().dump_json(summary, exclude=left_out).decode()


def thawed_text(text: str) -> MonthlySummary:
    """Return the summary that the JSON holds. Raises ValueError for any other shape."""
    return _shape().validate_json(text, strict=True)


def _thawed(kept: SentSummary) -> FrozenSummary:
    if kept.schema_version != SCHEMA_VERSION:
        raise _unreadable(kept.month)
    try:
        summary = thawed_text(kept.context)
    except ValueError:
        raise _unreadable(kept.month) from None
    return FrozenSummary(summary, kept.frozen_at, kept.sent_at)


def _unreadable(month: str) -> DigestError:
    return DigestError(
        "frozen_summary_unreadable",
        f"Sammanställningen för {month} är låst av en annan version av Fristvakt, och den här "
        "versionen kan inte läsa den. Uppdatera Fristvakt, eller lägg till --recompute så ser du "
        "dagens siffror.",
    )


@cache
def _shape() -> "TypeAdapter[MonthlySummary]":
    from pydantic import TypeAdapter

    return TypeAdapter(MonthlySummary)
