"""How long the closed investigations took, month by month, as columns in three bands.

The bands of a month make up the whole, so a month where one of them is hidden has no column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digests.charts.absence import Absence, absence_of
from digests.charts.canvas import Sheet
from digests.charts.look import ACCENT, BAND, GROUND, INK, PAPER, SMALL
from digests.charts.marks import mark_gap
from digests.charts.texts import BAND_NAMES, BANDS_TITLE
from digests.monthly.parts import BandMonth
from digests.words import month_short, whole_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BANDS_SHEET = Sheet(width=420, height=242, left=44, right=412, top=46, bottom=218)

_ENDS = (0.0, 1.0)
_WIDTH = 0.88
_LOWEST_NAMED = 0.076
_LOOKS: tuple[dict[str, Any], ...] = (
    {"edgecolor": ACCENT, "facecolor": BAND},
    {"edgecolor": ACCENT, "facecolor": PAPER, "hatch": "////"},
    {"edgecolor": ACCENT, "facecolor": ACCENT},
)
_INKS = (INK, INK, PAPER)


@dataclass(frozen=True, slots=True)
class BandsChart:
    """The bands of several months as a drawing, oldest month first."""

    months: tuple[BandMonth, ...]
    name: str = "bands"
    title: str = BANDS_TITLE
    bands: tuple[str, ...] = BAND_NAMES
    template: str = "bands"

    @property
    def seen(self) -> tuple[BandMonth, ...]:
        """The months that have a column."""
        return tuple(month for month in self.months if band_absence(month) is None)


def band_absence(month: BandMonth) -> Absence | None:
    """Return why a month has no column, None where it has."""
    absences = map(absence_of, month.figures)
    return next((absence for absence in absences if absence is not None), None)


def draw_bands(chart: BandsChart, axes: "Axes") -> None:
    """Draw a column for each month, the shortest time at its foot."""
    places = range(len(chart.months))
    axes.set_xlim(-0.5, max(1, len(chart.months)) - 0.5)
    axes.set_ylim(0, 1)
    axes.set_yticks(_ENDS, [whole_percent(end) for end in _ENDS])
    axes.set_xticks(places, [month_short(month.month) for month in chart.months])
    axes.grid(axis="y", gid="chart-axis")
    for place, month in zip(places, chart.months, strict=True):
        absence = band_absence(month)
        if absence is not None:
            mark_gap(axes, place - _WIDTH / 2, place + _WIDTH / 2, absence)
    for band in range(len(BAND_NAMES)):
        _draw_band(chart, band, axes)
    _name_bands(axes)


def _draw_band(chart: BandsChart, band: int, axes: "Axes") -> None:
    """Draw a band over those below it; a month that has nothing of it has no piece."""
    months = [(place, _shares(month)) for place, month in enumerate(chart.months)]
    drawn = [(place, shares) for place, shares in months if shares[band]]
    pieces = axes.bar(
        [place for place, _ in drawn],
        [shares[band] for _, shares in drawn],
        bottom=[sum(shares[:band]) for _, shares in drawn],
        width=_WIDTH,
        gid=f"chart-band-{band}",
        **_LOOKS[band],
    )
    words = axes.bar_label(
        pieces,
        fmt=_named,
        label_type="center",
        size=SMALL,
        color=_INKS[band],
        gid=f"chart-in-band-{band}",
    )
    if "hatch" in _LOOKS[band]:
        for each in words:
            each.set_bbox(GROUND)


def _shares(month: BandMonth) -> Sequence[float]:
    if band_absence(month) is not None:
        return [0.0] * len(month.figures)
    return [figure.share or 0.0 for figure in month.figures]


def _named(share: float) -> str:
    """Return a piece's words, none where it is too low for them."""
    return whole_percent(share) if share >= _LOWEST_NAMED else ""


def _name_bands(axes: "Axes") -> None:
    from matplotlib.patches import Patch

    legend = axes.legend(
        [Patch(**look) for look in _LOOKS],
        BAND_NAMES,
        loc="lower left",
        bbox_to_anchor=(0, 1.1),
        ncols=len(BAND_NAMES),
    )
    for band, handle in enumerate(legend.get_patches()):
        handle.set_gid(f"chart-band-{band}")
