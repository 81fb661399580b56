"""The Word document: its headings, tables, charts and marked places, read back."""

from dataclasses import replace

import pytest
from board_paper import HOSTILE_UNITS, STAMP, board_paper
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from office_reading import alternatives, opened, part, tables_under, under, words_of

from digests.monthly.as_json import monthly_as_json
from digests.monthly.docx import TEMPLATE, monthly_docx
from digests.monthly.docx_template import main, word_template
from digests.monthly.drawings import MOST_BARS_ON_A_PAGE
from digests.monthly.model import MonthlySummary
from digests.monthly.office_text import files_in
from digests.monthly.parts import Section
from digests.stamp import DataStamp
from digests.words import decimal, number, percent
from rules.indicators import IndicatorId, IndicatorKind, definition_of


@pytest.fixture(scope="module")
def made() -> bytes:
    return monthly_docx(board_paper())


@pytest.fixture(scope="module")
def paper(made: bytes) -> Document:
    return opened(made)


def _value(figure: dict[str, object], indicator: str) -> str:
    """A figure of the JSON in the words that must stand in the document."""
    numerator, share = figure["numerator"], figure["share"]
    if figure["suppressed"]:
        return "visas inte"
    kind = definition_of(IndicatorId(indicator)).kind
    if kind is IndicatorKind.COUNT:
        return number(numerator) if isinstance(numerator, int) else "–"
    if not isinstance(share, float):
        return "–"
    return percent(share) if kind is IndicatorKind.SHARE else decimal(share)


def test_sections_stand_under_real_headings_in_the_order_of_a_board(paper: Document) -> None:
    headings = [each.text for each in paper.paragraphs if each.style.name == "Heading 1"]
    assert headings == [section.heading for section in Section]


def test_headings_of_the_second_level_name_each_trend_and_each_measure_by_unit(
    paper: Document,
) -> None:
    summary = board_paper()
    named = [*summary.trends, *summary.units]
    headings = [each.text for each in paper.paragraphs if each.style.name == "Heading 2"]
    assert headings == [each.definition.title_sv for each in named]


def test_every_table_repeats_one_header_row_and_is_named(paper: Document) -> None:
    assert len(paper.tables) > 10
    for table in paper.tables:
        repeated = [
            row for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None
        ]
        assert [row._tr for row in repeated] == [table.rows[0]._tr]
        assert all(cell.text for cell in table.rows[0].cells)
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val"))


def test_no_row_is_broken_over_two_pages(paper: Document) -> None:
    rows = [row for table in paper.tables for row in table.rows]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_parts_of_tables_stand_in_the_order_that_word_demands(paper: Document) -> None:
    order = ("tblW", "tblBorders", "tblLayout", "tblLook", "tblCaption")
    for table in paper.tables:
        found = [each.tag.partition("}")[2] for each in table._tbl.tblPr]
        assert found == list(order)


def test_a_paragraph_ends_the_document(paper: Document) -> None:
    assert isinstance(list(paper.iter_inner_content())[-1], Paragraph)


def test_every_chart_is_a_picture_with_words_instead_of_it(paper: Document) -> None:
    summary = board_paper()
    charts = len(summary.trends) + len(summary.units) + 2
    assert len(paper.inline_shapes) == charts
    assert len(alternatives(paper)) == charts
    assert all(words.startswith("Diagram: ") for words in alternatives(paper))
    ids = [each.get("id") for each in paper.element.iter(qn("wp:docPr"))]
    assert len(set(ids)) == charts


def test_as_many_units_as_a_page_has_room_for_are_drawn_large_enough_to_read() -> None:
    shapes = opened(monthly_docx(_paper_with_units(MOST_BARS_ON_A_PAGE))).inline_shapes
    assert max(shape.height.mm for shape in shapes) <= 220.1
    assert min(shape.width.mm for shape in shapes) > 100


def test_more_units_than_a_page_has_room_for_stand_in_their_table_alone() -> None:
    drawn, alone = (
        opened(monthly_docx(_paper_with_units(number)))
        for number in (MOST_BARS_ON_A_PAGE, MOST_BARS_ON_A_PAGE + 1)
    )
    assert len(alone.inline_shapes) == len(drawn.inline_shapes) - 1
    ((_, *rows),) = tables_under(alone, Section.UNITS.heading)
    assert len(rows) == MOST_BARS_ON_A_PAGE + 1


