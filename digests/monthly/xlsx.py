"""The monthly summary as an Excel workbook: one sheet for each table, figures as figures.

xlsxwriter is untyped, so this is its one edge. No text becomes a formula or a link, whatever it
begins with, and the same summary gives the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from textwrap import wrap
from typing import Any

import xlsxwriter

from digests.monthly.model import MonthlySummary
from digests.monthly.word_wording import document_title
from digests.monthly.xlsx_cells import Cell, Look, Sheet, Value
from digests.monthly.xlsx_sheets import sheets_of
from rules.swedish_time import SWEDISH_TIME

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NUMBER_FORMATS = {
    Look.WORDS: "General",
    Look.WHOLE: "#,##0",
    Look.DECIMAL: "#,##0.0",
    Look.PERCENT: "0.0%",
    Look.CHANGE: '+0.0%;"−"0.0%;0.0%',
    Look.MONTH: "[$-41D]mmmm yyyy",
    Look.DAY: "yyyy-mm-dd",
    Look.MOMENT: "yyyy-mm-dd hh:mm",
}
_A4 = 9
_FITTING_A_SCREEN = 8
"""How many columns are seen at once; with more of them the first stays in sight."""

_LINE_HEIGHT = 15
"""In points: that of a row with one line of Excel's own font."""

_AUTHOR = "Fristvakt"


def monthly_xlsx(summary: MonthlySummary) -> bytes:
    """Return the summary as a workbook with the tables of the document and their definitions."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        _tell_about(book, summary)
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        looks = {look: _format(book, look) for look in Look}
        for sheet in sheets_of(summary):
            _write(book.add_worksheet(sheet.name), sheet, head, looks)
    return made.getvalue()


def _tell_about(book: Any, summary: MonthlySummary) -> None:
    """Write what the workbook is into its properties; their time is the data's own."""
    month_end = datetime.combine(summary.month.last_day, time(), SWEDISH_TIME)
    made_at = (summary.stamp.imported_at or month_end).astimezone(UTC)
    book.set_properties(
        {
            "title": document_title(summary),
            "subject": summary.stamp.words,
            "author": _AUTHOR,
            "created": made_at.replace(tzinfo=None),
        }
    )
    book.set_custom_property("Language", "sv-SE")


def _format(book: Any, look: Look) -> Any:
    shown: dict[str, str | bool] = {"num_format": _NUMBER_FORMATS[look], "valign": "top"}
    if look is Look.WORDS:
        shown["text_wrap"] = True
    if look in (Look.MONTH, Look.DAY, Look.MOMENT):
        shown["align"] = "left"
    return book.add_format(shown)


def _write(page: Any, sheet: Sheet, head: Any, looks: Mapping[Look, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.head, head)
    _make_room(page, 0, [column.head for column in sheet.columns], sheet)
    for line, row in enumerate(sheet.rows, start=1):
        _make_room(page, line, [cell.value for cell in row], sheet)
        for place, cell in enumerate(row):
            _write_cell(page, line, place, cell, looks[cell.look])
    page.freeze_panes(1, 1 if len(sheet.columns) > _FITTING_A_SCREEN else 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    _printable(page, sheet)


def _make_room(page: Any, line: int, values: Sequence[Value], sheet: Sheet) -> None:
    """Make a row as high as its words need: not every program does so by itself."""
    pairs = zip(values, sheet.columns, strict=False)  # a row may end early
    lines = (len(wrap(value, column.width)) for value, column in pairs if isinstance(value, str))
    needed = max(lines, default=1)
    if needed > 1:
        page.set_row(line, needed * _LINE_HEIGHT)


def _write_cell(page: Any, line: int, place: int, cell: Cell, look: Any) -> None:
    match cell.value:
        case None:
            return
        case str() as written:
            page.write_string(line, place, written, look)
        case datetime() as at:
            page.write_datetime(line, place, at.replace(tzinfo=None), look)
        case date() as day:
            page.write_datetime(line, place, day, look)
        case number:
            page.write_number(line, place, number, look)


def _printable(page: Any, sheet: Sheet) -> None:
    """Make each table fit the width of a paper, its header on every page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{sheet.name.replace('&', '&&')}&RSida &P av &N")
