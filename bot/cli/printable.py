"""Text from outside as one line of a terminal, so that nobody forges lines or steers it."""

import unicodedata
from collections.abc import Iterable

UNREADABLE = (
    "Ett av orden på kommandoraden har tecken som inte går att läsa. Skriv dem i UTF-8; är det "
    "en fil, döp om den, helst utan å, ä och ö."
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that steer a terminal, break the line or turn the text around."""


def plain(line: str) -> str:
    """Return the line with each character that cannot be seen replaced."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(map(_seen, line))


def plain_lines(text: str) -> str:
    """Return the text with its lines as they are, each of them plain."""
    return "\n".join(map(plain, text.split("\n")))


def repeating(sentence: str, arguments: Iterable[str]) -> str:
    """Return the sentence with what it repeats of the command line on one line, and plain."""
    for argument in arguments:
        for part in (argument, argument.partition("=")[2]):
            if part and plain(part) != part:
                sentence = sentence.replace(part, plain(part))
    return plain_lines(sentence)


def can_be_read(text: str) -> bool:
    """Whether the text is text: what a terminal sends may be bytes of no encoding."""
    return not any(unicodedata.category(each) == "Cs" for each in text)


def _seen(each: str) -> str:
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each