def _paper_with_units(number: int) -> MonthlySummary:
    one = board_paper()
    groups = (one.units[0].groups * number)[:number]
    return replace(one, units=(replace(one.units[0], groups=groups),))


def test_the_language_is_swedish_everywhere(made: bytes, paper: Document) -> None:
    assert paper.core_properties.language == "sv-SE"
    tagged = list(part(made, "word/styles.xml").iter(qn("w:lang")))
    assert tagged
    assert {each.get(qn("w:val")) for each in tagged} == {"sv-SE"}
    theme = part(made, "word/settings.xml").find(qn("w:themeFontLang"))
    assert theme is not None
    assert theme.get(qn("w:val")) == "sv-SE"


def test_properties_name_the_document_and_are_as_old_as_the_data(paper: Document) -> None:
    about = paper.core_properties
    assert about.title == "Sammanställning till nämnden, oktober 2026"
    assert about.author == about.last_modified_by == "Fristvakt"
    assert STAMP.imported_at is not None
    assert about.created is not None
    assert about.created.replace(tzinfo=None) == STAMP.imported_at.replace(tzinfo=None)


def test_without_an_import_the_document_is_as_old_as_its_month() -> None:
    about = opened(monthly_docx(board_paper(stamp=DataStamp(None)))).core_properties
    assert about.created is not None
    assert about.created.isoformat()[:16] == "2026-10-30T23:00"


