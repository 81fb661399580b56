"""The printed summary: its structure read back, its words, its fonts, the same bytes twice."""

import json
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pypdf
import pytest
from board_paper import HOSTILE_UNITS, STAMP, board_paper
from pypdf.generic import DictionaryObject

from digests.monthly.as_json import monthly_as_json
from digests.monthly.parts import Section
from digests.monthly.pdf import monthly_pdf
from digests.monthly.printable import PRINTABLE, REPLACEMENT, printable
from digests.monthly.targets import YearTarget
from digests.stamp import DataStamp
from digests.writing import SummaryFormat, monthly_content, write_monthly
from rules.indicators import TargetSense


@pytest.fixture(scope="module")
def made() -> bytes:
    return monthly_pdf(board_paper())


@pytest.fixture(scope="module")
def paper(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(made))


@pytest.fixture(scope="module")
def file(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "summary.pdf"
    path.write_bytes(made)
    return path


def _words(paper: pypdf.PdfReader) -> str:
    """The whole text with plain spaces, without the footers that come between pages."""
    text = " ".join(page.extract_text() for page in paper.pages)
    return " ".join(text.split())


def _elements(paper: pypdf.PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(paper.root_object["/StructTreeRoot"])
    return found


def _of_kind(paper: pypdf.PdfReader, kind: str) -> list[DictionaryObject]:
    return [each for each in _elements(paper) if each["/S"] == kind]


def _attribute(element: DictionaryObject, name: str) -> Any:
    attributes = element["/A"].get_object()
    listed = attributes if isinstance(attributes, list) else [attributes]
    return next((each[name] for each in listed if name in each), None)


def test_pdfua_finds_nothing(file: Path) -> None:
    """One of its rules stumbles over every figure's box: a fault of the checker's own."""
    report = pdfua.validate(str(file))
    assert [(each.rule_id, each.message) for each in report.findings] == []
    skipped = {each.rule_id for each in report.outcomes if each.skipped_reason}
    assert skipped <= {"UA-14-001"}


def test_outloud_finds_nothing(file: Path) -> None:
    result = outloud.check(str(file))
    assert (result.error, result.verdict) == (None, "pass")
    assert [(each.rule, each.message, each.evidence) for each in result.findings] == []
    failing = {
        (standard, row["id"])
        for standard, rows in result.criteria.items()
        for row in rows
        if row["status"] in {"fail", "warning"}
    }
    assert failing == set()


def test_the_document_says_its_language_its_title_and_that_it_is_tagged(
    paper: pypdf.PdfReader,
) -> None:
    root = paper.root_object
    assert root["/Lang"] == "sv-SE"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert paper.metadata is not None
    assert paper.metadata.title == "Sammanställning till nämnden, oktober 2026"
    assert paper.xmp_metadata is not None
    assert "pdfuaid:part" in paper.xmp_metadata.stream.get_data().decode()


def test_headings_follow_the_order_in_which_a_board_reads(paper: pypdf.PdfReader) -> None:
    kinds = [str(each["/S"]) for each in _elements(paper) if str(each["/S"]).startswith("/H")]
    assert kinds.count("/H1") == 1
    assert kinds[0] == "/H1"
    assert kinds.count("/H2") == len(Section)
    (top,) = [each for each in paper.outline if not isinstance(each, list)]
    assert top.title == "Oktober 2026"
    sections = [each.title for each in paper.outline[1] if not isinstance(each, list)]
    assert sections == [section.heading for section in Section]


def test_every_table_has_headers_that_say_what_they_head(paper: pypdf.PdfReader) -> None:
    tables = _of_kind(paper, "/Table")
    assert len(tables) >= 14
    assert len(_of_kind(paper, "/THead")) == len(tables)
    headers = _of_kind(paper, "/TH")
    assert {_attribute(each, "/Scope") for each in headers} == {"/Column"}
    cells = _of_kind(paper, "/TD")
    assert all(_attribute(each, "/Headers") for each in cells)


def test_every_chart_is_told_in_words(paper: pypdf.PdfReader) -> None:
    figures = _of_kind(paper, "/Figure")
    told = [str(each["/Alt"]) for each in figures]
    assert len(told) == 3 + 1 + 1 + 1
    assert all(words.startswith("Diagram: ") for words in told)
    assert "Lägst 50,0\xa0% (mars 2026), högst 100\xa0% (oktober 2026)" in told[0]


def test_only_fonts_that_travel_with_the_document_are_used(paper: pypdf.PdfReader) -> None:
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in paper.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "LibertinusSerif" in font["/BaseFont"]
        assert {"/FontFile2", "/FontFile3"} & font["/FontDescriptor"].keys()


def test_the_pages_are_a4_and_numbered(paper: pypdf.PdfReader) -> None:
    number = len(paper.pages)
    for position, page in enumerate(paper.pages, start=1):
        width, height = (float(each) / 72 * 25.4 for each in page.mediabox[2:])
        assert (round(width), round(height)) == (210, 297)
        assert f"Sida {position} av {number}" in page.extract_text()


def test_the_figures_are_those_of_the_json_document(paper: pypdf.PdfReader) -> None:
    words, document = _words(paper), monthly_as_json(board_paper())
    shown = [each for each in document["indicators"] if each["denominator"] and each["share"] < 1]
    assert len(shown) > 10
    for each in shown:
        assert each["title"] in words
    assert "93,5 % 29 av 31 100 % delvis uppfyllt" in words
    points = [each for each in document["trend"] if each["denominator"]]
    for each in points:
        assert f"{each['numerator']} av {each['denominator']}" in words
    assert "1 083 973 +11,3 %" in words


def test_swedish_letters_and_hidden_figures_can_be_read_out(paper: pypdf.PdfReader) -> None:
    words = _words(paper)
    for each in ("Förhandsbedömning i tid", "Ålder", "Vad föreslås", "visas inte", "0–6 år"):
        assert each in words


def test_no_word_of_an_ordinary_paper_is_broken_by_force(paper: pypdf.PdfReader) -> None:
    assert "\N{ZERO WIDTH SPACE}" not in _words(paper)


def test_a_unit_name_stands_as_it_is_and_is_never_read_as_markup() -> None:
    words = _words(pypdf.PdfReader(BytesIO(monthly_pdf(board_paper(HOSTILE_UNITS)))))
    for name in HOSTILE_UNITS:
        assert words.count(name) >= 2, name


def test_signs_that_no_font_has_do_not_stop_the_document() -> None:
    names = ("Norr \N{GRINNING FACE}", "م\N{ARABIC SIGN SANAH}", "A\x00B\tC\nD\N{SOFT HYPHEN}")
    words = _words(pypdf.PdfReader(BytesIO(monthly_pdf(board_paper(names)))))
    assert f"Norr {REPLACEMENT}" in words


def test_every_sign_that_is_called_printable_can_be_printed() -> None:
    signs = "".join(chr(sign) for first, last in PRINTABLE for sign in range(first, last + 1))
    assert printable(signs) == unicodedata.normalize("NFC", signs)
    assert REPLACEMENT not in printable(signs[:-1])
    monthly_pdf(board_paper((signs[:300], signs[300:800], signs[800:])))


def test_a_letter_and_its_accent_become_one_sign() -> None:
    assert printable("A\N{COMBINING RING ABOVE}s") == "Ås"


def test_the_same_summary_gives_the_same_bytes(made: bytes) -> None:
    assert monthly_pdf(board_paper()) == made


def test_the_document_is_dated_when_its_data_came_in(paper: pypdf.PdfReader) -> None:
    assert paper.metadata is not None
    assert paper.metadata.creation_date == STAMP.imported_at


def test_a_month_without_data_is_dated_at_its_end() -> None:
    empty = pypdf.PdfReader(BytesIO(monthly_pdf(board_paper(stamp=DataStamp(None)))))
    assert empty.metadata is not None
    assert empty.metadata.creation_date is not None
    assert empty.metadata.creation_date.isoformat() == "2026-10-30T23:00:00+00:00"
    assert "Inga uppgifter har lästs in" in _words(empty)


def test_a_month_that_is_not_over_says_so_on_its_first_page() -> None:
    page = pypdf.PdfReader(BytesIO(monthly_pdf(board_paper(is_preliminary=True)))).pages[0]
    assert "Oktober 2026 (preliminär)" in page.extract_text()
    assert "siffrorna kommer att ändras" in page.extract_text()


def test_the_summary_is_written_as_a_pdf_that_only_its_owner_may_read(
    made: bytes, tmp_path: Path
) -> None:
    (path,) = write_monthly(tmp_path, board_paper(), ["pdf"])
    assert path.name == "sammanstallning-2026-10.pdf"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == made == monthly_content(board_paper(), SummaryFormat.PDF)


def test_the_json_of_the_same_summary_is_still_json() -> None:
    assert json.loads(monthly_content(board_paper(), SummaryFormat.JSON))["month"] == "2026-10"


def test_a_long_table_repeats_its_headers_on_the_next_page() -> None:
    units = [f"Enhet {number:02}" for number in range(80)]
    paper = pypdf.PdfReader(BytesIO(monthly_pdf(board_paper(units))))
    pages = [page.extract_text() for page in paper.pages]
    holding = [text for text in pages if "Enhet 0" in text or "Enhet 7" in text]
    assert len(holding) >= 2
    assert all("Enhet Andel Underlag" in text for text in holding)
    assert all(name in "".join(pages) for name in units)


def test_a_name_without_any_place_to_break_stays_within_its_column() -> None:
    name = "W" * 120
    paper = pypdf.PdfReader(BytesIO(monthly_pdf(board_paper((name, "b", "c")))))
    lines = [line for page in paper.pages for line in page.extract_text().splitlines()]
    written = [line for line in lines if "WWWW" in line]
    assert len(written) > 5
    assert max(map(len, written)) < 60


def test_a_month_without_any_unit_or_data_gap_says_so() -> None:
    nothing = replace(board_paper(()), data_gaps=())
    words = _words(pypdf.PdfReader(BytesIO(monthly_pdf(nothing))))
    assert "Utredning i lagstadgad tid Inget att räkna." in words
    assert "Inga luckor har hittats i raderna från och med november 2025." in words


def test_a_milestone_has_its_own_column_where_a_year_has_one() -> None:
    plain, goal = board_paper(), YearTarget(TargetSense.AT_LEAST, 1.0, 0.9, 2026)
    first = replace(plain.indicators[0], target=goal)
    judged = replace(plain, indicators=(first, *plain.indicators[1:]))
    words = _words(pypdf.PdfReader(BytesIO(monthly_pdf(judged))))
    assert "Etappmål" not in _words(pypdf.PdfReader(BytesIO(monthly_pdf(plain))))
    assert "29 av 31 minst 90 % 100 % delvis uppfyllt" in words
