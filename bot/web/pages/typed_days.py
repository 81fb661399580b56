"""A day as a person types it in a form: *2026-11-20*, *20/11*, *den 20 november*, *i dag*."""

import re
from datetime import date, timedelta

from bot.understanding.mentions import Mention, Shape
from bot.understanding.reading import read_sentence
from bot.understanding.text import clean
from rules.calendar import FIRST_YEAR, LAST_YEAR

_LONGEST = 40
_HALF_A_YEAR = timedelta(days=183)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DASHES = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}]")  # as copied
_MAY_STAND_BEFORE = frozenset({"på", "den"})


class NoSuchDayError(ValueError):
    """Raised for a day that no calendar has, or that the calendar of working days lacks."""


def day_typed(written: str, today: date) -> date | None:
    """Return the one day that is written, None where it is none.

    Without a year the one nearest to `today` is meant. Raises NoSuchDayError for *31 februari*
    and for a day outside the years that holidays are known for.
    """
    text = clean(written[:_LONGEST]).strip()
    found = _as_figures(text) or _as_said(text, today)
    if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NoSuchDayError(text)
    return found


def _as_figures(text: str) -> date | None:
    text = _DASHES.sub("-", _DOTTED.sub(r"\3-\2-\1", text))
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            raise NoSuchDayError(text) from None
    return None


def _as_said(text: str, today: date) -> date | None:
    """Return the day as the bot understands it in chat; one far ahead is read from behind."""
    found = _one_day(text, today)
    if found is not None and found - today > _HALF_A_YEAR:
        return _one_day(text, today - _HALF_A_YEAR)
    return found


def _one_day(text: str, today: date) -> date | None:
    read = read_sentence(text, today, None, None)
    if read is None or len(read.mentions) != 1:
        return None
    (said,) = read.mentions
    around = {
        word.token.lower for word in (*read.words[: said.first], *read.words[said.last + 1 :])
    }
    return _day_of(said, text) if around <= _MAY_STAND_BEFORE else None


def _day_of(said: Mention, text: str) -> date | None:
    if said.shape is Shape.NO_DAY:
        raise NoSuchDayError(text)
    is_one = said.shape is Shape.DAY and said.span.start == said.span.end
    return said.span.start if is_one else None
