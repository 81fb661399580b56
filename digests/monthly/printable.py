"""Words that the printed document's fonts can show.

A sign that no font has stops typst from writing an accessible document at all, so signs outside
what was tried are shown as a replacement. Swedish, and every name in Latin letters, is whole.
"""

import re
import unicodedata
from typing import Any

REPLACEMENT = "\N{WHITE SQUARE}"
PRINTABLE = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00AC),  # signs of Latin-1, up to the soft hyphen
    (0x00AE, 0x024F),  # Latin letters of every European language
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),  # more Latin letters
    (0x2010, 0x2027),  # hyphens, dashes and quotation marks
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),  # €
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2260, 0x2265),  # ≠ ≤ ≥
    (0x25A1, 0x25A1),  # the replacement
)
"""The first and last signs of the ranges that were tried with the fonts of the wheel."""

_OTHER = re.compile("[^" + "".join(rf"\u{a:04x}-\u{b:04x}" for a, b in PRINTABLE) + "]")


def printable(words: str) -> str:
    """Return the words with every sign that may be missing in the fonts replaced."""
    composed = unicodedata.normalize("NFC", " ".join(words.splitlines()))
    return _OTHER.sub(REPLACEMENT, composed)


def all_printable(value: Any) -> Any:
    """Return a JSON value with every text in it printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [all_printable(each) for each in value]
    if isinstance(value, dict):
        return {name: all_printable(each) for name, each in value.items()}
    return value
