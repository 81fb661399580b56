"""Drawing with matplotlib: imported on first use, and the same drawing on every computer.

Importing matplotlib takes the better part of a second, so whoever draws nothing does not pay for
it. It would leave folders in the user's home, or complain where there is none, and read settings
from there; it is given an empty folder that is gone again instead.
"""

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import StringIO
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from digests.charts.look import SETTINGS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FOLDER = "MPLCONFIGDIR"
_UNITS_PER_INCH = 72
_ONE_AT_A_TIME = Lock()
"""matplotlib's settings are the whole program's, and a page may be asked for twice at once."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How large a drawing is, and the rectangle in it that figures are drawn within."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle as matplotlib wants it: from the lower left, in parts of the whole."""
        return (
            self.left / self.width,
            1 - self.bottom / self.height,
            (self.right - self.left) / self.width,
            (self.bottom - self.top) / self.height,
        )


def svg_of(sheet: Sheet, draw: Callable[["Axes"], None]) -> str:
    """Return what is drawn on the sheet as the SVG that matplotlib writes."""
    with _ONE_AT_A_TIME:
        _import_without_a_home()
        from matplotlib import rc_context, rcdefaults, rcParams

        with rc_context():
            rcdefaults()
            rcParams.update(SETTINGS)
            return _written(sheet, draw)


def _written(sheet: Sheet, draw: Callable[["Axes"], None]) -> str:
    from matplotlib.figure import Figure

    # Whoever shows the drawing has other fonts than the one that it is measured with.
    warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
    figure = Figure(figsize=(sheet.width / _UNITS_PER_INCH, sheet.height / _UNITS_PER_INCH))
    draw(figure.add_axes(sheet.box, frameon=False))
    written = StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return written.getvalue()


@cache
def _import_without_a_home() -> None:
    given = os.environ.get(_FOLDER)
    with TemporaryDirectory() as folder:
        os.environ[_FOLDER] = folder
        try:
            import matplotlib.backends.backend_svg
            import matplotlib.figure

            matplotlib.get_configdir()  # is remembered, also where the import did not ask for it
        finally:
            os.environ.pop(_FOLDER)
    if given is not None:
        os.environ[_FOLDER] = given
