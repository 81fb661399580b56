"""What a case is called outside the municipality's own environment: its number, or a token.

A token is made from the number and a secret key, so that the database never holds the number
and nobody without the key can tell which case it is, not even by trying every number. Twelve
signs without vowels, O, I, L, Y and W spell no word and are hard to mishear. The first is a
letter, so that no token is taken for a date, and the last a check on the others. That leaves
18·28¹⁰ tokens: among 500 000 cases the risk that any two share one is 1 in 40 000.
"""

import hmac
import re
import unicodedata
from dataclasses import dataclass, field

from storage.keys import name_key

_LETTERS = "BCDFGHJKMNPQRSTVXZ"
_SIGNS = f"{_LETTERS}0123456789"
_VALUE = {sign: value for value, sign in enumerate(_SIGNS)}
_WEIGHTS = (1, 3, 5, 9, 11, 13, 15, 17, 19, 23, 25)  # no factor shared with the number of signs
_MISREAD = str.maketrans("OIL", "011")
_GAP = r"(?:\s?[-–—_.]\s?|\s)?"
_FIRST, _NEXT = f"[{_LETTERS}]", f"[{_SIGNS}OIL]"
TOKEN_WRITING = f"{_FIRST}{_NEXT}{{3}}{_GAP}{_NEXT}{{4}}{_GAP}{_NEXT}{{4}}"
"""How a token may be written, in capitals: in groups of four or in one piece."""

_TOKEN = re.compile(TOKEN_WRITING)
_PARTS = re.compile(r"\d+|[^\W\d_]+")


def read_token(text: str) -> str | None:
    """Return the token in its one form, None where the text is not a token."""
    written = text.strip().upper()
    if not _TOKEN.fullmatch(written):
        return None
    signs = "".join(char for char in written.translate(_MISREAD) if char in _SIGNS)
    return _grouped(signs) if _check(signs[:-1]) == signs[-1] else None


@dataclass(frozen=True, slots=True)
class CaseLabels:
    """How cases and their rows are labelled; without a key by their numbers as they are."""

    key: bytes | None = field(default=None, repr=False)

    @property
    def hides_numbers(self) -> bool:
        return self.key is not None

    def of_case(self, number: str) -> str:
        """Return the case's label; ways to write the same number give the same one."""
        return number if self.key is None else _token(self.key, b"case", one_form(number))

    def of_row(self, number: str) -> str:
        """Return the label of a row of a list; two spellings are two rows."""
        return number if self.key is None else _token(self.key, b"row", number)

    def asked(self, text: str) -> str:
        """Return the label of the case that somebody has typed, be it a number or a token."""
        if self.key is None:
            return text
        return read_token(text) or self.of_case(text)

    @property
    def fingerprint(self) -> str | None:
        """What tells one key from another, and nothing of the key."""
        if self.key is None:
            return None
        return hmac.digest(self.key, b"fingerprint", "sha256").hex()


NUMBERS = CaseLabels()


def one_form(number: str) -> str:
    """Return a case number without regard to capitals, separators and leading zeros."""
    parts = _PARTS.findall(name_key(number))
    return "-".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)


def _token(key: bytes, kind: bytes, text: str) -> str:
    said = kind + b"\0" + unicodedata.normalize("NFC", text).encode()
    left = int.from_bytes(hmac.digest(key, said, "sha256")[:8])  # many more than there are tokens
    left, first = divmod(left, len(_LETTERS))
    signs = _LETTERS[first]
    for _ in _WEIGHTS[1:]:
        left, sign = divmod(left, len(_SIGNS))
        signs += _SIGNS[sign]
    return _grouped(signs + _check(signs))


def _check(signs: str) -> str:
    weighed = zip(_WEIGHTS, signs, strict=True)
    return _SIGNS[sum(weight * _VALUE[sign] for weight, sign in weighed) % len(_SIGNS)]


def _grouped(signs: str) -> str:
    return "-".join((signs[:4], signs[4:8], signs[8:]))
