"""What is drawn of a figure, and the words that stand where nothing can be drawn."""

from enum import StrEnum

from digests.words import HIDDEN
from rules.indicators import Figure


class Absence(StrEnum):
    """Why there is nothing to draw, as it is written in the drawing."""

    HIDDEN = HIDDEN  # the count is too small to be shown
    NOTHING = "inget att räkna"
    NO_MATERIAL = "underlag saknas"


def drawn_value(figure: Figure) -> float | None:
    """Return what is drawn of a figure: its share or mean, else its count, None where hidden."""
    if figure.suppressed:
        return None
    return figure.numerator if figure.denominator is None else figure.share


def absence_of(figure: Figure) -> Absence | None:
    """Return why a figure cannot be drawn, None where it can."""
    if figure.suppressed:
        return Absence.HIDDEN
    if drawn_value(figure) is not None:
        return None
    return Absence.NO_MATERIAL if figure.denominator is None else Absence.NOTHING
