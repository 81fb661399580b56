"""A chart as SVG with its words: the same drawing stands in a page and in a printed document."""

from dataclasses import dataclass
from functools import lru_cache, partial

from digests.charts.accessible import accessible
from digests.charts.bands import BANDS_SHEET, BandsChart, draw_bands
from digests.charts.bars import BarsChart, bars_sheet, draw_bars
from digests.charts.canvas import svg_of
from digests.charts.draw_trend import TREND_SHEET, draw_trend
from digests.charts.trend import TrendChart
from digests.templating import rendered

_NAME_SPACE = ' xmlns="http://www.w3.org/2000/svg"'
_CHARTS_OF_A_SUMMARY = 32

Chart = TrendChart | BandsChart | BarsChart


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart that is drawn: what it is called, what it shows in words, and its SVG."""

    name: str
    title: str
    description: str
    svg: str

    @property
    def inline(self) -> str:
        """The SVG as it stands in a page of HTML, where its name space is known."""
        return self.svg.replace(_NAME_SPACE, "", 1)

    @property
    def alternative(self) -> str:
        """What is read aloud in place of the drawing."""
        return f"Diagram: {self.title}. {self.description}"


@lru_cache(_CHARTS_OF_A_SUMMARY)
def drawing_of(chart: Chart) -> Drawing:
    """Return the chart as SVG that needs nothing from outside.

    A summary is written in several formats one after another, and drawn once for all of them.
    """
    description = rendered(f"charts/{chart.template}.txt.j2", chart=chart).strip()
    svg = accessible(_drawn(chart), chart.name, chart.title, description)
    return Drawing(chart.name, chart.title, description, svg)


def _drawn(chart: Chart) -> str:
    match chart:
        case TrendChart():
            return svg_of(TREND_SHEET, partial(draw_trend, chart))
        case BandsChart():
            return svg_of(BANDS_SHEET, partial(draw_bands, chart))
        case BarsChart():
            return svg_of(bars_sheet(chart), partial(draw_bars, chart))