def test_pages_are_numbered(made: bytes) -> None:
    foot = part(made, "word/footer1.xml")
    codes = [each.text for each in foot.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert "oktober 2026" in "".join(foot.itertext())


@pytest.mark.parametrize("section", [Section.DONE, Section.PROPOSED])
def test_places_for_the_secretary_are_marked(paper: Document, section: Section) -> None:
    (place,) = under(paper, section.heading)
    assert isinstance(place, Paragraph)
    assert place.text == board_paper().place(section).marker
    written = [run for run in place.runs if run.text]
    assert {run.font.highlight_color for run in written} == {WD_COLOR_INDEX.YELLOW}


def test_figures_with_targets_are_those_of_the_json(paper: Document) -> None:
    ((_, *rows),) = tables_under(paper, Section.TARGETS.heading)
    document = monthly_as_json(board_paper())
    with_target = [each for each in document["indicators"] if each["verdict"] != "no_target"]
    assert [(row[0], row[1], row[6], row[7]) for row in rows] == [
        (
            each["title"],
            _value(each, each["id"]),
            _value(each["previous_month"], each["id"]),
            _value(each["same_month_last_year"], each["id"]),
        )
        for each in with_target
    ]
    verdicts = {each["id"]: each["verdict_words"] for each in document["targets"]}
    assert [row[5] for row in rows] == [verdicts[each["id"]] for each in with_target]


def test_trends_are_those_of_the_json(paper: Document) -> None:
    rows = [row for _, *body in tables_under(paper, Section.TREND.heading) for row in body]
    given = monthly_as_json(board_paper())["trend"]
    assert [row[1] for row in rows] == [_value(each, each["id"]) for each in given]


def test_bands_are_those_of_the_json(paper: Document) -> None:
    ((_, *rows),) = tables_under(paper, Section.BANDS.heading)
    given = monthly_as_json(board_paper())["bands"]
    for row, month in zip(rows, given, strict=True):
        figures = [(name, figure) for name, figure in month.items() if name != "month"]
        for cell, (name, figure) in zip(row[2:], figures, strict=True):
            assert cell.partition(" (")[0] == _value(figure, name)


def test_comparisons_units_and_groups_are_those_of_the_json(paper: Document) -> None:
    document = monthly_as_json(board_paper())
    compared = tables_under(paper, Section.YEAR_COMPARISON.heading)
    assert [row[1:3] for _, *body in compared for row in body] == [
        [_value(each["now"], each["id"]), _value(each["before"], each["id"])]
        for each in document["year_comparison"]
    ]
    units = tables_under(paper, Section.UNITS.heading)
    grouped = tables_under(paper, Section.CHILD_SPOKEN_WITH.heading)[1:]
    for tables, key in ((units, "units"), (grouped, "breakdowns")):
        assert [row[:2] for _, *body in tables for row in body] == [
            [each["name"], _value(each, each["id"])] for each in document[key]
        ]


@pytest.mark.parametrize(
    ("section", "indicators"),
    [
        (Section.OVER_LIMIT, ["over_limit_without_extension"]),
        (Section.CHILD_SPOKEN_WITH, ["child_spoken_with"]),
        (Section.INTERVENTIONS, ["intervention_during_violence", "closed_without_intervention"]),
        (
            Section.EMERGENCY_CARE,
            ["emergency_care_people", "emergency_care_mean_days", "emergency_care_over_goal"],
        ),
        (Section.CONTINUITY, ["same_caseworker", "possible_restart"]),
    ],
)
def test_described_figures_are_those_of_the_json(
    paper: Document, section: Section, indicators: list[str]
) -> None:
    given = {each["id"]: each for each in monthly_as_json(board_paper())["indicators"]}
    _, *rows = tables_under(paper, section.heading)[0]
    assert [row[1] for row in rows] == [_value(given[each], each) for each in indicators]


def test_causes_are_those_of_the_json(paper: Document) -> None:
    ((_, *rows),) = tables_under(paper, Section.CAUSES.heading)
    given = {each["id"]: each for each in monthly_as_json(board_paper())["indicators"]}
    causes = [each for each in given if each.startswith("overrun_cause")]
    assert [row[1] for row in rows] == [_value(given[each], each) for each in causes]


def test_every_definition_source_and_rule_is_there(paper: Document) -> None:
    words = words_of(paper)
    for each in board_paper().indicators:
        assert f"{each.definition.title_sv}|{each.definition.definition_sv}" in words
    assert "Uttag ur verksamhetssystemet: alla siffror" in words
    for note in board_paper().rule_notes:
        assert note.citation in words
        assert all(each in words for each in note.unsure)


def test_few_rows_with_gaps_are_not_told_how_few(paper: Document) -> None:
    ((_, *rows),) = tables_under(paper, Section.DATA_GAPS.heading)
    assert [row[1] for row in rows] == ["17", "färre än fem"]


def test_without_gaps_there_is_no_section_of_gaps() -> None:
    words = words_of(opened(monthly_docx(replace(board_paper(), data_gaps=()))))
    assert Section.DATA_GAPS.heading not in words


def test_a_month_that_is_not_over_and_old_data_are_said_first() -> None:
    stamp = DataStamp(STAMP.imported_at, is_stale=True)
    paper = opened(monthly_docx(board_paper(stamp=stamp, is_preliminary=True)))
    first = [each.text for each in paper.paragraphs[:4]]
    assert first[0] == "Sammanställning till nämnden, oktober 2026 (preliminär)"
    assert "Uppgifterna är äldre än de brukar vara" in first[2]
    assert first[3].startswith("Preliminär")


def test_what_is_not_so_leaves_no_trace(paper: Document) -> None:
    words = words_of(paper)
    assert "Preliminär" not in words
    assert "Obs!" not in words
    assert "{" not in words


MORE_HOSTILE = (
    "{{ title }}{% if 1 %}{# x #}",
    "{_{ title }_} <w:br/> & ”åäö”",
    "=1+1\x0b\x07\f\t</w:t></w:r>\ud800",
)


@pytest.mark.parametrize("units", [HOSTILE_UNITS, MORE_HOSTILE])
def test_whatever_a_unit_is_called_stands_there_letter_by_letter(units: tuple[str, ...]) -> None:
    paper = opened(monthly_docx(board_paper(units)))
    ((_, *rows),) = tables_under(paper, Section.UNITS.heading)
    shown = ["".join(sign if sign.isprintable() else " " for sign in each) for each in units]
    assert [row[0] for row in rows] == shown
    whole = [each for each in under(paper, Section.UNITS.heading) if isinstance(each, Table)]
    assert len(whole) == 1


def test_the_same_summary_gives_the_same_bytes(made: bytes) -> None:
    assert monthly_docx(board_paper()) == made


def test_the_committed_template_is_what_the_script_makes() -> None:
    assert files_in(TEMPLATE.read_bytes()) == files_in(word_template())
    assert main(["--check"]) == 0
