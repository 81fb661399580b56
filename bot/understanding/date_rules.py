"""The grammar of times: each rule is a pattern over tags and what it builds, tried in order.

The order matters: what belongs to a rule's length (*över fyra månader*) and longer writings come
before shorter ones, days and units before the words that open, close or bound them.
"""

import re

from bot.understanding import date_bounds as bound
from bot.understanding import date_builders as to
from bot.understanding.mentions import Build

_COUNTED = r"unit-(?P<unit>day|week|month|quarter|half|year)"
_NAMED = r"unit-(?P<unit>week|month|quarter|half|year|weekend)"
_UNIT = r"unit-(?:week|month|quarter|half|year|weekend)"
_YEAR = (
    r"(?: (?:in )?(?:n(?P<year>20\d\d)|(?P<lastyear>lastyear|last unit-year)"
    r"|(?P<thisyear>(?:this|in) unit-year)))?"
)
_TO = r"(?:to|until|upto|and)"
_N = r"n(?P<n>\d{1,3})"
_ANY = r"(?:=day|=unit|=span)"
_OPENERS = "|".join(
    f"(?<={word} )"
    for word in (
        "until",
        "before",
        "upto",
        "rest",
        "sofar",
        "start",
        "middle",
        "end",
        "the",
        "beyond",
    )
)
_WITHIN = r"(?:within |about |in |on |the ){0,4}"
_ARTICLE = r"(?:(?:the|in|on|whole|of|and) ){0,4}"


def _rule(pattern: str, builder: Build) -> tuple[re.Pattern[str], Build]:
    return re.compile(rf"(?<!\S){pattern}(?!\S)"), builder


# *inom ett halvår* is a length, *ett* being also how *första* is tagged.
_NOT_AHEAD = r"(?<!within )(?<!about )"
_DURATION = rf"(?:{_N}|(?P<couple>couple)) {_COUNTED}"

