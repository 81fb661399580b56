"""Which calendar address each person was given a moment ago, so that a second press shows it again.

An address is kept nowhere but as a hash, and a button that is pressed twice, or a message that
Teams delivers twice, must not take it from the person. So it stays in memory for two minutes
and for nobody but them; after a restart the person is told how to get a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from cachetools import TTLCache

from storage.keys import name_key

_KEPT_FOR_S = 2 * 60
_MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """The token that somebody was just given, and whether they had asked for a new one."""

    token: str
    was_new: bool


class GivenAddresses:
    """The address each person was just given; safe to use from several threads."""

    def __init__(self, timer: Callable[[], float] = monotonic) -> None:
        self._given: TTLCache[str, GivenAddress] = TTLCache(_MOST_PEOPLE, _KEPT_FOR_S, timer)
        self._lock = Lock()

    def given_to(self, email: str) -> GivenAddress | None:
        """Return what the person was given, None where it is too long ago."""
        with self._lock:
            return self._given.get(name_key(email))

    def remember(self, email: str, given: GivenAddress) -> None:
        with self._lock:
            self._given[name_key(email)] = given
