"""Finds case numbers in their usual writings and gives them their one form."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.understanding.lexicon import meaning
from bot.understanding.phrases import Word
from bot.understanding.text import MARK
from storage.case_labels import TOKEN_WRITING, read_token

_SEPARATOR = r"(?:\s|[-–—−_/.:]|streck){0,4}"
_CASE_WORD = r"(?:arende|akt|case|nr|nummer|dnr|#)[a-z]{0,8}[\s:#.]{0,3}"
_WRITINGS = (
    rf"(?<![\w./–-])(?P<token>{TOKEN_WRITING.lower()})(?![\w/]|[-.]\w)",
    rf"\bbu{_SEPARATOR}(?P<year>20\d\d){_SEPARATOR}(?P<number>\d{{1,6}})(?!\d)",
    rf"\bbu{_SEPARATOR}(?P<short>2\d)[-/](?P<number>\d{{1,6}})(?!\d)",
    # Other places: SN-2026-0001, B12/345; never v49-50, since *v* is a word.
    r"(?<![\w./–-])(?![a-z]{1,2}[1-4][-/]20\d\d(?!\d))(?P<whole>(?P<prefix>[a-z]{1,8})"
    r"(?:[-/]?\d{1,6}(?:[-/]\d{1,6}){1,2}|/\d{1,6}))(?![\w/]|[-.]\w)",
    rf"\bbu{_SEPARATOR}#?(?P<number>\d{{1,6}})(?!\d)",
    rf"(?P<keep>{_CASE_WORD})(?P<year>20\d\d)\s?[-–/ ]\s?(?P<number>\d{{1,6}})(?![\d/-])",
    r"(?<![\d/.-])(?P<year>20\d\d)\s?[-–/_]\s?(?!20\d\d(?!\d))(?!(?:0\d|1[0-2])(?!\d))"
    r"(?P<number>\d{2,6})(?![\d/]|-\d)",
    r"(?<![\d/.-])(?P<year>20\d\d) (?!20\d\d(?!\d))(?P<number>\d{3,6})(?![\d/]|-\d)",
    r"(?<![\d/.-])(?P<number>\d{3,5})[-/](?P<year>20\d\d)(?!\d)",
    r"#\s?(?P<number>\d{1,6})(?!\d)",
)
_LONGEST_BARE = 6
_SHORTEST_BARE = 2
_YEARS = range(2000, 2036)


class CaseNumber(NamedTuple):
    """A case number in its one form, and as it was typed."""

    number: str
    typed: str


def mark_case_numbers(text: str, folded: str) -> tuple[str, tuple[CaseNumber, ...]]:
    """Return the folded text with a mark in each case number's place, and the numbers in order."""
    if not any(char.isdecimal() for char in folded):
        return folded, ()
    found: dict[int, CaseNumber] = {}
    for writing in _writings():
        for match in writing.finditer(folded):
            if _is_a_word(match) or _is_no_token(match, text):
                continue
            kept = len(match.groupdict().get("keep") or "")
            start, end = match.start() + kept, match.end()
            typed = text[start:end].lstrip("# ")
            found[start] = CaseNumber(_number(match, typed), typed)
            folded = _marked(folded, start, end)
    return folded, tuple(number for _, number in sorted(found.items()))


@cache
def _writings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(writing) for writing in _WRITINGS)


def mark_case(folded: str, case: str) -> str:
    """Return the folded text with a mark where it last says the case."""
    start = folded.rfind(case)
    return folded if start < 0 or not case else _marked(folded, start, start + len(case))


def _marked(folded: str, start: int, end: int) -> str:
    return folded[:start] + MARK.ljust(end - start) + folded[end:]


def _is_a_word(match: re.Match[str]) -> bool:
    """v49-50 and fre-27/11 begin with a word, and no case number does."""
    prefix = match.groupdict().get("prefix")
    known = meaning(prefix) if prefix else None
    return known is not None and known.known and not known.misspelt


def _is_no_token(match: re.Match[str], text: str) -> bool:
    """A token has a check on its signs, and hardly anything else passes it."""
    return "token" in match.re.groupindex and read_token(text[slice(*match.span())]) is None


def _number(match: re.Match[str], typed: str) -> str:
    parts = match.groupdict()
    if parts.get("token"):
        return read_token(typed) or typed
    if parts.get("whole"):
        return typed
    year = parts.get("year") or (f"20{parts['short']}" if parts.get("short") else None)
    number = int(parts["number"])
    return f"BU-{year}-{number:05d}" if year else str(number)


def number_after_case_word(words: Sequence[Word]) -> int | None:
    """Return the place of the number in *ärende 77*, before anything takes it for a date."""
    return next((place for place in range(len(words)) if _says_case(words, place)), None)


def unexplained_number(words: Sequence[Word]) -> int | None:
    """Return the place of a number that no date or length has taken and that may be a case."""
    return next((place for place in range(len(words)) if _may_be_case(words, place)), None)


def _says_case(words: Sequence[Word], place: int) -> bool:
    token = words[place].token
    if token.kind != "number" or len(token.raw) > _LONGEST_BARE:
        return False
    before = [
        word for word in words[max(0, place - 2) : place] if not word.concepts & {"numbering"}
    ]
    named = bool(before) and "one_case" in before[-1].concepts
    after = words[place + 1].concepts if place + 1 < len(words) else set()
    return named and not after & {"time_unit", "time_day"}


def _may_be_case(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    digits = word.token.raw
    fits = word.token.kind == "number" and _SHORTEST_BARE <= len(digits) <= _LONGEST_BARE
    if not fits or word.taken or _in_range(words, place) or _in_citation(words, place):
        return False
    return int(digits) not in _YEARS or all(other is word or not other.asks for other in words)


def _in_range(words: Sequence[Word], place: int) -> bool:
    """0-90 and 91–123 are so many days, neither of them a case."""
    around = [*words[max(0, place - 2) : place], *words[place + 1 : place + 3]]
    numbers = any(word.token.kind == "number" for word in around)
    return numbers and any("@to" in word.concepts for word in around)


def _in_citation(words: Sequence[Word], place: int) -> bool:
    """*11 kap. 2 §* is a place in the law."""
    return place + 1 < len(words) and "rule" in words[place + 1].concepts