RULES = (
    _rule(
        rf"(?:n\d+ to n\d+ (?:and )?){{1,9}}(?:(?:beyond )?(?:than )?n\d+ )?{_COUNTED}", to.limit
    ),
    _rule(rf"beyond (?:than )?{_DURATION}", to.limit),
    _rule(rf"nearing (?:_ )?{_DURATION}", to.limit),
    _rule(rf"{_DURATION} (?:nearing|old)", to.limit),
    _rule(rf"absent (?:in )?{_DURATION}", to.limit),
    _rule(rf"ownership {_DURATION}(?! (?:ahead|coming|recent|next(?! unit)))", to.limit),
    _rule(rf"(?<!coming )(?<!within ){_DURATION} (?:(?:on|_) ){{0,3}}(?:end|out)", to.limit),
    _rule(r"clock n\d+(?: n\d+)?", to.limit),
    _rule(r"iso-(?P<iso>\d{4}-\d\d-\d\d)", to.iso),
    _rule(
        r"(?:the )?dm-(?P<day>\d+)-(?P<month>\d+)(?:-(?P<short>\d+))?(?: n(?P<year>20\d\d))?",
        to.day_month,
    ),
    _rule(
        rf"(?:(?:between|from) )?(?:the )?n(?P<first>\d+) {_TO} (?:the )?n(?P<last>\d+)"
        rf" month(?P<month>\d+){_YEAR}",
        to.days_of_month,
    ),
    _rule(rf"(?:the )?n(?P<day>\d+) (?:of |in )?month(?P<month>\d+){_YEAR}", to.named_date),
    _rule(r"month(?P<month>\d+) (?:the )?n(?P<day>[1-9]|[12]\d|3[01])(?! unit)", to.named_date),
    _rule(
        r"(?:since|from) (?:the )?(?:turn-(?P<turn>month|year|week)|feast-new-year)",
        bound.since_turn,
    ),
    _rule(rf"feast-(?P<feast>[a-z-]+){_YEAR}", to.feast),
    _rule(
        r"turn-(?P<turn>month|year|week)(?: month(?P<month>\d+)(?: to)?(?: month\d+)?)?", to.turn
    ),
    _rule(r"(?:before|until|upto|within) (?:until )?(?:the )?today-own end", to.end_of_today),
    _rule(r"(?:before|until|upto|within) end of (?:the )?(?:unit-day|today)", to.end_of_today),
    _rule(r"today-own", to.whole_day),
    _rule(r"(?P<name>yesterday|today|tomorrow|overmorrow)", to.near_day),
    # unit-week 49, tredje kvartalet, januari till mars
    _rule(rf"unit-week {_N}(?: {_TO} (?:unit-week )?n(?P<last>\d\d?))?{_YEAR}", to.week),
    _rule(rf"{_NOT_AHEAD}(?:the )?n(?P<n>[1-4]) unit-quarter{_YEAR}", to.quarter),
    _rule(rf"unit-quarter n(?P<n>[1-4]){_YEAR}", to.quarter),
    _rule(rf"{_NOT_AHEAD}(?:the )?n(?P<n>[12]) unit-half{_YEAR}", to.half),
    _rule(rf"(?:(?:between|from) )?month(?P<month>\d+) {_TO} month(?P<last>\d+){_YEAR}", to.months),
    _rule(
        r"(?<!within )(?:the )?(?P<which>n[1-5]|end) unit-week (?:(?:of|in|on) )?"
        rf"month(?P<month>\d+){_YEAR}",
        to.week_of_month,
    ),
    _rule(
        r"(?<!within )(?:the )?(?P<which>n[1-5]|end) unit-week (?:(?:of|in|on|the) ){0,2}"
        r"(?P<step>this|next|last) unit-(?P<unit>month|quarter|year)",
        to.week_of_unit,
    ),
    # counted days, weeks, months
    _rule(rf"(?:the )?(?:recent|last) (?:the )?{_DURATION}", to.counted_back),
    _rule(rf"(?:the )?{_N} (?:recent|last) {_COUNTED}", to.counted_back),
    _rule(r"(?:in )?(?:the )?(?P<step>recent) unit-(?P<unit>quarter|half)", to.around),
    _rule(rf"(?:the )?recent {_COUNTED}", to.counted_back),
    _rule(
        rf"{_WITHIN}(?:coming|next) (?:the )?{_DURATION}",
        to.counted_ahead,
    ),
    _rule(rf"{_WITHIN}n(?P<n>\d\d?) coming {_COUNTED}", to.counted_ahead),
    _rule(rf"{_WITHIN}n(?P<n>[2-9]) next {_COUNTED}", to.counted_ahead),
    _rule(rf"{_WITHIN}coming {_COUNTED}", to.counted_ahead),
    _rule(rf"{_WITHIN}{_DURATION}(?: ahead)?", to.counted_ahead),
    _rule(rf"month(?P<month>\d+){_YEAR}", to.months),
    _rule(rf"(?:(?:within|coming|next|the) ){{1,3}}{_N} unit-hour", to.hours_ahead),
    # named units
    _rule(
        r"(?<!this )(?<!next )(?<!last )(?<!here )(?:the )?(?:whole )?"
        r"unit-(?P<unit>week|month|quarter|half|year) out",
        to.rest_of_unit,
    ),
    _rule(r"=unit out(?= |$)", bound.rest),
    _rule(
        rf"(?:in )?(?P<from>this|last)(?: {_UNIT})? (?:and|to) (?P<step>this|next) {_NAMED}",
        to.two,
    ),
    _rule(
        rf"(?:in |on |the ){{0,4}}(?:whole )?(?P<step>this|next|last)(?: here| whole)? {_NAMED}",
        to.around,
    ),
    _rule(r"(?:in )?(?P<lastyear>lastyear)", to.whole_year),
    _rule(r"yeartodate", bound.year_to_date),
    _rule(r"(?<=after )(?:the )?(?P<step>this )?unit-(?P<unit>weekend)", to.around),
    _rule(r"n(?P<year>20[0-3]\d)", to.whole_year),
    _rule(r"(?:in )?(?P<season>spring|summer|autumn|winter)", to.season),
    _rule(rf"(?:in|of|whole|within) (?:the )?{_NAMED}", to.around),
    _rule(rf"=(?:day|unit|span)(?: (?!=)\S+){{0,9}} the {_NAMED}", bound.first_named),
    _rule(rf"(?:{_OPENERS}){_NAMED}", to.around),
    _rule(r"this-(?P<unit>week|month|year)", to.around),
    # weekdays
    _rule(r"weekday(?P<n>\d) (?:in )?=unit", to.weekday_in),
    _rule(r"=unit (?:on )?(?:the )?weekday(?P<n>\d)", to.weekday_in),
    _rule(r"weekday\d (?:the )?=day", bound.first_named),
    _rule(r"weekday\d the n(?P<n>[1-9]|[12]\d|3[01])", to.day_alone),
    _rule(r"=day weekday(?P<n>\d)", bound.first_named),
    _rule(r"(?:in )?weekdaypast(?P<n>\d)", to.weekday_before),
    _rule(r"last weekday(?P<n>\d)", to.weekday_before),
    _rule(r"(?:(?:next|this|coming|the) ){0,4}weekday(?P<n>\d)", to.weekday),
    _rule(r"the n(?P<n>[1-9]|[12]\d|3[01])", to.day_alone),
    # words that bound and open
    _rule(rf"rest (?:of |in |the ){{0,4}}{_ANY}", bound.rest),
    _rule(rf"sofar (?:in )?{_ANY}", bound.so_far),
    _rule(rf"{_ANY} sofar", bound.so_far),
    _rule(rf"(?P<edge>end|start|middle) (?:of |in |on ){{0,4}}{_ANY}", bound.edge),
    _rule(r"=unit (?P<edge>end|start|middle)", bound.edge),
    _rule(rf"=ahead before {_ARTICLE}{_ANY}", bound.so_long_before),
    _rule(
        rf"(?:between|from|since) {_ARTICLE}{_ANY} (?:until )?{_TO} {_ARTICLE}{_ANY}",
        bound.between,
    ),
    _rule(rf"{_ANY} (?:to|or) {_ARTICLE}{_ANY}", bound.between),
    _rule(r"=day (?:until|upto) (?:the )?=day", bound.between),
    _rule(r"=unit (?:until|upto) (?:the )?=unit", bound.between),
    _rule(r"=day and (?:on )?=day", bound.between),
    _rule(r"=day =ahead", bound.so_much_later),
    _rule(r"(?:until|upto) after (?:the )?=(?:day|unit)", bound.through),
    _rule(r"after (?:the )?=(?:day|unit)", bound.after),
    _rule(r"=unit (?:and )?weekafter", bound.and_week_after),
    _rule(rf"(?:since|from) {_ARTICLE}{_ANY}", bound.since),
    _rule(rf"then {_ANY}", bound.since),
    _rule(rf"before {_ARTICLE}=(?:unit|day) (?:_ )?(?:end|beyond)", bound.through),
    _rule(rf"(?P<open>before) {_ARTICLE}{_ANY}", bound.open_start),
    _rule(rf"(?:until )?(?P<open>upto) {_ARTICLE}{_ANY}", bound.open_start),
    _rule(rf"(?:until )?(?P<open>until) {_ARTICLE}{_ANY}", bound.open_start),
)
