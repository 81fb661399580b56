"""Finds whose cases a sentence is about. A scope is never widened by a guess: only a word for the
unit or a colleague's name does that, and *mina* beside a word for the unit keeps it to one's own.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.misspellings import resembles_known
from bot.understanding.model import ScopeSlot
from bot.understanding.phrases import Word
from bot.understanding.vocabulary import load

_BEFORE_A_NAME = frozenset(
    (
        *("har", "hade", "for", "hos", "at", "av", "hl", "handlaggare", "has", "does", "med"),
        *("jobbar", "arbetar", "handlagger"),
    )
)
_AFTER_A_NAME = frozenset(
    (
        *("har", "hade", "ligger", "has", "have", "handlagger", "jobbar", "ansvarar", "sitter"),
        *("driver", "skoter", "haller", "missat", "missade", "hinner", "hann", "fick", "tog"),
    )
)
_HERE = "här"
_NOT_OF_A_COLLEAGUE = frozenset(
    ("mvh", "halsningar", "hals", "heter", "regards", "hej", "hejsan", "tack")
)
_OWNED = (
    *("case", "kind.", "deadline", "desk", "list", "unit", "reminder_noun", "open", "late"),
    *("workload", "overview", "status"),
)
_OWN_S = ("us", "is", "ss", "x", "z")
_MOST_SURNAMES = 2
_SHORTEST_SURNAME = 7  # of those that are written small and look like other words


class Owner(NamedTuple):
    """Whose cases, the colleague's name as typed, and the words that the name takes up."""

    scope: ScopeSlot | None = None
    name: str | None = None
    places: range = range(0)


class _Names(NamedTuple):
    given: frozenset[str]
    also_words: frozenset[str]
    endings: tuple[str, ...]


@lru_cache(maxsize=1)
def _names() -> _Names:
    listed = {key: value.split() for key, value in load("names").items()}
    return _Names(
        frozenset(listed["given"]),
        frozenset(listed["also_words"]),
        tuple(listed["surname_endings"]),
    )


def _before_caseworkers(words: Sequence[Word], place: int) -> bool:
    """*Mina handläggare* is what a manager says of the whole unit."""
    return place + 1 < len(words) and "caseworker" in words[place + 1].concepts


def is_common_name(folded: str) -> bool:
    """Tell a given name, also in its genitive, from any other word."""
    first = folded.partition("-")[0]
    if first != folded and first in _names().also_words:  # Per-Olof
        return True
    return not _names().given.isdisjoint((folded, _without_genitive(folded), first))


def find_name(words: Sequence[Word]) -> Owner:
    """Return the colleague whose cases are asked for; an Owner without scope if none is named."""
    shouted = sum(word.token.raw.isupper() for word in words) * 2 > len(words)
    for place in range(len(words)):
        if _is_given_name(words, place, shouted):
            return _owner_named(words, place, shouted)
    return Owner()


def said_scope(words: Sequence[Word], concepts: frozenset[str]) -> ScopeSlot | None:
    """Return whose cases are asked for by *mina*, *enheten* and the like, None if not said."""
    own = [place for place, word in enumerate(words) if "own" in word.concepts]
    if any(not _before_caseworkers(words, place) for place in own):
        return ScopeSlot.MINE
    if "unit" in concepts or "whole_unit" in concepts:
        return ScopeSlot.UNIT
    return ScopeSlot.MINE if "me" in concepts else None


def _is_given_name(words: Sequence[Word], place: int, shouted: bool) -> bool:
    word = words[place]
    if word.token.kind != "word" or word.taken or _is_addressed(words, place):
        return False
    capital = word.token.raw[0].isupper() and not shouted
    base = _without_genitive(word.token.folded)
    if {word.token.folded, base} & _names().also_words:
        followed = place + 1 < len(words) and _is_surname(words, place + 1, shouted)
        return capital and place > 0 and (followed or _in_name_place(words, place))
    if is_common_name(word.token.folded):
        return True
    if place and capital and words[place - 1].meaning.form == "pa" and not word.concepts:
        return not word.meaning.known or word.meaning.common
    if word.meaning.known and not _may_be_name(word, capital, place):
        return False
    if place and capital and _is_capital(words, place + 1):  # Torbjörn Fors
        return True
    if len(word.token.raw) <= 2 or not _in_name_place(words, place):
        return False
    if not capital and place + 1 == len(words) and words[place - 1].meaning.form == "har":
        return False  # vilka har fredagsledigt
    return capital or not resembles_known(base)


