"""The only place where the clock is read."""

from datetime import date, datetime

from rules.swedish_time import SWEDISH_TIME


def now_in_sweden() -> datetime:
    """Return the present moment in Europe/Stockholm, aware."""
    return datetime.now(SWEDISH_TIME)


def moment_on(day: date | None) -> datetime:
    """Return the present moment, moved to `day` where one is given: the time of day stays."""
    now = now_in_sweden()
    return now if day is None else datetime.combine(day, now.time(), SWEDISH_TIME)
