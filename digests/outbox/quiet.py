"""The hours in which a person wants nothing (tysta timmar), counted on Swedish clocks."""

from datetime import datetime, timedelta

from rules.swedish_time import SWEDISH_TIME
from storage.records.outbox import DeliveryWish


def quiet_until(wish: DeliveryWish, now: datetime) -> datetime | None:
    """Return when the quiet hours that `now` lies in are over; None where it lies in none."""
    begins, ends = wish.quiet_from, wish.quiet_until
    if begins is None or ends is None or not _is_within(now, begins, ends):
        return None
    there = now.astimezone(SWEDISH_TIME)
    day = there.date() if there.hour < ends else there.date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, ends, tzinfo=SWEDISH_TIME)


def _is_within(now: datetime, begins: int, ends: int) -> bool:
    hour = now.astimezone(SWEDISH_TIME).hour
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends
