"""How far a digest run has come, for whoever waits: the number of cases gone through."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from rules.facts import CaseFacts

Progress: TypeAlias = Callable[[int], None]
"""Is told how many cases have been gone through; how many there are is not known before."""

_CASES_AT_A_TIME = 100


def silently(_cases: int) -> None:
    """Tell nobody."""


def telling(cases: Iterable[CaseFacts], progress: Progress) -> Iterator[CaseFacts]:
    """Yield the cases as they are, telling now and then how many they have been."""
    for number, case in enumerate(cases, 1):
        if number % _CASES_AT_A_TIME == 0:
            progress(number)
        yield case
