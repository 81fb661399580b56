"""The charts as pictures, for Word, which draws no SVG on every computer."""

from dataclasses import dataclass, field
from functools import cache
from struct import unpack_from
from typing import TYPE_CHECKING

from digests.charts.draw import Drawing
from digests.monthly.office_text import readable
from digests.monthly.printable import printable

if TYPE_CHECKING:
    import typst

_PIXELS_PER_INCH = 300.0
_SIZE_IN_PNG = 16
_PAGE = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.chart), format: "svg")
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as PNG, and what is read aloud in its place."""

    png: bytes = field(repr=False)
    alternative: str

    @property
    def width_by_height(self) -> float:
        """How many times wider than high it is, as the head of its PNG says."""
        width, height = unpack_from(">II", self.png, _SIZE_IN_PNG)
        return float(width / height)


NOT_DRAWN = Picture(b"", "")
"""Stands for a chart that no page has room for; the table below it has its figures."""


def picture_of(drawing: Drawing) -> Picture:
    """Return the chart as a picture that is the same on every computer."""
    import typst

    made = typst.compile(
        _PAGE,
        format="png",
        ppi=_PIXELS_PER_INCH,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"chart": printable(drawing.svg)},
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return Picture(made, readable(drawing.alternative))


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False)
