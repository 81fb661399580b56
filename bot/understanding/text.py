"""Cuts a typed sentence into tokens, so that every later step sees one tidy form of it.

Offsets are kept: folding is one character for one character, and a name can be given back as typed.
"""

import re
import unicodedata
from typing import NamedTuple

from bot.understanding.number_words import number_in

LONGEST_TEXT = 2_000
_LEAST_IN_DIGITS = 32
_ROUND = ("hundra", "tusen")  # as in *tusen tack*
MARK = "\ue000"  # stands for a case number already found; `clean` lets no such character in
_DIACRITICS = str.maketrans("åäöæøéèêëáàâãíìîïóòôõúùûüýÿçñ", "aaoaoeeeeaaaaiiiioooouuuuyycn")
_TOKEN = re.compile(
    rf"(?P<case>{MARK})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<iso_month>20\d\d-(?:0[1-9]|1[0-2])(?![\d-]))"
    r"|(?P<day_month>\d{1,2}/\d{1,2}(?:[-/]\d{2,4})?(?![\d/]))"
    r"|(?P<rule_length>\d{1,3}-(?:dag|manad|veck|tim|dygn|ars)[^\W\d_]*"
    r"|\d{1,3}(?:dag|manad|veck)[^\W\d_]*(?:frist|gran|regel|krav)[^\W\d_]*)"
    r"|(?P<ordinal>\d{1,2}(?::?(?:e|a)|st|nd|rd|th)(?![^\W\d_]))"
    r"|(?P<number>\d+)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}[^\W\d_]?)"
    r"|(?P<word>[^\W\d_]+(?:[-:'’´`][^\W\d_]+)*)"
    r"|(?P<sign>[-–—?%§☀-➿\U0001F300-\U0001FAFF])"
)


class Token(NamedTuple):
    """One piece of the sentence: as typed, in lower case, and without dots and rings."""

    kind: str
    raw: str
    lower: str
    folded: str
    start: int


def clean(text: str) -> str:
    """Return the sentence composed (NFC), cut to its longest length, without control characters."""
    composed = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    return "".join(" " if _is_unseen(char) else char for char in composed)


def fold(text: str) -> str:
    """Return lower case without diacritics, of the same length as given."""
    return lower(text).translate(_DIACRITICS)


def lower(text: str) -> str:
    """Return lower case of the same length as given (some capitals grow when lowered)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower()[0] for char in text)


def tokens(text: str, folded: str) -> tuple[Token, ...]:
    """Return the tokens of a cleaned sentence in order; `folded` may hold marks."""
    lowered = lower(text)
    return tuple(
        _as_number(
            Token(
                match.lastgroup or "word",
                text[match.start() : match.end()],
                lowered[match.start() : match.end()],
                folded[match.start() : match.end()],
                match.start(),
            )
        )
        for match in _TOKEN.finditer(folded)
    )


def _as_number(token: Token) -> Token:
    """Return *tolvhundra* as 1200; smaller number words are words of time as well."""
    number = number_in(token.folded) if token.kind == "word" else None
    if number is None or number < _LEAST_IN_DIGITS or token.folded in _ROUND:
        return token
    digits = str(number)
    return Token("number", digits, digits, digits, token.start)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
