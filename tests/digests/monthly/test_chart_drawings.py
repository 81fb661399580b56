"""Charts as they are drawn: approved drawings, gaps with their reason, words for every figure."""

import re
from itertools import cycle

import pytest
from board_paper import (
    COUNT,
    HOSTILE_UNITS,
    MONTHS,
    SHARE,
    band_months,
    board_paper,
    cause_groups,
    counted_trend,
    shown,
    steady_trend,
    unit_groups,
)
from drawing_reading import SVG, boxes_in, lines_in, place_of, shapes_in, texts_in, tree_of
from golden_files import assert_golden

from digests.charts.absence import Absence
from digests.charts.bands import BandsChart
from digests.charts.bars import causes_chart, units_chart
from digests.charts.draw import Chart, Drawing, drawing_of
from digests.charts.trend import TrendChart
from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units
from digests.monthly.parts import Trend, TrendPoint
from digests.templating import rendered
from rules.indicators import definition_of

MOST_BYTES = 20_000
HEIGHT_OF_A_DIGIT = 8


def _trend_of(trend: Trend) -> TrendChart:
    return TrendChart(trend.definition, trend.points)


CHARTS: dict[str, Chart] = {
    "chart-trend": _trend_of(steady_trend()),
    "chart-trend-of-a-count": _trend_of(counted_trend()),
    "chart-bands": BandsChart(band_months()),
    "chart-causes": causes_chart(cause_groups()),
    "chart-units": units_chart(definition_of(SHARE), unit_groups(HOSTILE_UNITS), 1.0),
}


