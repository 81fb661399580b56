"""Reads the times in a sentence: a small grammar over the tags of its words.

Each rule rewrites what it matches into one item, from single days and calendar units up to
*före*, *mellan … och* and *resten av*; the items left at the end are the sentence's mentions.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.understanding import calendar_units as units
from bot.understanding.calendar_units import Reading, Span
from bot.understanding.lexicon import meaning
from bot.understanding.phrases import Found, Word

_RANGES = ("@month", "@weekday")


class Shape(StrEnum):
    """How a time was put, which decides what it means as a window, a reminder or a pause."""

    DAY = "day"  # på fredag, 4/12
    UNIT = "unit"  # nästa vecka, i december
    AHEAD = "ahead"  # inom tio dagar, om en vecka
    BACK = "back"  # senaste 30 dagarna, sedan 1 september, hittills i år
    SPAN = "span"  # mellan 1 och 15 december, resten av november
    BEFORE = "before"  # före jul: jul is not part of it
    UNTIL = "until"  # till fredag, senast fredag
    THROUGH = "through"  # till och med nästa vecka
    LIMIT = "limit"  # över fyra månader: part of the rule, no window
    NO_DAY = "no-day"  # 31 april
    NO_WEEK = "no-week"  # vecka 54
    BACKWARDS = "backwards"  # mellan 10 december och 1 december


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that was said; `span` of an open one is the day or unit that was named."""

    shape: Shape
    span: Span
    days: int = 0
    first: int = 0
    last: int = 0
    is_dated: bool = False  # the year was said
    is_weekday: bool = False  # comes again in a week


class Item(NamedTuple):
    tag: str
    first: int
    last: int
    mention: Mention | None = None


Build = Callable[[re.Match[str], list[Item], Reading], Mention | None]


def tagged(words: Sequence[Word], merged: Sequence[Found]) -> list[Item]:
    """Return the words as tags of the date grammar, groups of words as one."""
    groups = {found.first: found for found in merged}
    items: list[Item] = []
    place = 0
    while place < len(words):
        found = groups.get(place)
        last = found.last if found else place
        before = items[-1].tag if items else ""
        tags = (found.concept[1:],) if found else _tags(words[place], before)
        items += [Item(tag, place, last) for tag in tags]
        place = last + 1
    return items


def _tags(word: Word, before: str) -> tuple[str, ...]:
    """Return the tag of a word, those of both ends of *feb-april*, or those of *2026-12*."""
    if word.token.kind == "iso_month":
        year, month = word.token.folded.split("-")
        return (f"month{int(month)}", f"n{year}")
    parts = word.token.lower.split("-")
    ends = [_range_tag(part) for part in parts] if len(parts) == 2 else []
    if ends and all(ends):
        return (ends[0], "to", ends[1])
    return (_tag(word, before),)


def _range_tag(part: str) -> str:
    named = sorted(name[1:] for name in meaning(part).concepts if name.startswith(_RANGES))
    return named[0] if named else ""


def _tag(word: Word, before: str) -> str:
    token = word.token
    if "CASE" in word.concepts:
        return "_"
    match token.kind:
        case "iso":
            return f"iso-{token.folded}"
        case "day_month":
            return "dm-" + re.sub(r"[/-]", "-", token.folded)
        case "ordinal":
            return "n" + token.folded.rstrip("aehdnrst:").lstrip("0")
        case "number" if len(token.raw) <= 4:
            return f"n{int(token.raw)}"
    tags = sorted(name[1:] for name in word.concepts if name.startswith("@"))
    return _best_tag(tags, after_number=bool(re.match(r"n\d|couple|recent|coming", before)))


def _best_tag(tags: list[str], after_number: bool) -> str:
    """Choose for a word with two meanings: *mån* after a number is months, otherwise Monday."""
    counted = [tag for tag in tags if tag.startswith("unit-")]
    others = [tag for tag in tags if not tag.startswith("unit-")]
    chosen = counted + others if after_number else others + counted
    return chosen[0] if chosen else "_"


def read_mentions(items: list[Item], reading: Reading) -> list[Mention]:
    """Return the times in the sentence, in order."""
    if all(item.tag == "_" for item in items):
        return []
    text = _text_of(items)
    for pattern, build in _rules():
        if pattern.search(text):
            items = _rewritten(items, text, pattern, build, reading)
            text = _text_of(items)
    return [item.mention for item in items if item.mention]


def _text_of(items: list[Item]) -> str:
    return " ".join(item.tag for item in items)


def _rewritten(
    items: list[Item], text: str, pattern: re.Pattern[str], build: Build, reading: Reading
) -> list[Item]:
    done: list[Item] = []
    place = 0
    for match in pattern.finditer(text):
        first = text.count(" ", 0, match.start())
        last = first + match.group().count(" ")
        built = _built(build, match, items[first : last + 1], reading)
        if built is None:
            continue
        whole = (items[first].first, items[last].last)
        mention = replace(built, first=whole[0], last=whole[1])
        done += [*items[place:first], Item(_tag_of(mention), *whole, mention)]
        place = last + 1
    return done + items[place:] if done else items


def _built(
    build: Build, match: re.Match[str], items: list[Item], reading: Reading
) -> Mention | None:
    try:
        return build(match, items, reading)
    except (OverflowError, ValueError):  # a day that no calendar has, such as the year 12000
        return None


def _tag_of(mention: Mention) -> str:
    return f"={mention.shape}"


def _rules() -> Sequence[tuple[re.Pattern[str], Build]]:
    # Here, because the rules build mentions, and because compiling them can wait.
    from bot.understanding.date_rules import RULES

    return RULES


def day(found: Span | date | None, *, is_dated: bool = False) -> Mention | None:
    span = Span.of_day(found) if isinstance(found, date) else found
    return Mention(Shape.DAY, span, is_dated=is_dated) if span else None


def none_such(fault: Shape, reading: Reading) -> Mention:
    """Return what takes the place of a time there is not, so that no other is read."""
    return Mention(fault, Span.of_day(reading.today))


def unit(found: Span | None) -> Mention | None:
    return Mention(Shape.UNIT, found) if found else None


def ahead(number: int, name: str, reading: Reading) -> Mention:
    days = number * units.DAYS_IN[name]
    return Mention(Shape.AHEAD, Span(reading.today, reading.today + timedelta(days=days)), days)


def back(number: int, name: str, reading: Reading) -> Mention:
    days = number * units.DAYS_IN[name]
    return Mention(Shape.BACK, Span(reading.today - timedelta(days=days), reading.today))
