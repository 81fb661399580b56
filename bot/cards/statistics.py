"""Figures on a card: each with what it is counted from and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.duties import stamp_elements
from bot.cards.elements import (
    block,
    card,
    columns,
    heading,
    paragraph,
    plain,
    strong,
    subtle,
    tight,
)
from bot.cards.pages import Page
from bot.conversation import Card
from digests.stamp import DataStamp


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in words: its name, its value, what it is counted from, what it means."""

    name: str
    value: str
    basis: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """The figures of a period, and the notes under them."""

    title: str
    rows: Sequence[FigureRow]
    notes: Sequence[str]
    stamp: DataStamp


def figures_card(shown: FiguresShown, page: Page) -> Card:
    """Return the card; few figures are asked for at once, so they stand on one page."""
    rows = [_row(row) for row in shown.rows]
    notes = [paragraph(note) for note in shown.notes]
    body = [heading(plain(shown.title)), *rows, *notes, *stamp_elements(shown.stamp)]
    return card(body, again=page.here)


def _row(row: FigureRow) -> Card:
    left = [strong(row.name), *([tight(row.basis)] if row.basis else [])]
    return block([columns(left, [strong(row.value)]), subtle(row.definition)])
