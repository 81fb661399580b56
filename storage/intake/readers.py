"""Takes the records out of a file, whatever it is written as: CSV or a spreadsheet.

A record is the line it starts on and its cells as text. A CSV file is streamed. A quote
that is never closed must not swallow the rest of the file: the record where it opens is
reported as broken, and reading goes on at the next physical line. So it does after a cell
that is too large to be one.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unicodedata import normalize

from python_calamine import CalamineWorkbook, SheetVisibleEnum


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that cannot be taken apart, and the cells before the one at fault.

    `at` is the position of that cell, where it is known.
    """

    cells: list[str]
    code: str = "broken_quoting"
    at: int | None = None


Record = tuple[int, list[str] | BrokenRecord]
"""The line on which a record starts, and its cells."""

SheetCell = int | float | str | bool | time | date | datetime | timedelta
"""What a spreadsheet's cell may hold."""

_LINES_IN_A_RECORD = 500
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_1950, _EXCEL_2100 = 18264, 73051
_EXCEL_9999 = 2_958_465  # 9999-12-31, which systems write for "until further notice"


class _Lines:
    """A file's physical lines, with the lines of the record that is being read at hand."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._returned: deque[str] = deque()
        self.of_record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """The lines from here on, until there are no more or the record has too many."""
        for line in self._all():
            self.of_record.append(line)
            yield line
            if len(self.of_record) >= _LINES_IN_A_RECORD:
                return

    def _all(self) -> Iterator[str]:
        while self._returned:
            yield self._returned.popleft()
        for line in self._file:
            yield normalize("NFC", line)

    def give_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.of_record[1:]))
        self.of_record.clear()


def delimited_records(file: Iterator[str], delimiter: str, first_line: int = 1) -> Iterator[Record]:
    """The records of a CSV file whose next physical line has the number `first_line`."""
    lines, at = _Lines(file), first_line
    while True:
        try:
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                yield at, cells
                at += len(lines.of_record)
                lines.of_record.clear()
            return
        except csv.Error:
            yield at, _broken(lines.of_record[0], delimiter)
            at += 1
            lines.give_back_all_but_first()


def _broken(line: str, delimiter: str) -> BrokenRecord:
    """What can be told of a record by its first physical line."""
    before_quote, *quoted = line.split('"', 1)
    cells = before_quote.split(delimiter)
    longest = csv.field_size_limit()
    at = next((at for at, cell in enumerate(cells) if len(cell) > longest), None)
    if at is not None:
        return BrokenRecord(cells[:at], "huge_cell", at)
    is_huge = any(len(each) > longest for each in quoted)
    return BrokenRecord(cells[:-1], "huge_cell" if is_huge else "broken_quoting")


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file as text; what does not decode becomes U+FFFD, which no row may hold."""
    return path.open(encoding=encoding, errors="replace", newline="")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; its rows begin at the first line and `first_column`."""

    name: str
    rows: Iterator[list[SheetCell]]
    first_column: int


def visible_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook that a person sees.

    Raises CalamineError when the workbook cannot be opened.
    """
    book = CalamineWorkbook.from_path(str(path))
    for metadata in book.sheets_metadata:
        if metadata.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(metadata.name)
            _, first_column = sheet.start or (0, 0)
            yield Sheet(metadata.name, iter(sheet.iter_rows()), first_column)


def sheet_records(
    rows: Iterator[list[SheetCell]], date_columns: frozenset[int] = frozenset()
) -> Iterator[Record]:
    """The rows of a sheet as text, with the row numbers that Excel shows."""
    for line, row in enumerate(rows, start=1):
        yield line, [_as_text(cell, at in date_columns) for at, cell in enumerate(row)]


def _as_text(cell: SheetCell, is_date: bool) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Ja" if cell else "Nej"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, int | float):
        return _number_as_text(cell, is_date)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _number_as_text(number: float, is_date: bool) -> str:
    """A date cell that lost its format holds the days since Excel's day zero."""
    if is_date and (_EXCEL_1950 <= number < _EXCEL_2100 or int(number) == _EXCEL_9999):
        return (_EXCEL_DAY_ZERO + timedelta(days=int(number))).isoformat()
    return str(int(number)) if number == int(number) else str(number)
