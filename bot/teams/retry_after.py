"""How long Teams wants to be left alone, as its answer's headers say (RFC 9110, 10.2.3)."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from math import isfinite

_LONGEST_S = 24 * 3600.0


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds, None where nothing is said that can be read.

    A moment is counted from the answer's own date, so that no clock of ours is asked.
    """
    told = headers.get("Retry-After", "")
    seconds = _number(told)
    if seconds is None:
        seconds = _until(_moment(told), _moment(headers.get("Date", "")))
    return None if seconds is None else min(max(seconds, 0.0), _LONGEST_S)


def _number(told: str) -> float | None:
    try:
        seconds = float(told)
    except ValueError:
        return None
    return seconds if isfinite(seconds) else None


def _moment(told: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None


def _until(moment: datetime | None, now: datetime | None) -> float | None:
    return None if moment is None or now is None else (moment - now).total_seconds()
