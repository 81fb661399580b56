"""How many questions a person may put in a minute, so that nobody can tire the service out."""

import time
from collections import deque
from collections.abc import Callable
from enum import Enum, auto

from cachetools import TTLCache

_WINDOW_S = 60.0
_MOST_PEOPLE = 10_000
_REFRESHES = 10  # as many times more for what Teams asks by itself when old cards are seen


class Admission(Enum):
    """Whether a question is answered."""

    ADMITTED = auto()
    TOLD = auto()  # too many: to be said, once
    SILENT = auto()  # it has been said


class Pace:
    """Counts each person's questions over the last minute; seconds only go forward."""

    def __init__(self, per_minute: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._seconds = seconds
        self._asked: TTLCache[tuple[str, bool], deque[float]] = TTLCache(
            _MOST_PEOPLE, 2 * _WINDOW_S, timer=seconds
        )
        self._told: TTLCache[str, bool] = TTLCache(_MOST_PEOPLE, _WINDOW_S, timer=seconds)

    def admission(self, person: str, *, is_refresh: bool = False) -> Admission:
        """Return whether this question, which is counted, is to be answered."""
        if self._has_room(person, is_refresh):
            return Admission.ADMITTED
        if is_refresh or person in self._told:
            return Admission.SILENT
        self._told[person] = True
        return Admission.TOLD

    def _has_room(self, person: str, is_refresh: bool) -> bool:
        now, most = self._seconds(), self._per_minute * (_REFRESHES if is_refresh else 1)
        asked = self._asked.get((person, is_refresh)) or deque(maxlen=most)
        while asked and now - asked[0] >= _WINDOW_S:
            asked.popleft()
        has_room = len(asked) < most
        if has_room:
            asked.append(now)
            self._asked[person, is_refresh] = asked  # set anew, so that it is kept from now on
        return has_room
