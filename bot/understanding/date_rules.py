"""The grammar of times: each rule is a pattern over tags and what it builds, tried in order.

The order matters: what belongs to a rule's length (*över fyra månader*) and longer writings come
before shorter ones, days and units before the words that open, close or bound them.
"""

import re
from datetime import date, timedelta

from bot.understanding import calendar_units as units
from bot.understanding.calendar_units import Reading, Span
from bot.understanding.mentions import Build, Item, Mention, Shape, ahead, back, day, unit

_COUNTED = r"unit-(?P<unit>day|week|month|quarter|half|year)"
_NAMED = r"unit-(?P<unit>week|month|quarter|half|year|weekend)"
_YEAR = (
    r"(?: (?:in )?(?:n(?P<year>20\d\d)|(?P<lastyear>lastyear|last unit-year)"
    r"|(?P<thisyear>(?:this|in) unit-year)))?"
)
_TO = r"(?:to|until|upto|and)"
_N = r"n(?P<n>\d{1,3})"
_STEPS = {"this": 0, "next": 1, "last": -1, "recent": -1, "whole": 0}
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tomorrow": 1, "overmorrow": 2}
_ANY = r"(?:=day|=unit|=span)"
_OPENERS = "|".join(
    f"(?<={word} )"
    for word in ("until", "before", "upto", "rest", "sofar", "start", "middle", "end", "the")
)
_ARTICLE = r"(?:(?:the|in|on|whole|of|and) )*"


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


