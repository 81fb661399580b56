"""Finds the known word that a misspelt one was meant to be, and leaves other words alone."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.understanding.vocabulary import SHORTEST_STEMMED, Concepts, Pool, load, stem, vocabulary

_SHORTEST = 4
_TWO_SLIPS_FROM = 8
_ANY_SLIP_FROM = 7  # letters; in a shorter word a wrong letter must lie near the right one
_NEAREST = 8  # candidates to choose from


class Slip(NamedTuple):
    """The word that was meant, as its form or its stem, with its concepts."""

    form: str
    concepts: Concepts


def nearest(folded: str) -> Slip | None:
    """Return the word that was meant, where exactly a likely slip or two away from a known one."""
    if len(folded) < _SHORTEST:
        return None
    words = vocabulary()
    by_form = [(distance, 0, form) for form, distance in _near(folded, words.forms)]
    by_stem = [(distance, 1, form) for form, distance in _near(stem(folded), words.long_stems)]
    found = [hit for hit in by_form + by_stem if hit[0] <= _allowed(folded)]
    if not found:
        return None
    slips = [
        (distance, is_stem, Slip(form, (words.stems if is_stem else words.folded)[form]))
        for distance, is_stem, form in found
    ]
    return min(slips, key=lambda slip: (*slip[:2], *_least_likely_last(folded, slip[2])))[2]


def resembles_known(folded: str) -> bool:
    """Tell a badly misspelt word from a name that nobody listed."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words = vocabulary()
    likely = words.forms.get(folded[0], ())
    near = process.extract(folded, likely, scorer=OSA.distance, score_cutoff=2, limit=_NEAREST)
    return len(folded) > SHORTEST_STEMMED and any(words.folded[form] for form, _, _ in near)


def _least_likely_last(typed: str, slip: Slip) -> tuple[bool, bool, bool, bool, str]:
    """A word of ours was rather meant than another, and a letter rather lost than exchanged."""
    return (
        not slip.concepts,
        len(slip.form) == len(typed) and sorted(slip.form) != sorted(typed),
        slip.form[0] != typed[0],
        len(slip.form) != len(typed),
        slip.form,
    )


def _allowed(folded: str) -> int:
    return 2 if len(folded) >= _TWO_SLIPS_FROM else 1


def _near(typed: str, pool: Pool) -> Iterator[tuple[str, int]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(typed) < _SHORTEST:
        return
    # The first letter is the right one, or has changed places with the second.
    likely = (*pool.get(typed[0], ()), *pool.get(typed[1], ()))
    for form, distance, _ in process.extract(
        typed, likely, scorer=OSA.distance, score_cutoff=_allowed(typed), limit=_NEAREST
    ):
        if len(typed) >= _ANY_SLIP_FROM or _is_likely_slip(typed, form):
            yield form, int(distance)


def _is_likely_slip(typed: str, meant: str) -> bool:
    """Tell a slip in a short word (veka, deadlien) from another word (folk for tolk)."""
    pairs = enumerate(zip(typed, meant, strict=False))
    start = next((at for at, (left, right) in pairs if left != right), 0)
    if len(typed) == len(meant):
        swapped = typed[start : start + 2] == meant[start : start + 2][::-1]
        return swapped or (start > 0 and meant[start] in _neighbours().get(typed[start], ""))
    if len(typed) > len(meant):
        return typed[0] == meant[0]
    return typed[0] == meant[0] and len(meant) >= SHORTEST_STEMMED


@cache
def _neighbours() -> dict[str, str]:
    """Return for each letter those that lie beside it on the keyboard or sound like it."""
    near: dict[str, str] = {}
    for group in load("slips"):
        for letter in group:
            near[letter] = near.get(letter, "") + group
    return near
