"""A window of days stays within the calendar, whatever number a press carries."""

from datetime import date

import pytest

from bot.answers.windows import window_days
from bot.understanding import DayCount

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("days", [10**10, 10**18, 100_000])
def test_a_number_of_days_beyond_reason_is_the_longest_window(days: int) -> None:
    first, last = window_days(DayCount(days), TODAY)
    assert first == TODAY
    assert last == date(2036, 11, 17)


def test_a_sensible_number_of_days_is_kept() -> None:
    assert window_days(DayCount(14), TODAY) == (TODAY, date(2026, 12, 4))
