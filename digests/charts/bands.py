"""How long the closed investigations took, month by month, as columns in three bands.

The bands of a month make up the whole, so a month where one of them is hidden has no column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.charts.frame import Absence, Frame, absence_of
from digests.charts.texts import BAND_NAMES, BANDS_TITLE
from digests.monthly.parts import BandMonth
from digests.periods import Month
from rules.indicators import Figure

_FRAME = Frame(left=44, right=412, top=46, bottom=218)
_WIDTH, _HEIGHT = 420, 242
_COLUMN = 0.78
_LOWEST_LABELLED = 13
_BASELINE = 3.5
_LEGEND_STEP = 122


@dataclass(frozen=True, slots=True)
class Piece:
    """One band of one month; `label_y` is None where the piece is too low for words."""

    band: int
    y: float
    height: float
    figure: Figure
    label_y: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A month: its pieces from below, or why it has none."""

    month: Month
    x: float
    width: float
    middle: float
    pieces: tuple[Piece, ...]
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a band's pattern means, and where that is said."""

    band: int
    x: float
    words: str


@dataclass(frozen=True, slots=True)
class BandsChart:
    """The bands of several months as a drawing."""

    name: str
    columns: tuple[Column, ...]
    legend: tuple[LegendEntry, ...]
    frame: Frame = _FRAME
    width: float = _WIDTH
    height: float = _HEIGHT
    template: str = "bands"

    @property
    def title(self) -> str:
        return BANDS_TITLE

    @property
    def seen(self) -> tuple[Column, ...]:
        """The months that have a column."""
        return tuple(column for column in self.columns if column.absence is None)


def bands_chart(months: Sequence[BandMonth]) -> BandsChart:
    """Return the drawing of the bands, the shortest time at the foot of each month's column."""
    step = (_FRAME.right - _FRAME.left) / max(1, len(months))
    columns = tuple(
        _column(month, _FRAME.left + step * position, step) for position, month in enumerate(months)
    )
    legend = tuple(
        LegendEntry(band, _FRAME.left + _LEGEND_STEP * band, words)
        for band, words in enumerate(BAND_NAMES)
    )
    return BandsChart("bands", columns, legend)


def _column(month: BandMonth, left: float, step: float) -> Column:
    absences = [absence_of(figure) for figure in month.figures]
    absence = next((each for each in absences if each is not None), None)
    return Column(
        month=month.month,
        x=round(left + step * (1 - _COLUMN) / 2, 1),
        width=round(step * _COLUMN, 1),
        middle=round(left + step / 2, 1),
        pieces=() if absence else _pieces(month.figures),
        absence=absence,
    )


def _pieces(figures: Sequence[Figure]) -> tuple[Piece, ...]:
    pieces, below = [], 0.0
    for band, figure in enumerate(figures):
        share = figure.share or 0.0
        foot, head = _FRAME.y_of(below), _FRAME.y_of(min(1.0, below + share))
        height = round(foot - head, 1)
        label = round((foot + head) / 2 + _BASELINE, 1) if height >= _LOWEST_LABELLED else None
        pieces.append(Piece(band, head, height, figure, label))
        below += share
    return tuple(pieces)
