"""The workbook: real numbers and dates, read back and held against the JSON."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from board_paper import HOSTILE_UNITS, STAMP, board_paper
from office_reading import S, part, table_of
from python_calamine import CalamineWorkbook

from digests.monthly.as_json import monthly_as_json
from digests.monthly.office_text import files_in
from digests.monthly.xlsx import monthly_xlsx
from digests.stamp import DataStamp
from rules.indicators import IndicatorId, IndicatorKind, definition_of

SHEETS = [
    "Översikt",
    "Mål",
    "Tolv månader",
    "Jämfört med i fjol",
    "Tidsband",
    "Över fyra månader",
    "Orsaker",
    "Samtal med barnet",
    "Insatser",
    "Jourhem",
    "Samma handläggare",
    "Samtal efter kön och ålder",
    "Enheterna",
    "Alla mått",
    "Definitioner",
    "Källor",
    "Regler",
    "Luckor",
]


@pytest.fixture(scope="module")
def made() -> bytes:
    return monthly_xlsx(board_paper())


@pytest.fixture(scope="module")
def book(made: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(made))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return monthly_as_json(board_paper())


def _three(figure: dict[str, Any], indicator: str) -> tuple[object, object, object]:
    """A figure of the JSON as its three cells must be."""
    if figure["suppressed"]:
        return ("visas inte",) * 3
    numerator, denominator, share = figure["numerator"], figure["denominator"], figure["share"]
    if numerator is None:
        return "underlag saknas", "", ""
    if definition_of(IndicatorId(indicator)).kind is IndicatorKind.COUNT:
        return numerator, "", ""
    value = "inget att räkna" if share is None else pytest.approx(share, abs=1e-12)
    return value, numerator, denominator


def _cells(row: dict[str, Any], *heads: str) -> tuple[object, ...]:
    return tuple(row[head] for head in heads)


def test_there_is_a_sheet_for_each_table_in_the_order_of_the_document(
    book: CalamineWorkbook,
) -> None:
    assert book.sheet_names == SHEETS


def test_every_measure_is_that_of_the_json(
    book: CalamineWorkbook, document: dict[str, Any]
) -> None:
    rows = table_of(book, "Alla mått")
    for row, given in zip(rows, document["indicators"], strict=True):
        name = given["id"]
        before, year = "Månaden före", "Samma månad i fjol"
        assert row["Mått"] == given["title"]
        assert _cells(row, "Månaden", "Täljare", "Nämnare") == _three(given, name)
        assert _cells(row, before, f"{before}, täljare", f"{before}, nämnare") == _three(
            given["previous_month"], name
        )
        assert _cells(row, year, f"{year}, täljare", f"{year}, nämnare") == _three(
            given["same_month_last_year"], name
        )


def test_targets_are_those_of_the_json(book: CalamineWorkbook, document: dict[str, Any]) -> None:
    rows = table_of(book, "Mål")
    for row, given in zip(rows, document["targets"], strict=True):
        assert row["Mål"] == given["target"]
        assert row["Etappmål"] == ("" if given["milestone"] is None else given["milestone"])
        assert row["Bedömning"] == given["verdict_words"]
        assert row["Minst eller högst"] == {"at_least": "minst", "at_most": "högst"}[given["sense"]]


def test_trends_are_those_of_the_json(book: CalamineWorkbook, document: dict[str, Any]) -> None:
    rows = table_of(book, "Tolv månader")
    for row, given in zip(rows, document["trend"], strict=True):
        assert row["Månad"] == date.fromisoformat(f"{given['month']}-01")
        assert _cells(row, "Värde", "Täljare", "Nämnare") == _three(given, given["id"])
        assert row["Mål"] == ("" if given["target"] is None else given["target"])


def test_comparisons_are_those_of_the_json(
    book: CalamineWorkbook, document: dict[str, Any]
) -> None:
    rows = table_of(book, "Jämfört med i fjol")
    for row, given in zip(rows, document["year_comparison"], strict=True):
        assert row["Antal"] == _three(given["now"], given["id"])[0]
        assert row["Antal i fjol"] == _three(given["before"], given["id"])[0]
        assert row["Skillnad"] == ("" if given["change"] is None else given["change"])


def test_bands_are_those_of_the_json(book: CalamineWorkbook, document: dict[str, Any]) -> None:
    head, *rows = book.get_sheet_by_name("Tidsband").to_python()
    assert head[:2] == ["Månad", "Avslutade"]
    for row, given in zip(rows, document["bands"], strict=True):
        figures = [_three(each, name) for name, each in given.items() if name != "month"]
        assert row[1] == figures[0][2]
        assert row[2:] == [cell for three in figures for cell in three[:2]]


@pytest.mark.parametrize(
    ("sheet", "key"), [("Enheterna", "units"), ("Samtal efter kön och ålder", "breakdowns")]
)
def test_groups_are_those_of_the_json(
    book: CalamineWorkbook, document: dict[str, Any], sheet: str, key: str
) -> None:
    for row, given in zip(table_of(book, sheet), document[key], strict=True):
        assert row["Grupp"] == given["name"]
        assert _cells(row, "Värde", "Täljare", "Nämnare") == _three(given, given["id"])


def test_few_rows_with_gaps_are_not_told_how_few(book: CalamineWorkbook) -> None:
    assert [row["Rader"] for row in table_of(book, "Luckor")] == [17, "färre än fem"]


def test_every_measure_has_its_definition(book: CalamineWorkbook, document: dict[str, Any]) -> None:
    assert [_cells(row, *row) for row in table_of(book, "Definitioner")] == [
        (each["title"], each["definition"], each["id"]) for each in document["indicators"]
    ]


def test_sources_and_rules_are_listed(book: CalamineWorkbook, document: dict[str, Any]) -> None:
    sources = [_cells(row, "Källa", "Använd till") for row in table_of(book, "Källor")]
    assert sources == [(each["title"], each["used_for"]) for each in document["sources"]]
    rules = [_cells(row, "Lagrum", "Gäller från") for row in table_of(book, "Regler")]
    assert rules == [
        (each["citation"], date.fromisoformat(each["version_in_force_from"]))
        for each in document["rules"]
    ]


def test_the_overview_says_the_month_the_verdict_and_the_age_of_the_data(
    book: CalamineWorkbook,
) -> None:
    told = book.get_sheet_by_name("Översikt").to_python()[1:]
    assert told[0] == ["Månad", date(2026, 10, 1)]
    assert told[1] == ["Preliminär", "nej"]
    assert told[2][0] == "Uppgifter per"
    assert isinstance(told[2][1], datetime)
    assert told[2][1].isoformat() == "2026-11-02T05:12:00"
    verdict = [words for name, words in told if name == "Bedömning i korthet"]
    assert verdict == list(board_paper().verdict)


def test_a_month_that_is_not_over_and_old_data_are_said() -> None:
    stamp = DataStamp(STAMP.imported_at, is_stale=True)
    made = monthly_xlsx(board_paper(stamp=stamp, is_preliminary=True))
    told = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Översikt")
    words = dict(told.to_python()[1:5])
    assert words["Preliminär"] == "ja"
    assert "äldre än de brukar vara" in words["Att veta om uppgifterna"]


def _sheets(made: bytes) -> list[str]:
    return [f"xl/worksheets/sheet{place}.xml" for place in range(1, len(SHEETS) + 1)]


def test_every_header_row_stays_in_sight_and_can_be_filtered(made: bytes) -> None:
    for name in _sheets(made):
        sheet = part(made, name)
        (pane,) = sheet.iter(f"{S}pane")
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        last = sheet.find(f"{S}dimension").get("ref").partition(":")[2]
        assert sheet.find(f"{S}autoFilter").get("ref") == f"A1:{last}"
        assert len(list(sheet.iter(f"{S}col"))) >= 1


def test_shares_are_shown_as_percent_and_months_as_months(made: bytes) -> None:
    styles = part(made, "xl/styles.xml")
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{S}numFmt")}
    cells = [formats.get(each.get("numFmtId")) for each in styles.find(f"{S}cellXfs")]
    trend = part(made, "xl/worksheets/sheet3.xml")
    looks = {each.get("r"): cells[int(each.get("s"))] for each in trend.iter(f"{S}c")}
    assert looks["B2"] == "[$-41D]mmmm yyyy"
    assert looks["C2"] == "0.0%"


FORMULAS = ("=1+1", "+46 8", '@SUM(A1)\x0b=HYPERLINK("https://a.example")')


@pytest.mark.parametrize("units", [HOSTILE_UNITS, FORMULAS, ("-1", "1e5", "https://a.example/")])
def test_no_name_becomes_a_formula_a_number_or_a_link(units: Sequence[str]) -> None:
    made = monthly_xlsx(board_paper(units))
    for name in _sheets(made):
        assert not list(part(made, name).iter(f"{S}f"))
        assert not list(part(made, name).iter(f"{S}hyperlink"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert [row["Grupp"] for row in table_of(book, "Enheterna")] == [
        each.replace("\x0b", " ") for each in units
    ]


def test_properties_name_the_workbook_and_are_as_old_as_the_data(made: bytes) -> None:
    files = files_in(made)
    core = files["docProps/core.xml"].decode()
    assert "<dc:title>Sammanställning till nämnden, oktober 2026</dc:title>" in core
    assert ">2026-11-02T04:12:00Z</dcterms:created>" in core
    assert "sv-SE" in files["docProps/custom.xml"].decode()


def test_the_same_summary_gives_the_same_bytes(made: bytes) -> None:
    assert monthly_xlsx(board_paper()) == made


def test_a_table_without_rows_has_no_sheet() -> None:
    bare = replace(board_paper(), units=(), data_gaps=(), breakdowns=())
    names = CalamineWorkbook.from_filelike(io.BytesIO(monthly_xlsx(bare))).sheet_names
    assert set(SHEETS) - set(names) == {"Enheterna", "Luckor", "Samtal efter kön och ålder"}
