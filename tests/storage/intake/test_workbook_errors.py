"""Cells of a workbook that show an error are never taken for empty ones."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from export_files import PLACEMENT_COLUMNS as PLACEMENTS
from export_files import REPORT_COLUMNS, facts_of, placement, report, rows_of

from storage.intake import AcceptedRow, RejectedRow, UnusableFileError
from storage.intake.workbook_errors import ERROR

Row = list[object]


def workbook(path: Path, *rows: Row, columns: list[str] = REPORT_COLUMNS, left: int = 0) -> Path:
    """Write a workbook in which ERROR becomes a formula that has failed."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Uttag Å & Ö")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for line, row in enumerate([columns, *rows]):
            for column, cell in enumerate(row, start=left):
                if cell == ERROR:
                    sheet.write_formula(line, column, "=NA()", None, "#N/A")
                elif isinstance(cell, datetime):
                    sheet.write_datetime(line, column, cell, moment)
                else:
                    sheet.write(line, column, cell)
    return path


def with_error(column: str, number: str = "AKT-9") -> Row:
    row: Row = list(report(Aktualiseringsnr=number))
    row[REPORT_COLUMNS.index(column)] = ERROR
    return row


def rewritten(path: Path, change: Callable[[str, str], str]) -> Path:
    """Change what stands in the workbook's parts."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            book.writestr(name, content)
    return path


@pytest.mark.parametrize("left", [0, 2, 30])
@pytest.mark.parametrize("column", ["Beslut datum", "Samtal med barnet", "Handläggare"])
def test_a_row_with_an_error_is_rejected_and_keeps_its_number(
    tmp_path: Path, column: str, left: int
) -> None:
    rows = [list(report()), with_error(column), list(report(Aktualiseringsnr="AKT-3"))]
    first, rejected, last = rows_of(workbook(tmp_path / "a.xlsx", *rows, left=left))
    assert isinstance(first, AcceptedRow)
    assert isinstance(last, AcceptedRow)
    assert isinstance(rejected, RejectedRow)
    assert (rejected.line, rejected.column, rejected.code) == (3, column, "error_value")
    assert rejected.number == "AKT-9"
    assert rejected.message.startswith(f"a.xlsx, rad 3, kolumnen ”{column}”: Cellen visar")


def test_a_row_whose_number_is_an_error_is_rejected_without_one(tmp_path: Path) -> None:
    (rejected,) = rows_of(workbook(tmp_path / "a.xlsx", with_error("Aktualiseringsnr")))
    assert isinstance(rejected, RejectedRow)
    assert (rejected.code, rejected.number) == ("error_value", None)


def test_an_error_in_a_column_without_a_name_is_nobodys_concern(tmp_path: Path) -> None:
    rows: list[Row] = [[*report(), ERROR]]
    assert len(facts_of(workbook(tmp_path / "a.xlsx", *rows, columns=[*REPORT_COLUMNS, ""]))) == 1


def test_an_error_above_the_header_is_passed_over(tmp_path: Path) -> None:
    rows: list[Row] = [list(REPORT_COLUMNS), list(report())]
    assert len(facts_of(workbook(tmp_path / "a.xlsx", *rows, columns=["Uttag", ERROR]))) == 1


def test_thousands_of_errors_are_found_where_they_stand(tmp_path: Path) -> None:
    rows = [
        with_error("Kön", f"AKT-{n}") if n % 3 else list(report(Aktualiseringsnr=f"AKT-{n}"))
        for n in range(6_000)
    ]
    read = rows_of(workbook(tmp_path / "a.xlsx", *rows))
    assert [isinstance(row, RejectedRow) for row in read] == [bool(n % 3) for n in range(6_000)]


def test_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", list(report()), with_error("Beslut"))

    def without_addresses(name: str, xml: str) -> str:
        return re.sub(r'<(c|row) r="\w+"', r"<\1", xml) if "sheet1" in name else xml

    accepted, rejected = rows_of(rewritten(path, without_addresses))
    assert isinstance(accepted, AcceptedRow)
    assert isinstance(rejected, RejectedRow)
    assert (rejected.line, rejected.column) == (3, "Beslut")


def test_prefixes_and_single_quotes_hide_no_error(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", with_error("Beslut"))

    def other_spelling(name: str, xml: str) -> str:
        if "sheet1" not in name:
            return xml
        prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")
        return prefixed.replace('t="e"', "t = 'e'")

    (rejected,) = rows_of(rewritten(path, other_spelling))
    assert isinstance(rejected, RejectedRow)
    assert rejected.code == "error_value"


def test_a_workbook_whose_sheet_cannot_be_searched_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", list(report()))

    def elsewhere(name: str, xml: str) -> str:
        return xml.replace('Id="rId1"', 'Id="rId77"') if "workbook.xml.rels" in name else xml

    with pytest.raises(UnusableFileError):
        rows_of(rewritten(path, elsewhere))


def test_until_further_notice_in_a_date_cell_is_no_day(tmp_path: Path) -> None:
    moments = [datetime.fromisoformat(f"9999-12-31 {time}") for time in ("00:00", "23:59:59")]
    ends = [*moments, 2958465, 2958465.99]
    rows: list[Row] = []
    for number, end in enumerate(ends):
        row: Row = list(placement(Placeringsnr=f"PLA-{number}"))
        row[PLACEMENTS.index("Slutdatum")] = end
        rows.append(row)
    facts = facts_of(workbook(tmp_path / "a.xlsx", *rows, columns=PLACEMENTS))
    assert [fact.ended_on for fact in facts] == [None] * len(ends)  # type: ignore[union-attr]  # all placements
