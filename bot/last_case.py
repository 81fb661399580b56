"""Which case each person saw last, so that *det ärendet* can be understood.

Kept in memory for half an hour and for nobody but the person: after a restart, or in another
replica, the bot asks which case is meant instead of guessing.
"""

from threading import Lock

from cachetools import TTLCache

_KEPT_FOR_S = 30 * 60
_MOST_PEOPLE = 10_000


class LastCases:
    """The case each person saw last; safe to use from several threads."""

    def __init__(self) -> None:
        self._cases: TTLCache[str, str] = TTLCache(_MOST_PEOPLE, _KEPT_FOR_S)
        self._lock = Lock()

    def seen_by(self, person: str) -> str | None:
        """Return the case that the person saw last, None where nobody remembers."""
        with self._lock:
            return self._cases.get(person)

    def remember(self, person: str, case: str) -> None:
        with self._lock:
            self._cases[person] = case
