"""How `doctor` is shown in a terminal: in columns, or one below the other where it is narrow."""

import textwrap
from collections.abc import Iterator, Sequence

from bot.doctor import Check
from bot.texts import doctor as words

_WIDEST = 100
_NARROWEST_FOR_COLUMNS = 70
_GAP = "  "


def doctor_lines(checks: Sequence[Check], width: int) -> list[str]:
    """Return the lines, no wider than the terminal and than is good to read."""
    width = min(width, _WIDEST)
    shown = _in_columns if width >= _NARROWEST_FOR_COLUMNS else _stacked
    tried = [check for check in checks if check.was_tried]
    lines = [line for check in tried for line in shown(check, width)]
    untried = [words.TITLES[check.name] for check in checks if not check.was_tried]
    rest = list(_wrapped(words.not_tried(untried), width, "")) if untried else []
    mistakes = sum(not check.ok for check in tried)
    last = _wrapped(words.last_line(len(tried), mistakes), width, "")
    return [*lines, "", *rest, *last]


def _in_columns(check: Check, width: int) -> Iterator[str]:
    marks, titles = max(map(len, (words.FINE, words.WRONG))), max(map(len, words.TITLES.values()))
    begin = f"{_mark(check):<{marks}}{_GAP}{words.TITLES[check.name]:<{titles}}{_GAP}"
    yield from _wrapped(check.detail, width, begin)
    if check.remedy:
        yield from _wrapped(f"{words.REMEDY} {check.remedy}", width, " " * len(begin))


def _stacked(check: Check, width: int) -> Iterator[str]:
    yield f"{_mark(check)}: {words.TITLES[check.name]}"
    yield from _wrapped(check.detail, width, _GAP)
    if check.remedy:
        yield from _wrapped(f"{words.REMEDY} {check.remedy}", width, _GAP)


def _mark(check: Check) -> str:
    return words.FINE if check.ok else words.WRONG


def _wrapped(text: str, width: int, begin: str) -> Iterator[str]:
    """Yield each line of the text below where the first one begins; names are not broken."""
    for line in text.splitlines():
        yield from textwrap.wrap(
            line,
            width,
            initial_indent=begin,
            subsequent_indent=" " * len(begin),
            break_long_words=False,
            break_on_hyphens=False,
        )
        begin = " " * len(begin)