@pytest.fixture(params=list(CHARTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def drawing(name: str) -> Drawing:
    return drawing_of(CHARTS[name])


def test_the_drawing_looks_as_approved(name: str, drawing: Drawing) -> None:
    assert_golden(f"{name}.svg", drawing.svg)


def test_a_drawing_is_an_image_with_a_name_and_a_description(drawing: Drawing) -> None:
    tree = tree_of(drawing)
    words = {each.get("id"): each.text for each in tree if each.get("id")}
    assert tree.get("role") == "img"
    references = (tree.get("aria-labelledby") or "").split()
    assert [words[each] for each in references] == [drawing.title, drawing.description]
    assert [each.tag for each in tree][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_a_drawing_needs_nothing_from_outside(drawing: Drawing) -> None:
    assert not re.search(r"(src|href)=|url\((?!#)|@import|<script|<style|https?:", drawing.inline)


def test_what_a_drawing_refers_to_is_in_it_under_its_own_name(drawing: Drawing) -> None:
    marks = {each.attrib["id"] for each in tree_of(drawing).iter() if "id" in each.attrib}
    assert all(mark.startswith(f"{drawing.name}-") for mark in marks)
    assert set(re.findall(r"url\(#([^)]+)\)", drawing.svg)) <= marks


def test_a_drawing_tells_nothing_of_what_made_it(drawing: Drawing) -> None:
    assert drawing.svg.startswith("<svg ")
    assert not re.search(r"(?i)matplotlib|<metadata|<!|<\?|20\d\d-\d\d-\d\d", drawing.svg)


def test_a_drawing_is_small(drawing: Drawing) -> None:
    assert len(drawing.svg.encode()) < MOST_BYTES


def test_a_drawing_of_all_the_units_of_stockholm_is_not_too_large_for_a_letter() -> None:
    names = [f"Enheten för barn och unga nummer {number}" for number in range(130)]
    drawing = drawing_of(units_chart(definition_of(SHARE), unit_groups(names), 1.0))
    assert len(drawing.svg.encode()) < 3 * MOST_BYTES
    assert set(names) <= set(texts_in(drawing))


def test_a_page_can_change_every_colour_of_a_drawing(drawing: Drawing) -> None:
    styled = set(re.findall(r"\.(chart-[\w-]+)", rendered("charts/style.css.j2")))
    for shape in tree_of(drawing).iter():
        assert "style" not in shape.attrib
        if shape.tag in (f"{SVG}path", f"{SVG}rect"):
            assert shape.attrib["class"] in styled
        assert set((shape.get("class") or "chart").split()) <= styled | {"chart"}


def test_a_month_without_a_figure_is_a_gap_that_says_why() -> None:
    drawing = _drawing("chart-trend")
    narrow, wide = boxes_in(drawing, "chart-gap")
    assert wide.width == pytest.approx(2 * narrow.width, abs=0.1)
    assert [len(line) for line in lines_in(drawing)] == [2, 3, 4]
    assert len(shapes_in(drawing, "chart-spot")) == 9
    for gap, words in ((narrow, "visas inte"), (wide, "inget att räkna")):
        assert gap.spans(place_of(drawing, words)[0])
        assert not any(gap.spans(x) for line in lines_in(drawing) for x, _ in line)
    order = [each.get("class") for each in tree_of(drawing)]
    assert max(at for at, kind in enumerate(order) if kind == "chart-gap") < order.index(
        "chart-axis"
    )


def test_a_target_that_changed_with_the_year_is_drawn_as_a_stair() -> None:
    drawing = _drawing("chart-trend")
    before, now = boxes_in(drawing, "chart-target")
    assert before.right == pytest.approx(now.left, abs=0.01)
    assert before.top == before.bottom > now.top == now.bottom
    assert "mål 100\xa0%" in texts_in(drawing)
    assert all(each.get("stroke-dasharray") for each in shapes_in(drawing, "chart-target"))
    assert "Mål: 80\xa0% till och med december 2025, 100\xa0% till och med" in drawing.description


def test_a_share_is_drawn_as_high_as_it_is() -> None:
    drawing = _drawing("chart-trend")
    top, foot = (boxes_in(drawing, "chart-axis")[at].top for at in (-1, 0))
    shares = [each.figure.share for each in steady_trend().points if each.figure.share is not None]
    drawn = [(foot - y) / (foot - top) for line in lines_in(drawing) for _, y in line]
    assert drawn == pytest.approx(shares, abs=0.001)


@pytest.mark.parametrize("late", range(12, 30))
def test_no_target_goes_through_the_words_of_a_month(late: int) -> None:
    share = [TrendPoint(month, shown(SHARE, late, 40), 0.5) for month in MONTHS]
    drawing = drawing_of(TrendChart(definition_of(SHARE), tuple(share)))
    (target,) = boxes_in(drawing, "chart-target")
    words = [each for each in shapes_in(drawing, "chart-value") if each.text]
    for foot in (float(each.attrib["y"]) for each in words):
        assert not foot - HEIGHT_OF_A_DIGIT <= target.top <= foot
    assert words


@pytest.mark.parametrize("late", [(0, 39), (39, 0), (5, 20, 38)])
def test_a_steep_line_is_hidden_behind_the_words_and_no_spot_is(late: tuple[int, ...]) -> None:
    shares = [shown(SHARE, number, 40) for number, _ in zip(cycle(late), MONTHS, strict=False)]
    points = [TrendPoint(month, share, 0.95) for month, share in zip(MONTHS, shares, strict=True)]
    drawing = drawing_of(TrendChart(definition_of(SHARE), tuple(points)))
    kinds = [str(each.get("class")) for each in tree_of(drawing) if each.get("class")]
    words = [at for at, kind in enumerate(kinds) if kind == "chart-value"]
    assert words
    assert all(kinds[at - 1] == "chart-paper" for at in words)
    assert kinds.index("chart-line") < min(words) < max(words) < kinds.index("chart-spot")


def test_a_count_has_round_numbers_beside_it_and_its_last_month_named() -> None:
    words = texts_in(_drawing("chart-trend-of-a-count"))
    assert {"0", "500", "1\xa0000", "1\xa0500"} <= set(words)
    assert {"jan", "apr", "jul", "okt", "1\xa0017"} <= set(words)


def test_a_month_whose_bands_are_hidden_has_no_column() -> None:
    drawing = _drawing("chart-bands")
    columns = [box for band in range(3) for box in boxes_in(drawing, f"chart-band-{band}")]
    gaps = boxes_in(drawing, "chart-gap")
    assert len(gaps) == 2
    for gap, month, absence in zip(gaps, ("dec", "apr"), Absence, strict=False):
        middle = (gap.left + gap.right) / 2
        assert place_of(drawing, month)[0] == pytest.approx(middle, abs=0.1)
        assert gap.spans(place_of(drawing, absence)[0])
        assert not any(column.spans(middle) for column in columns if column.height > 8)


def test_the_bands_of_a_month_fill_its_column() -> None:
    drawing = _drawing("chart-bands")
    whole = boxes_in(drawing, "chart-gap")[0].height
    pieces = [box for band in range(3) for box in boxes_in(drawing, f"chart-band-{band}")[:-1]]
    assert len({piece.left for piece in pieces}) == 10
    for left in {piece.left for piece in pieces}:
        heights = [piece.height for piece in pieces if piece.left == left]
        assert sum(heights) == pytest.approx(whole, abs=0.05)


def test_the_bands_of_a_month_lie_on_one_another_the_shortest_time_lowest() -> None:
    drawing = _drawing("chart-bands")
    foot = boxes_in(drawing, "chart-gap")[0].bottom
    columns = [boxes_in(drawing, f"chart-band-{band}")[:-1] for band in (0, 2)]
    middles = {piece.left: piece for piece in boxes_in(drawing, "chart-band-1")[:-1]}
    for short, long in zip(*columns, strict=True):
        middle = middles.get(short.left)
        assert short.bottom == foot
        assert short.left == long.left
        assert short.top == pytest.approx(middle.bottom if middle else long.bottom, abs=0.01)
        assert middle is None or middle.top == pytest.approx(long.bottom, abs=0.01)


def test_each_band_is_named_beside_a_piece_that_looks_like_it() -> None:
    drawing = _drawing("chart-bands")
    for band, words in enumerate(("högst 90 dagar", "91–123 dagar", "mer än 123 dagar")):
        *pieces, key = shapes_in(drawing, f"chart-band-{band}")
        assert {piece.get("fill") for piece in pieces} == {key.get("fill")}
        box, (x, y) = boxes_in(drawing, f"chart-band-{band}")[-1], place_of(drawing, words)
        assert box.right < x < box.right + 20
        assert box.top < y < box.bottom + 5


def test_words_over_a_hatching_stand_on_a_ground_of_their_own() -> None:
    drawing = _drawing("chart-bands")
    shapes = [each.get("class") for each in tree_of(drawing)]
    words = [at for at, kind in enumerate(shapes) if kind == "chart-in-band-1"]
    assert len(words) == 9
    assert all(shapes[at - 1] == "chart-paper" for at in words)


def test_the_three_bands_differ_without_any_colour() -> None:
    found = {
        str(each.get("fill"))
        for band in range(3)
        for each in shapes_in(_drawing("chart-bands"), f"chart-band-{band}")
    }
    plain = {fill for fill in found if fill.startswith("#")}
    assert len(found) == 3
    assert len(plain) == 2
    lightest, darkest = sorted((_lightness(fill) for fill in plain), reverse=True)
    assert (lightest + 0.05) / (darkest + 0.05) > 4.5


def test_a_hidden_share_has_no_bar_but_words() -> None:
    drawing = _drawing("chart-causes")
    first, second = boxes_in(drawing, "chart-spot")
    (empty,) = boxes_in(drawing, "chart-gap")
    assert [each.absence for each in causes_chart(cause_groups()).bars] == [
        None,
        None,
        Absence.HIDDEN,
    ]
    assert first.bottom < second.top < second.bottom < empty.top
    assert first.width / empty.width == pytest.approx(0.2, abs=0.001)
    assert "20,0\xa0% (12 av 60)" in texts_in(drawing)
    assert "visas inte" in texts_in(drawing)


def test_units_stand_in_the_order_they_were_given_and_not_by_their_figures() -> None:
    drawing = drawing_of(units_chart(definition_of(SHARE), unit_groups(), 1.0))
    heights = [place_of(drawing, each.name)[1] for each in unit_groups()]
    assert heights == sorted(heights)


def test_the_target_of_the_units_crosses_every_bar_where_it_lies() -> None:
    drawing = drawing_of(units_chart(definition_of(SHARE), unit_groups(), 0.5))
    axes, targets = boxes_in(drawing, "chart-axis"), boxes_in(drawing, "chart-target")
    assert len(targets) == len(unit_groups())
    for axis, target in zip(axes, targets, strict=True):
        assert target.left == pytest.approx((axis.left + axis.right) / 2, abs=0.01)
        assert target.top < axis.top < target.bottom
    assert "mål 50\xa0%" in texts_in(drawing)


def test_a_unit_name_is_drawn_as_it_is_and_never_read_as_markup() -> None:
    drawing = _drawing("chart-units")
    assert set(HOSTILE_UNITS) <= set(texts_in(drawing))
    assert not list(tree_of(drawing).iter(f"{SVG}b"))


def test_a_name_that_no_font_or_no_xml_has_is_drawn_all_the_same() -> None:
    names = ("Norr \N{GRINNING FACE}", "A\x00B\tC\nD", "م\N{ARABIC SIGN SANAH}")
    drawing = drawing_of(units_chart(definition_of(SHARE), unit_groups(names), 1.0))
    assert {names[0], "A B C D", names[2]} <= set(texts_in(drawing))


def test_a_very_long_name_is_shortened_in_the_drawing_only() -> None:
    chart = units_chart(definition_of(SHARE), unit_groups(("Å" * 300, "b", "c")), None)
    assert chart.bars[0].label.endswith("…")
    assert len(chart.bars[0].label) < 60


def test_words_in_a_drawing_can_be_read_on_white_paper(drawing: Drawing) -> None:
    on_dark = {"chart-in-band-2"}
    fills = {
        each.get("fill", "#47504c")
        for each in tree_of(drawing).iter(f"{SVG}text")
        if each.get("class") not in on_dark
    }
    assert all(1.05 / (_lightness(fill) + 0.05) >= 7 for fill in fills)


def test_a_chart_without_any_figure_says_so() -> None:
    empty = tuple(point for point in steady_trend().points if point.figure.suppressed)
    chart = TrendChart(definition_of(SHARE), empty)
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


def test_a_chart_of_nothing_at_all_is_drawn_empty() -> None:
    for chart in (
        TrendChart(definition_of(SHARE), ()),
        TrendChart(definition_of(COUNT), ()),
        BandsChart(()),
        causes_chart(()),
    ):
        assert drawing_of(chart).svg


def _drawing(name: str) -> Drawing:
    return drawing_of(CHARTS[name])


def _lightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
