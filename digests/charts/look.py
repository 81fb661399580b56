"""How charts look on white paper, whatever settings the computer has for matplotlib.

Every artist is also given a class (its `gid`), by which a page gives it the colours of its own
light or dark ground.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

INK, QUIET, LINE, PAPER = "#1d2321", "#47504c", "#c3cac6", "#ffffff"
ACCENT, FINE, BAND, GAP = "#1f5a6e", "#1c6247", "#d3e3e9", "#eceeec"

GROUND = {"boxstyle": "square,pad=0.2", "color": PAPER, "linewidth": 0, "gid": "chart-paper"}
"""Paper under words that something else is drawn through."""

FONT = "Libertinus Serif"
"""A font of typst's wheel. matplotlib has not got it and measures with one of its own like it."""

FONT_SIZE = 11
SMALL = 10

SETTINGS: "dict[RcKeyType, Any]" = {
    "axes.axisbelow": True,
    "axes.grid.axis": "y",
    "axes.xmargin": 0,
    "axes.ymargin": 0,
    "font.family": "STIXGeneral",
    "font.size": FONT_SIZE,
    "grid.color": LINE,
    "grid.linewidth": 1,
    "hatch.linewidth": 1.6,
    "legend.borderaxespad": 0,
    "legend.borderpad": 0,
    "legend.columnspacing": 3.2,
    "legend.fontsize": FONT_SIZE,
    "legend.frameon": False,
    "legend.handlelength": 1.5,
    "patch.linewidth": 0.8,
    "path.simplify": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "fristvakt",
    "text.color": QUIET,
    "text.parse_math": False,
    "xtick.color": QUIET,
    "xtick.labelsize": FONT_SIZE,
    "xtick.major.pad": 7,
    "xtick.major.size": 0,
    "ytick.color": QUIET,
    "ytick.labelsize": FONT_SIZE,
    "ytick.major.pad": 6,
    "ytick.major.size": 0,
}
