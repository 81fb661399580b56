"""The forms in which names and case numbers are compared.

Exports write the same name composed or decomposed, in capitals or with stray spaces. The
database keeps the name as written for people and a key for comparison, so that a
caseworker's rows are found by index.
"""

import re
import unicodedata
from functools import lru_cache

_LAST_NUMBER = re.compile(r"(?<!\d)(\d+)\D*\Z")  # tried once for each number, not each digit


@lru_cache(maxsize=4096)
def name_key(name: str | None) -> str:
    """The form in which two spellings of a person's or a unit's name are equal."""
    return text_key(name or "")


def text_key(text: str) -> str:
    """The form in which names are found in a text; unlike a name, a text is not kept in memory."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def case_sequence(case: str) -> str | None:
    """The trailing number of a case number: 1234 of BU-2026-01234, None where it has none."""
    last = case.rpartition("-")[2]
    if not last.isdecimal():
        found = _LAST_NUMBER.search(case)
        last = found[1] if found else ""
    return (last.lstrip("0") or "0") if last else None
