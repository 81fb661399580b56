"""What is asked about the calendar: to have it, to have a new address, or to be rid of it.

Whole words only, so that deadlines *som avslutas* neither close an address nor open one.
"""

import re

from storage.keys import name_key

_CLOSING = (
    *("stäng", "stänga", "stang", "stanga", "stäng av", "avsluta", "återkalla", "aterkalla"),
    *("ta bort", "radera", "sluta", "upphör", "koppla bort", "koppla från", "avbryt", "säg upp"),
    *("avprenumerera", "vill inte", "behöver inte", "ska inte", "inte längre", "inte langre"),
)
_NOT_CLOSING = (
    *("vill inte missa", "vill inte glömma", "vill inte tappa", "behöver inte missa"),
    *("ska inte missa", "ska inte missas", "ska inte glömma", "ska inte glömmas"),
    *("fungerar inte längre", "funkar inte längre", "syns inte längre", "visas inte längre"),
    *("hittar inte längre", "ser inte längre", "hämtas inte längre", "uppdateras inte längre"),
)
_WORD = re.compile(r"[\w-]+")
_NEW = re.compile(r"\bny(tt|a)? (\w*adress|\w*länk|\w*lank|\w*prenumeration)")


def asks_to_close(text: str) -> bool:
    """Whether the person wants nothing more sent to the calendar."""
    words = f" {' '.join(_WORD.findall(name_key(text)))} "
    for phrase in _NOT_CLOSING:
        words = words.replace(f" {phrase} ", " ")
    return any(f" {phrase} " in words for phrase in _CLOSING)


def asks_for_new(text: str) -> bool:
    """Whether the person wants another address than the one they have."""
    return bool(_NEW.search(name_key(text)))
