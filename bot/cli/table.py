"""A plain table for a terminal: columns as wide as they need, none wider than the page."""

import textwrap
from collections.abc import Sequence

WIDTH = 100
_GAP = "  "
_INDENT = " " * 4
_NARROWEST = 8


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> list[str]:
    """Return the lines of the table; the widest columns are cut where it would be too wide."""
    widths = _widths([headings, *rows], width - len(_GAP) * (len(headings) - 1))
    return [_line(cells, widths) for cells in [headings, *rows]]


def indented(words: str | None) -> list[str]:
    """Return the words as lines below a row of a table; none where there is nothing to say."""
    return textwrap.wrap(words or "", WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (_cut(cell, width).ljust(width) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(fitted).rstrip()


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
