"""Long answers a page at a time, so that a card stays small and nothing is cut silently."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot import texts
from bot.cards.elements import act, subtle
from bot.conversation import Card, Press, Question

Row = TypeVar("Row")

MOST_ROWS = 10
"""Rows with the longest numbers and names that fit on a card of 24 KB."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a longer answer, and the press that gives the same page again.

    The number counts from 1.
    """

    here: Press
    size: int
    of: int

    @property
    def first(self) -> int:
        return (self.here.page - 1) * self.size

    @property
    def last(self) -> int:
        return min(self.first + self.size, self.of)

    @property
    def origin(self) -> Press:
        """The press that gives this page again, without the way it was come to."""
        return replace(self.here, back=None)

    def part(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows that stand on this page."""
        return rows[self.first : self.last]

    def place(self) -> list[Card]:
        """Return the line that tells which part this is; nothing where it is the whole."""
        if self.of <= self.size:
            return []
        return [subtle(texts.shown_of(self.first + 1, self.last, self.of))]

    def turning(self) -> list[Card]:
        """Return the buttons for the next page and the one before, as far as there are any.

        The next comes first, so that it stays under the finger of whoever reads on.
        """
        number = self.here.page
        fewer = [act(texts.FEWER, replace(self.here, page=number - 1))] if number > 1 else []
        has_more = self.last < self.of
        more = [act(texts.MORE, replace(self.here, page=number + 1))] if has_more else []
        return [*more, *fewer]

    def back(self) -> list[Card]:
        """Return the button to the list that this was pressed in, if it was."""
        return [act(texts.BACK, self.here.back)] if self.here.back else []


def page_of(question: Question, wanted: int, of: int, *, case: str | None = None) -> Page:
    """Return the page that is asked for, or the last one there is; `case` is carried along.

    `wanted` is how many rows a page is to have.
    """
    size = min(wanted, MOST_ROWS)
    pages = max(1, -(-of // size))
    here = Press(
        question="" if question.reading else question.text,
        reading=question.reading,
        page=min(max(question.page, 1), pages),
        case=case or question.case,
        back=question.back,
    )
    return Page(here, size, of)
