"""The days a window means, and what it is called."""

from datetime import date, timedelta
from typing import assert_never

from bot.understanding import DateWindow, DayCount
from rules.wording import MONTHS, plain_date

_MOST_DAYS = 3_650
"""Nobody has a last day further away, and a crafted press may say any number."""


def window_days(window: DateWindow | DayCount, today: date) -> tuple[date, date]:
    """Return the first and the last day of the window, both included."""
    match window:
        case DateWindow():
            return window.first, window.last
        case DayCount():
            return today, today + timedelta(days=min(window.days, _MOST_DAYS))
        case _:
            assert_never(window)


def window_words(first: date, last: date) -> str:
    """Return for example *23–29 november 2026*, or the one day; nothing is said twice."""
    if first == last:
        return plain_date(first)
    if first.year != last.year:
        return f"{plain_date(first)}–{plain_date(last)}"
    month = f" {MONTHS[first.month - 1]}" if first.month != last.month else ""
    return f"{first.day}{month}–{plain_date(last)}"