def _limit(_m: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return Mention(Shape.LIMIT, Span.of_day(reading.today))


def _iso(match: re.Match[str], _i: list[Item], _r: Reading) -> Mention | None:
    return day(date.fromisoformat(match["iso"]))


def _day_month(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _int(match, "year") or _int(match, "short")
    full = year + 2000 if year is not None and year < 100 else year
    return day(units.day_of_month(int(match["day"]), int(match["month"]), full, reading))


def _named_date(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _year(match, reading)
    return day(units.day_of_month(int(match["day"]), int(match["month"]), year, reading))


def _days_of_month(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    month, year = int(match["month"]), _year(match, reading)
    last = units.day_of_month(int(match["last"]), month, year, reading)
    if last is None:
        return None
    first = units.day_of_month(int(match["first"]), month, last.end.year, reading)
    return Mention(Shape.SPAN, Span(first.start, last.end)) if first else None


def _day_alone(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.day_alone(int(match["n"]), reading))


def _near_day(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(reading.today + timedelta(days=_DAYS_FROM_TODAY[match["name"]]))


def _feast(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.feast(match["feast"], _year(match, reading), reading))


def _turn(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    named = _int(match, "month")
    if named:
        span = units.parts_of_year(named, 1, None, reading)
        return day(span.end) if span else None
    return day(units.unit_around(match["turn"], reading.today).end)


def _ahead(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    couple = 2 if match.groupdict().get("couple") else None
    return ahead(_int(match, "n") or couple or 1, match["unit"], reading)


def _back(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    couple = 2 if match.groupdict().get("couple") else None
    return back(_int(match, "n") or couple or 1, match["unit"], reading)


def _week(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _year(match, reading)
    first = units.week(int(match["n"]), year, reading)
    last = units.week(_int(match, "last") or int(match["n"]), year, reading)
    if first is None or last is None or last.end < first.start:
        return None
    return unit(Span(first.start, last.end))


def _quarter(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    first = (int(match["n"]) - 1) * 3 + 1
    return unit(units.parts_of_year(first, 3, _year(match, reading), reading))


def _half(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    first = (int(match["n"]) - 1) * 6 + 1
    return unit(units.parts_of_year(first, 6, _year(match, reading), reading))


def _months(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    first, last = int(match["month"]), _int(match, "last") or int(match["month"])
    count = (last - first) % 12 + 1
    return unit(units.parts_of_year(first, count, _year(match, reading), reading))


def _around(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    steps = _STEPS.get(match.groupdict().get("step") or "this", 0)
    return unit(units.unit_around(match["unit"], reading.today, steps))


def _whole_year(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    year = _year(match, reading)
    return unit(units.months(year, 1, 12)) if year else None


def _season(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return unit(units.season(match["season"], reading))


def _weekday_in(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    named = next(item.mention for item in items if item.mention)
    if (named.span.end - named.span.start).days != 6:
        return None
    return day(named.span.start + timedelta(days=int(match["n"])))


def _same_day(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    return day(_spans(items)[0])


def _weekday(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.weekday(int(match["n"]), reading.today))


def _weekday_before(match: re.Match[str], _i: list[Item], reading: Reading) -> Mention | None:
    return day(units.weekday_before(int(match["n"]), reading.today))


def _rest(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    span = _spans(items)[-1]
    return Mention(Shape.SPAN, Span(max(span.start, reading.today), span.end))


def _so_far(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    span = _spans(items)[-1]
    return Mention(Shape.BACK, Span(span.start, min(span.end, reading.today)))


def _edge(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    span = _spans(items)[-1]
    middle = span.start + timedelta(days=(span.end - span.start).days // 2)
    return day({"end": span.end, "start": span.start, "middle": middle}[match["edge"]])


def _between(_m: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    first, last = _spans(items)
    return Mention(Shape.SPAN, Span(first.start, last.end)) if first.start <= last.end else None


def _since(_m: re.Match[str], items: list[Item], reading: Reading) -> Mention | None:
    start = _spans(items)[0].start
    past = start <= reading.today
    return Mention(Shape.BACK, Span(start, reading.today)) if past else None


def _open(match: re.Match[str], items: list[Item], _r: Reading) -> Mention | None:
    shape = {"before": Shape.BEFORE, "until": Shape.UNTIL, "upto": Shape.THROUGH}[match["open"]]
    return Mention(shape, _spans(items)[-1])


def _spans(items: list[Item]) -> list[Span]:
    return [item.mention.span for item in items if item.mention]


def _rule(pattern: str, build: Build) -> tuple[re.Pattern[str], Build]:
    return re.compile(rf"(?<!\S){pattern}(?!\S)"), build


_DURATION = rf"(?:{_N}|(?P<couple>couple)) {_COUNTED}"

RULES = (
    _rule(rf"(?:n\d+ to n\d+ (?:and )?)+(?:(?:beyond )?(?:than )?n\d+ )?{_COUNTED}", _limit),
    _rule(rf"beyond (?:than )?{_DURATION}", _limit),
    _rule(r"clock n\d+(?: n\d+)?", _limit),
    _rule(r"iso-(?P<iso>\d{4}-\d\d-\d\d)", _iso),
    _rule(
        r"(?:the )?dm-(?P<day>\d+)-(?P<month>\d+)(?:-(?P<short>\d+))?(?: n(?P<year>20\d\d))?",
        _day_month,
    ),
    _rule(
        rf"(?:(?:between|from) )?(?:the )?n(?P<first>\d+) {_TO} (?:the )?n(?P<last>\d+)"
        rf" month(?P<month>\d+){_YEAR}",
        _days_of_month,
    ),
    _rule(rf"(?:the )?n(?P<day>\d+) (?:of |in )?month(?P<month>\d+){_YEAR}", _named_date),
    _rule(r"month(?P<month>\d+) (?:the )?n(?P<day>[1-9]|[12]\d|3[01])(?! unit)", _named_date),
    _rule(rf"feast-(?P<feast>[a-z-]+){_YEAR}", _feast),
    _rule(r"turn-(?P<turn>month|year|week)(?: month(?P<month>\d+)(?: to)?(?: month\d+)?)?", _turn),
    _rule(r"(?P<name>yesterday|today|tomorrow|overmorrow)", _near_day),
    # unit-week 49, tredje kvartalet, januari till mars
    _rule(rf"unit-week {_N}(?: {_TO} (?:unit-week )?n(?P<last>\d\d?))?{_YEAR}", _week),
    _rule(rf"(?:the )?n(?P<n>[1-4]) unit-quarter{_YEAR}", _quarter),
    _rule(rf"unit-quarter n(?P<n>[1-4]){_YEAR}", _quarter),
    _rule(rf"(?:the )?n(?P<n>[12]) unit-half{_YEAR}", _half),
    _rule(rf"(?:(?:between|from) )?month(?P<month>\d+) {_TO} month(?P<last>\d+){_YEAR}", _months),
    # counted days, weeks, months
    _rule(rf"(?:the )?(?:recent|last) (?:the )?{_DURATION}", _back),
    _rule(rf"(?:the )?{_N} (?:recent|last) {_COUNTED}", _back),
    _rule(r"(?:in )?(?:the )?(?P<step>recent) unit-(?P<unit>quarter|half)", _around),
    _rule(rf"(?:the )?recent {_COUNTED}", _back),
    _rule(rf"(?:within |about |in |on |the )*(?:coming|next) (?:the )?{_DURATION}", _ahead),
    _rule(rf"(?:within |about |in |on |the )*{_N} (?:coming|next) {_COUNTED}", _ahead),
    _rule(rf"(?:within |about |in |on |the )*coming {_COUNTED}", _ahead),
    _rule(rf"(?:within |about |in |on |the )*{_DURATION}(?: ahead)?", _ahead),
    _rule(rf"month(?P<month>\d+){_YEAR}", _months),
    # named units
    _rule(
        rf"(?:in |on |the )*(?:whole )?(?P<step>this|next|last)(?: here| whole)? {_NAMED}", _around
    ),
    _rule(r"(?:in )?(?P<lastyear>lastyear)", _whole_year),
    _rule(r"n(?P<year>20\d\d)", _whole_year),
    _rule(r"(?:in )?(?P<season>spring|summer|autumn|winter)", _season),
    _rule(rf"(?:in|of|whole|within) (?:the )?{_NAMED}", _around),
    _rule(rf"(?:{_OPENERS}){_NAMED}", _around),
    _rule(r"this-(?P<unit>week|month|year)", _around),
    # weekdays
    _rule(r"weekday(?P<n>\d) (?:in )?=unit", _weekday_in),
    _rule(r"=unit (?:on )?(?:the )?weekday(?P<n>\d)", _weekday_in),
    _rule(r"weekday(?P<n>\d) (?:the )?=day", _same_day),
    _rule(r"=day weekday(?P<n>\d)", _same_day),
    _rule(r"(?:in )?weekdaypast(?P<n>\d)", _weekday_before),
    _rule(r"last weekday(?P<n>\d)", _weekday_before),
    _rule(r"(?:(?:next|this|coming|the) )*weekday(?P<n>\d)", _weekday),
    _rule(r"the n(?P<n>[1-9]|[12]\d|3[01])", _day_alone),
    # words that bound and open
    _rule(rf"rest (?:of |in |the )*{_ANY}", _rest),
    _rule(rf"sofar (?:in )?{_ANY}", _so_far),
    _rule(rf"{_ANY} sofar", _so_far),
    _rule(rf"(?P<edge>end|start|middle) (?:of |in |on )*{_ANY}", _edge),
    _rule(rf"(?:between|from) {_ARTICLE}{_ANY} {_TO} {_ARTICLE}{_ANY}", _between),
    _rule(rf"{_ANY} to {_ANY}", _between),
    _rule(rf"(?:since|from) {_ARTICLE}{_ANY}", _since),
    _rule(rf"(?P<open>before) {_ARTICLE}{_ANY}", _open),
    _rule(rf"(?:until )*(?P<open>upto) {_ARTICLE}{_ANY}", _open),
    _rule(rf"(?:until )*(?P<open>until) {_ARTICLE}{_ANY}", _open),
)
