"""The marks that the charts have in common: words beside a figure, and a field without one."""

from typing import TYPE_CHECKING, Any

from digests.charts.absence import Absence
from digests.charts.look import GAP

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FROM_THE_FOOT = 8


def write_beside(
    axes: "Axes", words: str, place: tuple[float, float], offset: tuple[float, float], **look: Any
) -> None:
    """Write words at a distance from a place, which keeps its size however the figures lie."""
    axes.annotate(words, place, offset, textcoords="offset points", annotation_clip=False, **look)


def mark_gap(axes: "Axes", left: float, right: float, absence: Absence) -> None:
    """Draw a grey field from the foot to the top, with its reason upright in it."""
    axes.axvspan(left, right, zorder=0, linewidth=0, color=GAP, gid="chart-gap")
    write_beside(
        axes,
        absence,
        ((left + right) / 2, axes.get_ylim()[0]),
        (0, _FROM_THE_FOOT),
        rotation=90,
        rotation_mode="anchor",
        va="center",
    )
