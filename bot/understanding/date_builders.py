"""Builds the times that the rules of the date grammar have found in a sentence."""

import re
from datetime import timedelta

from bot.understanding import calendar_units as units
from bot.understanding.calendar_units import Reading, Span
from bot.understanding.mentions import Item, Mention, Shape, ahead, back, day, none_such, unit

_STEPS = {"this": 0, "next": 1, "last": -1, "recent": -1, "whole": 0}
_MOST_DAYS = 31
_MOST_SAID = 99  # a larger number is a year, or counts something
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tomorrow": 1, "overmorrow": 2}


def _year(match: re.Match[str], reading: Reading) -> int | None:
    parts = match.groupdict()
    if parts.get("year"):
        return int(parts["year"])
    if parts.get("lastyear"):
        return reading.today.year - 1
    return reading.today.year if parts.get("thisyear") else None


def _int(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _count(match: re.Match[str]) -> int:
    return _int(match, "n") or (2 if match.groupdict().get("couple") else 1)


def end_of_today(_m: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return Mention(Shape.THROUGH, Span.of_day(reading.today))


def limit(_m: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return Mention(Shape.LIMIT, Span.of_day(reading.today))


def iso(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year, month, number = map(int, match["iso"].split("-"))
    found = units.day_of_month(number, month, year, reading)
    return day(found, is_dated=True) or none_such(Shape.NO_DAY, reading)


def day_month(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _int(match, "year") or _int(match, "short")
    full = year + 2000 if year is not None and year < 100 else year
    found = units.day_of_month(int(match["day"]), int(match["month"]), full, reading)
    return day(found, is_dated=year is not None) or none_such(Shape.NO_DAY, reading)


def named_date(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year, number = _year(match, reading), int(match["day"])
    found = units.day_of_month(number, int(match["month"]), year, reading)
    if found is None and (number > _MOST_SAID or (number > _MOST_DAYS and " in " in match[0])):
        return None  # 45 i april are so many, in April
    return day(found, is_dated=year is not None) or none_such(Shape.NO_DAY, reading)


def days_of_month(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    month, year = int(match["month"]), _year(match, reading)
    if int(match["first"]) > _MOST_SAID:
        return None  # 2025 till 20 november
    last = units.day_of_month(int(match["last"]), month, year, reading)
    first = last and units.day_of_month(int(match["first"]), month, last.end.year, reading)
    if first is None or last is None:
        return none_such(Shape.NO_DAY, reading)
    if first.start > last.end:
        return none_such(Shape.BACKWARDS, reading)
    return Mention(Shape.SPAN, Span(first.start, last.end))


def day_alone(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.day_alone(int(match["n"]), reading))


def near_day(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(reading.today + timedelta(days=_DAYS_FROM_TODAY[match["name"]]))


def whole_day(_m: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(reading.today)


def feast(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.feast(match["feast"], _year(match, reading), reading))


def turn(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    named = _int(match, "month")
    if named:
        span = units.parts_of_year(named, 1, None, reading)
        return day(span.end) if span else None
    return day(units.unit_around(match["turn"], reading.today).end)


def counted_ahead(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return ahead(_count(match), match["unit"], reading)


def hours_ahead(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return ahead(-(-_count(match) // 24), "day", reading)


def counted_back(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return back(_count(match), match["unit"], reading)


def week(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _year(match, reading)
    first = units.week(int(match["n"]), year, reading)
    last = units.week(_int(match, "last") or int(match["n"]), year, reading)
    if first is None or last is None:
        return none_such(Shape.NO_WEEK, reading)
    if first.start > last.end:
        return none_such(Shape.BACKWARDS, reading)
    return unit(Span(first.start, last.end))


def quarter(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return unit(units.parts_of_year(int(match["n"]) * 3 - 2, 3, _year(match, reading), reading))


def half(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return unit(units.parts_of_year(int(match["n"]) * 6 - 5, 6, _year(match, reading), reading))


def months(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    first, last = int(match["month"]), _int(match, "last") or int(match["month"])
    count = (last - first) % 12 + 1
    return unit(units.parts_of_year(first, count, _year(match, reading), reading))


def week_of_month(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    month = units.parts_of_year(int(match["month"]), 1, _year(match, reading), reading)
    return unit(_week_in(month, match["which"])) if month else None


def week_of_unit(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    steps = _STEPS[match["step"]]
    return unit(_week_in(units.unit_around(match["unit"], reading.today, steps), match["which"]))


def _week_in(span: Span, which: str) -> Span:
    if which == "end":
        return units.unit_around("week", span.end)
    return units.unit_around("week", span.start, int(which.removeprefix("n")) - 1)


def around(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    steps = _STEPS.get(match.groupdict().get("step") or "this", 0)
    return unit(units.unit_around(match["unit"], reading.today, steps))


def rest_of_unit(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    """*Året ut* is what is left of it."""
    named = units.unit_around(match["unit"], reading.today)
    return Mention(Shape.SPAN, Span(reading.today, named.end))


def two(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    first = units.unit_around(match["unit"], reading.today, _STEPS[match["from"]])
    last = units.unit_around(match["unit"], reading.today, _STEPS[match["step"]])
    return Mention(Shape.SPAN, Span(first.start, last.end))


def whole_year(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _year(match, reading)
    return unit(units.months(year, 1, 12)) if year else None


def season(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return unit(units.season(match["season"], reading))


def weekday_in(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    named = next(item.mention for item in items if item.mention)
    if (named.span.end - named.span.start).days != 6:
        return None
    return day(named.span.start + timedelta(days=int(match["n"])))


def weekday(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    said = units.weekday(int(match["n"]), reading.today)
    return Mention(Shape.DAY, said, is_weekday=True)


def weekday_before(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.weekday_before(int(match["n"]), reading.today))