def _is_capital(words: Sequence[Word], place: int) -> bool:
    return place < len(words) and words[place].token.raw[0].isupper()


def _may_be_name(word: Word, capital: bool, place: int) -> bool:
    """Tell whether a word that is also another one may be a name: Kalle, but not kalle."""
    return capital and (word.meaning.common or (word.meaning.misspelt and place > 0))


def _is_addressed(words: Sequence[Word], place: int) -> bool:
    """*Hej Anna*, *det är Anna* and *Anna här* name somebody, but not whose cases are meant."""
    before = [word.meaning.form for word in words[max(0, place - 2) : place]]
    after = words[place + 1].token.lower if place + 1 < len(words) else ""
    presented = before in (["det", "ar"], ["har", "ar"], ["jag", "ar"], ["this", "is"])
    greeted = bool(before) and before[-1] in _NOT_OF_A_COLLEAGUE
    followed = place + 1 < len(words) and _owns(words, place + 1)  # Hej! Sara Lindqvists ärenden
    owner = _owns(words, place) or (followed and not words[place + 1].meaning.known)
    return (presented or greeted or after == _HERE) and not owner


def _in_name_place(words: Sequence[Word], place: int) -> bool:
    after = words[place + 1].meaning.form if place + 1 < len(words) else ""
    before = (
        words[place - 1].meaning.form if place and words[place - 1].token.lower != _HERE else ""
    )
    return before in _BEFORE_A_NAME or after in _AFTER_A_NAME or _owns(words, place)


def _owns(words: Sequence[Word], place: int) -> bool:
    """Annas ärenden: a genitive before something that a caseworker has."""
    if not words[place].token.folded.endswith("s") or place + 1 >= len(words):
        return False
    return any(concept.startswith(_OWNED) for concept in words[place + 1].concepts)


def _owner_named(words: Sequence[Word], place: int, shouted: bool) -> Owner:
    end = place + 1
    while end < len(words) and end <= place + _MOST_SURNAMES and _is_surname(words, end, shouted):
        end += 1
    parts = [word.token.raw for word in words[place:end]]
    parts[-1] = _as_said(words, end - 1)
    return Owner(ScopeSlot.CASEWORKER, " ".join(parts), range(place, end))


def _is_surname(words: Sequence[Word], place: int, shouted: bool) -> bool:
    word = words[place]
    if word.token.kind != "word" or not words[place - 1].token.raw.replace("-", "").isalpha():
        return False
    base = _without_genitive(word.token.folded)
    typical = {word.token.folded, base} & set(_names().endings)
    if word.token.raw[0].isupper() and not shouted:
        return not word.concepts or word.meaning.misspelt or bool(typical)
    strange = not word.meaning.known or (word.meaning.common and len(base) >= _SHORTEST_SURNAME)
    return bool(typical) or (strange and base.endswith(_names().endings))


def _as_said(words: Sequence[Word], place: int) -> str:
    """Return the name without its genitive, an s that belongs to the name kept."""
    token = words[place].token
    for mark in ":'’´`":
        if mark in token.raw:
            return token.raw.partition(mark)[0]
    base = _without_genitive(token.folded)
    if base == token.folded or token.folded in _names().given:
        return token.raw
    if base in _names().given or base.endswith(_names().endings):
        return token.raw[:-1]
    keeps = token.folded.endswith(_OWN_S) or not _owns(words, place)
    return token.raw if keeps else token.raw[:-1]


def _without_genitive(folded: str) -> str:
    for ending in (":s", "'s", "’s", "´s", "`s", "s"):
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            return folded[: -len(ending)]
    return folded
