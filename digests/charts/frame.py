"""The paper that charts are drawn on, and how a figure becomes a place on it."""

from dataclasses import dataclass
from enum import StrEnum

from rules.indicators import Figure

WIDTH = 360
"""How wide the drawings are that stand beside their table."""

_NICE_STEPS = (1, 2, 5)
_NICE_DIGITS = 1


class Absence(StrEnum):
    """Why there is nothing to draw; the templates have the words."""

    HIDDEN = "hidden"  # antalet är för litet för att visas
    NOTHING = "nothing"  # det fanns inget att räkna
    NO_MATERIAL = "no_material"  # underlag saknas


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that figures are drawn within, in the drawing's own units."""

    left: float
    right: float
    top: float
    bottom: float

    def x_of(self, part: float) -> float:
        """Return the place of a part of the width, 0 at the left."""
        return round(self.left + (self.right - self.left) * part, _NICE_DIGITS)

    def y_of(self, part: float) -> float:
        """Return the place of a part of the height, 0 at the foot."""
        return round(self.bottom - (self.bottom - self.top) * part, _NICE_DIGITS)


def drawn_value(figure: Figure) -> float | None:
    """Return what is drawn of a figure: its share or mean, else its count, None where hidden."""
    return figure.numerator if figure.denominator is None else figure.share


def absence_of(figure: Figure) -> Absence | None:
    """Return why a figure cannot be drawn, None where it can."""
    if figure.suppressed:
        return Absence.HIDDEN
    if drawn_value(figure) is not None:
        return None
    return Absence.NO_MATERIAL if figure.denominator is None else Absence.NOTHING


def nice_ceiling(highest: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that is not below the highest value."""
    scale = 1.0
    while True:
        for step in _NICE_STEPS:
            if step * scale >= highest:
                return step * scale
        scale *= 10
