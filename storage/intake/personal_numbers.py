"""Finds personal identity numbers, which must never be stored, shown or logged.

A personnummer or samordningsnummer may be written in many ways and inside other text. Our
own expression finds the candidates; the `personnummer` library holds the check digit and
the calendar.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from personnummer import personnummer

CELL_SEPARATOR = "|"
"""Joins the cells of a row for one search; no candidate can stretch across it."""

_BETWEEN = r"[ \-+_./,·‐-―−﹣－]{0,3}+"
_CANDIDATE = re.compile(
    r"(?=(?<!\d)(?P<century>18|19|20)?(?P<year>\d\d)"
    rf"{_BETWEEN}(?P<month>0[1-9]|1[0-2])"
    rf"{_BETWEEN}(?P<day>0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    rf"{_BETWEEN}(?P<last>\d{{4}})(?!\d))",
    re.ASCII,
)  # a lookahead, so that a number is found also where another candidate overlaps it
_PERHAPS = re.compile(
    rf"[0-9][0-9]{_BETWEEN}[01][0-9]{_BETWEEN}[0-9][0-9]{_BETWEEN}[0-9]{{4}}"
)  # every candidate and some more, four times as fast
# Enough digits in a row, once all that may stand between them is gone. What is not ASCII is
# taken for something that may: a thorough search decides, and few rows come that far.
_ENOUGH_DIGITS = b"0" * 10
_DIGIT_OR_NOT = bytes(ord("0") if byte in b"0123456789" else 0 for byte in range(256))
_SKIPPED = b" -+_./," + bytes(range(128, 256))
_UUID = re.compile(r"\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.ASCII | re.IGNORECASE)
_CENTURIES = ("18", "19", "20")
_HIDDEN = "…"


def cell_with_personal_number(cells: Sequence[str], joined: str) -> int | None:
    """Which of the cells holds a personal identity number, if one does.

    `joined` is the cells joined by CELL_SEPARATOR: most rows are cleared by one search.
    """
    if _ENOUGH_DIGITS not in joined.encode("utf-8", "replace").translate(_DIGIT_OR_NOT, _SKIPPED):
        return None
    if _PERHAPS.search(joined) is None:
        return None
    return next((at for at, cell in enumerate(cells) if holds_personal_number(cell)), None)


def holds_personal_number(text: str) -> bool:
    """Whether a personnummer or samordningsnummer is written somewhere in the text."""
    if _UUID.fullmatch(text):
        return False
    return any(_is_valid(found) for found in _CANDIDATE.finditer(text))


def shown(path: Path | str) -> str:
    """The path or name for people and records, without what may be somebody's number.

    A date with a time may look like one (…_20261121_0300), so it is no reason to refuse a file.
    """
    text = str(path)
    for found in reversed([each for each in _CANDIDATE.finditer(text) if _is_valid(each)]):
        start = found.start("century" if found["century"] else "year")
        text = text[:start] + _HIDDEN + text[found.end("last") :]
    return text


def _is_valid(found: re.Match[str]) -> bool:
    # Asked with each century: without one the library would read the clock to choose it.
    ten_digits = found["year"] + found["month"] + found["day"] + found["last"]
    centuries = (found["century"],) if found["century"] else _CENTURIES
    return any(personnummer.valid(century + ten_digits) for century in centuries)
