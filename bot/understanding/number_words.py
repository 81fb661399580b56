"""Reads numbers that are written out, as dictation does: *fyrtiofem*, *fjortonhundrasexton*."""

_SMALL = {
    "en": 1,
    "ett": 1,
    "tva": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "atta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "tretton": 13,
    "fjorton": 14,
    "femton": 15,
    "sexton": 16,
    "sjutton": 17,
    "arton": 18,
    "nitton": 19,
}
_TENS = {
    "tjugo": 20,
    "trettio": 30,
    "fyrtio": 40,
    "femtio": 50,
    "sextio": 60,
    "sjuttio": 70,
    "attio": 80,
    "nittio": 90,
}
_LONGEST = 40


def number_in(folded: str) -> int | None:
    """Return the number that a folded word says, None for any other word."""
    if len(folded) > _LONGEST:
        return None
    for step, word in ((1_000, "tusen"), (100, "hundra")):
        before, found, after = folded.partition(word)
        if found:
            times, rest = (_below_hundred(before) if before else 1), number_in(after)
            return None if times is None or rest is None else times * step + rest
    return _below_hundred(folded) if folded else 0


def _below_hundred(folded: str) -> int | None:
    if folded in _SMALL:
        return _SMALL[folded]
    for word, tens in _TENS.items():
        if folded.startswith(word):
            ones = folded.removeprefix(word)
            return tens + _SMALL[ones] if _SMALL.get(ones, 99) < 10 else None if ones else tens
    return None
