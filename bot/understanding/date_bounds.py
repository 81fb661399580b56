"""Builds the times that words put around other times: *resten av*, *före*, *mellan … och*."""

import re
from datetime import timedelta

from bot.understanding import calendar_units as units
from bot.understanding.calendar_units import Reading, Span
from bot.understanding.mentions import Item, Mention, Shape, day, none_such

_HALF_A_YEAR = timedelta(days=183)


def rest(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    span = _spans(items)[-1]
    return Mention(Shape.SPAN, Span(max(span.start, reading.today), span.end))


def so_far(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    span = _spans(items)[-1]
    return Mention(Shape.BACK, Span(span.start, min(span.end, reading.today)))


def edge(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    span = _spans(items)[-1]
    middle = span.start + timedelta(days=(span.end - span.start).days // 2)
    return day({"end": span.end, "start": span.start, "middle": middle}[match["edge"]])


def first_named(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    """*Ledig v 51, pausa den veckan* and *fredag den 4/12* say the same time twice."""
    return next(item.mention for item in items if item.mention)


def so_long_before(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    length, named = (item.mention for item in items if item.mention)
    return day(named.span.start - timedelta(days=length.days))


def through(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    return Mention(Shape.THROUGH, _spans(items)[-1])


def between(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    """*Mellan 1 november och 15 december* began this year, also when that day is past.

    *Från torsdag till tisdag* ends on the Tuesday after that Thursday.
    """
    first, last = (item.mention for item in items if item.mention)
    start, end = first.span.start, last.span.end
    if start > end and last.is_weekday:
        end += timedelta(weeks=1)
    if start > end and not first.is_dated:
        year_before = units.day_of_month(start.day, start.month, start.year - 1, reading)
        if year_before and end - year_before.start <= _HALF_A_YEAR:
            start = year_before.start
    if start > end:
        return none_such(Shape.BACKWARDS, reading)
    return Mention(Shape.SPAN, Span(start, end))


def and_week_after(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    span = _spans(items)[0]
    return Mention(Shape.SPAN, Span(span.start, span.end + timedelta(weeks=1)))


def so_much_later(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    """*På måndag om en vecka* is the Monday after next."""
    named, length = (item.mention for item in items if item.mention)
    return day(named.span.start + timedelta(days=length.days))


def after(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    return day(_spans(items)[-1].end + timedelta(days=1))


def year_to_date(_m: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    start = units.unit_around("year", reading.today).start
    return Mention(Shape.BACK, Span(start, reading.today))


def since_turn(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    """*Sedan årsskiftet* means the one that has been."""
    start = units.unit_around(match["turn"] or "year", reading.today).start
    return Mention(Shape.BACK, Span(start, reading.today))


def since(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    start = _spans(items)[0].start
    past = start <= reading.today
    return Mention(Shape.BACK, Span(start, reading.today)) if past else None


def open_start(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    shape = {"before": Shape.BEFORE, "until": Shape.UNTIL, "upto": Shape.THROUGH}[match["open"]]
    return Mention(shape, _spans(items)[-1])


def _spans(items: list[Item]) -> list[Span]:
    return [item.mention.span for item in items if item.mention]
