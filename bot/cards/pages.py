"""Long answers a page at a time, so that a card stays small and nothing is cut silently."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot import texts
from bot.cards.elements import say, subtle
from bot.conversation import Card, Question

Row = TypeVar("Row")

MOST_ROWS = 16
"""Rows with the longest numbers and names that fit on a card of 24 KB."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a longer answer, and the question (on a case) that gives it.

    `number` counts from 1.
    """

    number: int
    size: int
    of: int
    question: str
    case: str | None = None

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        return min(self.first + self.size, self.of)

    def part(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows that stand on this page."""
        return rows[self.first : self.last]

    def place(self) -> list[Card]:
        """Return the line that tells which part this is; nothing where it is the whole."""
        if self.of <= self.size:
            return []
        return [subtle(texts.shown_of(self.first + 1, self.last, self.of))]

    def more(self) -> list[Card]:
        """Return the button for the next page, if there is one."""
        if self.last >= self.of:
            return []
        return [say(texts.MORE, self.question, page=self.number + 1, case=self.case)]


def page_of(question: Question, wanted: int, of: int, *, case: str | None = None) -> Page:
    """Return the page that is asked for, or the last one there is; `case` is carried along.

    `wanted` is how many rows a page is to have.
    """
    size = min(wanted, MOST_ROWS)
    pages = max(1, -(-of // size))
    return Page(min(max(question.page, 1), pages), size, of, question.text, case or question.case)
