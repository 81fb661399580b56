"""A chart as SVG with its words: the same drawing stands in a page and in a printed document."""

from dataclasses import dataclass

from digests.charts.bands import BandsChart
from digests.charts.bars import BarsChart
from digests.charts.trend import TrendChart
from digests.templating import rendered

_NAME_SPACE = ' xmlns="http://www.w3.org/2000/svg"'

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


def drawing_of(chart: Chart) -> Drawing:
    """Return the chart as SVG that needs nothing from outside."""
    description = rendered(f"charts/{chart.template}.txt.j2", chart=chart).strip()
    svg = rendered(f"charts/{chart.template}.svg.j2", chart=chart, description=description)
    return Drawing(chart.name, chart.title, description, svg)
