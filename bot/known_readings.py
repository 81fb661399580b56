"""How sentences were read a while ago, kept without the sentences.

What a sentence means follows from its words, the day and the case shown last, and many people
ask the same in the same words. What is kept is a digest of these, under a key that ends with the
process, and a reading of nothing but closed values and days: one that names a colleague or a
case is made anew each time. So nothing that anybody has written stays in memory.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from cachetools import LRUCache

from bot.understanding import Understanding, understand

_MOST = 512
_DIGEST_BYTES = 16


class KnownReadings:
    """The readings of sentences; safe to use from several threads."""

    def __init__(self) -> None:
        self._key = token_bytes(blake2b.MAX_KEY_SIZE)
        self._known: LRUCache[bytes, Understanding] = LRUCache(_MOST)
        self._lock = Lock()

    def of(
        self, text: str, today: date, case: str | None = None, *, last_case: str | None = None
    ) -> Understanding:
        """Return what `understand` returns, from memory where it is known."""
        digest = self._digest(text, today, case, last_case)
        with self._lock:
            known = self._known.get(digest)
        if known is not None:
            return known
        reading = understand(text, today, case, last_case=last_case)
        if not any(_names_a_colleague_or_case(each) for each in _with_near(reading)):
            with self._lock:
                self._known[digest] = reading
        return reading

    def _digest(self, *given: str | date | None) -> bytes:
        said = repr(given).encode()
        return blake2b(said, key=self._key, digest_size=_DIGEST_BYTES).digest()


def _with_near(reading: Understanding) -> Iterator[Understanding]:
    yield reading
    yield from reading.near


def _names_a_colleague_or_case(reading: Understanding) -> bool:
    slots, beside = reading.slots, reading.beside
    named = (slots.caseworker, beside.colleague, slots.case, reading.case_as_typed)
    return any(each is not None for each in named)
