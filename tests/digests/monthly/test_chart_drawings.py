"""Charts as they are drawn: approved drawings, gaps with their reason, words for every figure."""

import re
from xml.etree import ElementTree

import pytest
from board_paper import (
    HOSTILE_UNITS,
    SHARE,
    band_months,
    board_paper,
    cause_groups,
    counted_trend,
    steady_trend,
    unit_groups,
)
from golden_files import assert_golden

from digests.charts.bands import bands_chart
from digests.charts.bars import causes_chart, units_chart
from digests.charts.draw import Chart, drawing_of
from digests.charts.frame import Absence
from digests.charts.trend import TrendChart, trend_chart
from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units
from digests.monthly.parts import Trend
from rules.indicators import definition_of

_SVG = "{http://www.w3.org/2000/svg}"


def _trend_of(trend: Trend) -> TrendChart:
    return trend_chart(trend.definition, trend.points)


CHARTS: dict[str, Chart] = {
    "chart-trend": _trend_of(steady_trend()),
    "chart-trend-of-a-count": _trend_of(counted_trend()),
    "chart-bands": bands_chart(band_months()),
    "chart-causes": causes_chart(cause_groups()),
    "chart-units": units_chart(definition_of(SHARE), unit_groups(HOSTILE_UNITS), 1.0),
}


@pytest.fixture(params=list(CHARTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _tree(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing_of(CHARTS[name]).svg)  # noqa: S314 — our own drawing


def _texts(name: str) -> list[str]:
    return ["".join(each.itertext()).strip() for each in _tree(name).iter(f"{_SVG}text")]


def test_the_drawing_looks_as_approved(name: str) -> None:
    assert_golden(f"{name}.svg", drawing_of(CHARTS[name]).svg)


def test_a_drawing_is_an_image_with_a_name_and_a_description(name: str) -> None:
    tree = _tree(name)
    words = {each.get("id"): each.text for each in tree if each.tag != f"{_SVG}defs"}
    assert tree.get("role") == "img"
    for reference in (tree.get("aria-labelledby") or "").split():
        assert words[reference]
    assert tree[0].tag == f"{_SVG}title"
    assert tree[1].tag == f"{_SVG}desc"


def test_a_drawing_needs_nothing_from_outside(name: str) -> None:
    assert not re.search(
        r"(src|href)=|url\((?!#)|@import|<script|<style|https?:", drawing_of(CHARTS[name]).inline
    )


def test_a_month_without_a_figure_is_a_gap_that_says_why() -> None:
    chart = _trend_of(steady_trend())
    assert [gap.absence for gap in chart.gaps] == [Absence.HIDDEN, Absence.NOTHING]
    assert chart.gaps[1].width > chart.gaps[0].width
    assert [len(line.split()) for line in chart.lines] == [2, 3, 4]
    assert {"visas inte", "inget att räkna"} <= set(_texts("chart-trend"))
    assert len(list(_tree("chart-trend").iter(f"{_SVG}circle"))) == 9


def test_a_target_that_changed_with_the_year_is_drawn_as_a_stair() -> None:
    chart = _trend_of(steady_trend())
    assert [step.target for step in chart.targets] == [0.8, 1.0]
    assert chart.targets[0].x2 == pytest.approx(chart.targets[1].x1, abs=0.3)
    assert chart.targets[0].y > chart.targets[1].y
    description = drawing_of(chart).description
    assert "Mål: 80\xa0% till och med december 2025, 100\xa0% till och med" in description


def test_a_month_whose_bands_are_hidden_has_no_column() -> None:
    chart = bands_chart(band_months())
    absent = {column.month.number: column.absence for column in chart.columns if column.absence}
    assert absent == {12: Absence.HIDDEN, 4: Absence.NOTHING}
    assert all(not column.pieces for column in chart.columns if column.absence)


def test_the_bands_of_a_month_fill_its_column() -> None:
    chart = bands_chart(band_months())
    whole = chart.frame.bottom - chart.frame.top
    for column in chart.seen:
        assert sum(piece.height for piece in column.pieces) == pytest.approx(whole, abs=0.3)


def test_the_three_bands_differ_without_any_colour() -> None:
    found = set(re.findall(r'class="chart-band-\d"[^>]* fill="([^"]+)"', _svg("chart-bands")))
    plain = {fill for fill in found if fill.startswith("#")}
    assert len(found) == 3
    assert len(plain) == 2
    lightest, darkest = sorted((_lightness(fill) for fill in plain), reverse=True)
    assert (lightest + 0.05) / (darkest + 0.05) > 4.5


def test_a_hidden_share_has_no_bar_but_words() -> None:
    chart = causes_chart(cause_groups())
    assert [bar.absence for bar in chart.bars] == [None, None, Absence.HIDDEN]
    assert chart.bars[2].width == 0
    assert "20,0\xa0% (12 av 60)" in _texts("chart-causes")
    assert "visas inte" in _texts("chart-causes")


def test_units_stand_in_the_order_they_were_given_and_not_by_their_figures() -> None:
    chart = units_chart(definition_of(SHARE), unit_groups(), 1.0)
    assert [bar.label for bar in chart.bars] == [each.name for each in unit_groups()]


def test_a_unit_name_is_drawn_as_it_is_and_never_read_as_markup() -> None:
    assert set(HOSTILE_UNITS) <= set(_texts("chart-units"))
    assert not list(_tree("chart-units").iter(f"{_SVG}b"))


def test_a_very_long_name_is_shortened_in_the_drawing_only() -> None:
    chart = units_chart(definition_of(SHARE), unit_groups(("Å" * 300, "b", "c")), None)
    assert chart.bars[0].label.endswith("…")
    assert len(chart.bars[0].label) < 60


def test_words_in_a_drawing_can_be_read_on_white_paper(name: str) -> None:
    on_dark = {"chart-in-band-2"}
    fills = {
        each.get("fill", "#47504c")
        for each in _tree(name).iter(f"{_SVG}text")
        if each.get("class") not in on_dark
    }
    assert all(1.05 / (_lightness(fill) + 0.05) >= 7 for fill in fills)


def test_a_chart_without_any_figure_says_so() -> None:
    empty = [point for point in steady_trend().points if point.figure.suppressed]
    chart = trend_chart(definition_of(SHARE), empty)
    assert drawing_of(chart).description.startswith("Ingen månad har någon siffra att visa.")


def test_no_two_drawings_of_a_summary_share_an_identifier() -> None:
    paper = board_paper()
    drawings = [
        *(drawn.drawing for drawn in drawn_trends(paper)),
        drawn_bands(paper),
        drawn_causes(paper),
        *(drawn.drawing for drawn in drawn_units(paper)),
    ]
    found = [mark for drawing in drawings for mark in re.findall(r' id="([^"]+)"', drawing.svg)]
    assert len(found) == len(set(found))


def _svg(name: str) -> str:
    return drawing_of(CHARTS[name]).svg


def _lightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
