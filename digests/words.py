"""The filters that templates use to say dates and figures; they choose words and never count."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from digests.periods import Month
from rules.indicators import (
    Figure,
    IndicatorDefinition,
    IndicatorKind,
    TargetSense,
    definition_of,
)
from rules.wording import (
    MONTHS,
    STATUS_WORDS,
    days_left_words,
    long_date,
    plain_date,
    short_date,
)

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "–"
HIDDEN = "visas inte"

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|<>~]")
_LIST_MARK = re.compile(r"^([ \t]*(?:\d+(?=\.)|(?=-)))", re.MULTILINE)


def number(value: int) -> str:
    """Return for example *11 083*, never broken over two lines."""
    return f"{value:,}".replace(",", NO_BREAK_SPACE)


def cleared_before(kept_from: date) -> str:
    """Return what figures that reach behind what is kept (gallring) have to say."""
    day = plain_date(kept_from)
    return f"Ärenden som avslutades före {day} är gallrade. Siffrorna för tiden före är inte hela."


def decimal(value: float) -> str:
    """Return for example *63,2*."""
    whole, _, tenths = f"{value:.1f}".partition(".")
    return f"{number(int(whole))},{tenths}" if abs(value) >= 1000 else f"{whole},{tenths}"


def percent(share: float) -> str:
    """Return for example *58,3 %*; *100 %* and *0 %* only where nothing is missing."""
    tenths = _tenths(share)
    words = str(tenths // 10) if tenths in (0, 1000) else f"{tenths // 10},{tenths % 10}"
    return f"{words}{NO_BREAK_SPACE}%"


def short_percent(share: float) -> str:
    """Return for example *50 %* and *62,5 %*: a target, which is whole more often than not."""
    return percent(share).replace(",0", "")


def whole_percent(share: float) -> str:
    """Return for example *58 %*; *100 %* and *0 %* only where nothing is missing."""
    hundredths = _rounded(share * 100)
    if 0 < share < 1:
        hundredths = min(max(hundredths, 1), 99)
    return f"{hundredths}{NO_BREAK_SPACE}%"


def _tenths(share: float) -> int:
    """Round to tenths of a percent, but never up to the whole or down to nothing."""
    tenths = _rounded(share * 1000)
    if share < 1:
        tenths = min(tenths, 999)
    return max(tenths, 1) if share > 0 else tenths


def _rounded(value: float) -> int:
    """Round halves away from zero, as people do, and not to even."""
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


def day(value: date, seen_from: date) -> str:
    """Return for example *fre 20 nov*, with the year where it is another year's day."""
    words = short_date(value)
    return words if value.year == seen_from.year else f"{words} {value.year}"


def moved_day(decisive_on: date, counted_on: date, seen_from: date) -> str:
    """Return the last day that decides, and which day it stands in for where it was moved.

    For example *mån 23 nov (nästa arbetsdag efter lör 21 nov)*.
    """
    words = day(decisive_on, seen_from)
    if decisive_on == counted_on:
        return words
    return f"{words} (nästa arbetsdag efter {day(counted_on, seen_from)})"


def counted(amount: int, one: str, many: str) -> str:
    """Return the amount with its noun, for example *1 frist* and *3 frister*."""
    return f"{number(amount)}{NO_BREAK_SPACE}{one if amount == 1 else many}"


def figure_words(figure: Figure) -> str:
    """Return a figure as the board reads it: a share, a number, a mean, or why there is none."""
    kind = definition_of(figure.id).kind
    if figure.suppressed:
        return HIDDEN
    if kind is IndicatorKind.COUNT and figure.numerator is not None:
        return number(figure.numerator)
    if figure.share is None:
        return NOTHING
    return percent(figure.share) if kind is IndicatorKind.SHARE else decimal(figure.share)


def basis_words(figure: Figure) -> str:
    """Return what a figure is counted from: *105 av 134*, or a sum and its number."""
    if figure.suppressed or figure.numerator is None or figure.denominator is None:
        return NOTHING
    is_mean = definition_of(figure.id).kind is IndicatorKind.MEAN
    if is_mean and not figure.denominator:
        return NOTHING
    joint = "delat på" if is_mean else "av"
    return f"{number(figure.numerator)} {joint} {number(figure.denominator)}"


def change_words(change: float) -> str:
    """Return for example *+13,9 %*, *−4 %* or *oförändrat*."""
    tenths = _rounded(abs(change) * 1000)
    if not tenths:
        return "oförändrat"
    whole, part = divmod(tenths, 10)
    sign = "+" if change > 0 else "−"
    return f"{sign}{number(whole)}{f',{part}' if part else ''}{NO_BREAK_SPACE}%"


def target_value(value: float, definition: IndicatorDefinition) -> str:
    """Return what an indicator is held against: *100 %*, *minst 50 %*, *högst 180*."""
    is_share = definition.kind is IndicatorKind.SHARE
    words = short_percent(value) if is_share else decimal(value).removesuffix(",0")
    if value == 0 or (is_share and value == 1):
        return words
    return f"{'högst' if definition.target_sense is TargetSense.AT_MOST else 'minst'} {words}"


def month_short(month: Month) -> str:
    """Return for example *okt*."""
    return MONTHS[month.number - 1][:3]


def sentence(words: str) -> str:
    """Return the words with their first letter in upper case and the rest as it is."""
    return words[:1].upper() + words[1:]


def plain_markdown(words: str) -> str:
    """Return the words so that a card, whose text is Markdown, shows them as they are."""
    return _LIST_MARK.sub(r"\1\\", _MARKDOWN.sub(r"\\\g<0>", words))


FILTERS = {
    "basis_words": basis_words,
    "change_words": change_words,
    "counted": counted,
    "day": day,
    "days_left": days_left_words,
    "decimal": decimal,
    "figure_words": figure_words,
    "long_date": long_date,
    "month_short": month_short,
    "moved_day": moved_day,
    "number": number,
    "percent": percent,
    "plain_date": plain_date,
    "plain_markdown": plain_markdown,
    "sentence": sentence,
    "short_percent": short_percent,
    "target_value": target_value,
    "status_words": STATUS_WORDS.__getitem__,
    "whole_percent": whole_percent,
}
