"""Reads one typed Swedish sentence as an intent and its slots, locally and always the same way.

Nothing here knows who asks or what they may see; it only says what was asked for.
"""

from datetime import date

from bot.understanding.model import (
    Beside,
    CalendarWish,
    DateWindow,
    DayCount,
    DayFault,
    Intent,
    Kind,
    Measure,
    ScopeSlot,
    Slots,
    Understanding,
)

__all__ = [
    "Beside",
    "CalendarWish",
    "DateWindow",
    "DayCount",
    "DayFault",
    "Intent",
    "Kind",
    "Measure",
    "ScopeSlot",
    "Slots",
    "Understanding",
    "understand",
]


def understand(
    text: str, today: date, case: str | None = None, *, last_case: str | None = None
) -> Understanding:
    """Return the most likely reading of a sentence said on `today`; any text has one.

    `case` is a case number that came beside the text, with a pressed button. `last_case` is the
    one shown last, which *den* or *det ärendet* stands for where the sentence names no other.
    """
    # Here, because every start of the command line imports this package and few read a sentence.
    from bot.understanding import sentence

    return sentence.understand(text, today, case, last_case=last_case)
