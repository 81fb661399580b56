"""Reads words that are put together of known ones: enhetsöversikt, barnutredning."""

from bot.understanding import misspellings
from bot.understanding.vocabulary import SHORTEST_STEMMED, Concepts, stem, vocabulary

_SHORTEST_PART = 3
_SHORTEST_KNOWN_PART = 7
_SHORTEST_MISSPELT = 5
_SHORTEST_OF_OURS = 6
# What a word of ours may end in, and what may stand before: no small words such as *för* and *i*.
_HEADS = frozenset(
    (
        *("unit", "case", "case_list", "digest", "report", "deadline", "date", "time", "limit"),
        *("calendar", "remind", "overview", "workload", "status", "statistics", "list", "share"),
        *("cause", "rule", "caseworker", "file", "bands", "median", "export", "help", "kind"),
    )
)
# What decides alone, whatever stands before: Ungdomsenheten, våldsutredning.
_STRONG_HEADS = ("kind", "unit", "case", "digest", "deadline", "calendar", "remind")
_TIMES = ("@month", "@unit-", "@weekday", "@feast-")


def concepts_of_compound(folded: str) -> Concepts | None:
    """Return what both known parts mean together, with or without a binding s.

    A last part that is listed as it stands comes before one known by its stem only:
    Ungdoms-enheten, not Ungdom-senheten. A unit is a unit, whatever it works with.
    """
    cuts = range(_SHORTEST_PART, len(folded) - _SHORTEST_PART + 1)
    listed = vocabulary().folded
    for cut in sorted(cuts, key=lambda cut: folded[cut:] not in listed):
        head = _part(folded[cut:])
        if head and not head.isdisjoint(_HEADS) and (before := _first_part(folded[:cut])):
            return head if "unit" in head else before | head
    return None


def concepts_of_one_known_part(folded: str) -> Concepts | None:
    """Return what barnutredningar means by its head, or utredningsplan by its long first part."""
    words = vocabulary()
    for cut in range(_SHORTEST_PART, len(folded) - SHORTEST_STEMMED + 2):
        concepts = words.stems.get(stem(folded[cut:]), frozenset())
        if heads := frozenset(name for name in concepts if name.startswith(_STRONG_HEADS)):
            return heads
    for cut in range(len(folded) - _SHORTEST_PART, _SHORTEST_KNOWN_PART, -1):
        if found := words.folded.get(folded[:cut]):
            return found
    for cut in range(len(folded) - _SHORTEST_PART, _SHORTEST_OF_OURS - 1, -1):
        found = words.folded.get(folded[:cut], frozenset())
        if ours := frozenset(name for name in found if name.startswith(_STRONG_HEADS)):
            return ours
    return None


def concepts_of_misspelt_compound(folded: str) -> Concepts | None:
    """Return what a compound means with a slip in one of its parts: utredningslisat."""
    for cut in range(_SHORTEST_MISSPELT, len(folded) - _SHORTEST_MISSPELT + 1):
        before, head = _first_part(folded[:cut]), _part(folded[cut:]) or frozenset()
        if before and not head:
            head = _slip_in(folded[cut:])
        elif not before and not head.isdisjoint(_HEADS):
            before = _slip_in(folded[:cut])
        if before and not head.isdisjoint(_HEADS):
            return head if "unit" in head else before | head
    return None


def _slip_in(part: str) -> Concepts:
    slip = misspellings.nearest(part.removesuffix("s")) or misspellings.nearest(part)
    return slip.concepts if slip else frozenset()


def _first_part(text: str) -> Concepts | None:
    concepts = _part(text) or frozenset()
    said = frozenset(name for name in concepts if name[0] != "@" or name.startswith(_TIMES))
    return said or None


def _part(text: str) -> Concepts | None:
    words = vocabulary()
    if found := words.folded.get(text):
        return found
    if text.endswith("s") and (found := words.folded.get(text[:-1])):
        return found
    return words.stems.get(stem(text)) if len(text) >= SHORTEST_STEMMED else None
