"""Finds the cells in which a spreadsheet shows an error, such as #SAKNAS! or #N/A.

The library that reads workbooks gives such a cell as an empty one, and an empty closing day
would open an investigation again. So the sheet's own XML is asked: a plain search of its
bytes, and only where that finds something is the XML taken apart.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, is_zipfile

from storage.intake import messages
from storage.intake.personal_numbers import shown
from storage.intake.readers import Sheet, SheetCell
from storage.intake.rejection import UnusableFileError

ErrorRow = tuple[int, frozenset[int]]
"""The line of a row with errors, and the columns of the sheet in which they stand."""

ERROR = "#N/A"
"""What a cell with an error is read as, whatever the error is."""

# As Excel writes them in English and in Swedish; #### is a column too narrow for its dates.
_SHOWN = re.compile(
    r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!"
    r"|BUSY!|GETTING_DATA|SAKNAS!?|SKÄRNING!|DIVISION/0!|VÄRDEFEL!|REFERENS!|NAMN\?|OGILTIGT!"
    r"|BERÄKNA!|##+)",
    re.IGNORECASE,
)
_MARKS = (b'"e"', b"'e'")  # <c r="B2" t="e">
_CHUNK = 1 << 20
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_RELATION_ID = "id"


def shows_error(text: str) -> bool:
    """Whether the cell's text is what a spreadsheet shows when it has no value."""
    return text.startswith("#") and _SHOWN.fullmatch(text) is not None


def rows_with_errors(path: Path, sheet: Sheet) -> Iterator[list[SheetCell]]:
    """The sheet's rows, with ERROR in every cell that shows an error.

    Raises UnusableFileError when the workbook is of a kind whose errors cannot be seen.
    """
    coming = next(found := _error_rows(path, sheet.name), None)
    for line, row in enumerate(sheet.rows, start=1):
        if coming is None or coming[0] != line:
            yield row
            continue
        yield _marked(row, {at - sheet.first_column for at in coming[1]}, path)
        coming = next(found, None)
    if coming is not None:  # it stands on a line that was never passed
        raise _unreadable(path)


def _marked(row: list[SheetCell], columns: set[int], path: Path) -> list[SheetCell]:
    if not columns <= set(range(len(row))):
        raise _unreadable(path)
    return [ERROR if at in columns else cell for at, cell in enumerate(row)]


def _error_rows(path: Path, sheet: str) -> Iterator[ErrorRow]:
    if not is_zipfile(path):
        raise _other_kind(path)
    with _faults_as_sentences(path), ZipFile(path) as book:
        parts = {name.lower(): name for name in book.namelist()}
        if _WORKBOOK not in parts:
            raise _other_kind(path)
        part = parts[_part_of(book, parts, sheet)]
        with book.open(part) as xml:
            is_clean = not _has_marks(xml)
        if is_clean:
            return
        with book.open(part) as xml:
            yield from _marked_rows(xml)


def _has_marks(xml: IO[bytes]) -> bool:
    end = b""
    while chunk := xml.read(_CHUNK):
        if any(mark in end + chunk[:2] or mark in chunk for mark in _MARKS):
            return True
        end = chunk[-2:]
    return False


def _part_of(book: ZipFile, parts: dict[str, str], sheet: str) -> str:
    """The name of the part that holds the sheet."""
    wanted = next(
        next(value for key, value in each.attrib.items() if _local(key) == _RELATION_ID)
        for each in _elements(book, parts[_WORKBOOK], "sheet")
        if each.get("name") == sheet
    )
    target = next(
        each.attrib["Target"]
        for each in _elements(book, parts[_RELATIONS], "Relationship")
        if each.get("Id") == wanted
    )
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()


def _elements(book: ZipFile, part: str, name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(book.read(part))  # noqa: S314 — expat itself stops entity bombs
    return [each for each in root.iter() if _local(each.tag) == name]


def _marked_rows(xml: IO[bytes]) -> Iterator[ErrorRow]:
    finder = _ErrorFinder()
    parser = ElementTree.XMLParser(target=finder)  # noqa: S314 — expat itself stops entity bombs
    while chunk := xml.read(_CHUNK):
        parser.feed(chunk)
        yield from finder.take()
    parser.close()


class _ErrorFinder:
    """Is told of every element; keeps the rows that have cells of type "e".

    A row or a cell without an address follows the one before.
    """

    def __init__(self) -> None:
        self._found: list[ErrorRow] = []
        self._line, self._column = 0, -1
        self._errors: set[int] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "row":
                self._line = int(attributes.get("r") or self._line + 1)
                self._column, self._errors = -1, set()
            case "c":
                address = attributes.get("r")
                self._column = _column(address) if address else self._column + 1
                if attributes.get("t") == "e":
                    self._errors.add(self._column)

    def end(self, tag: str) -> None:
        if self._errors and _local(tag) == "row":
            self._found.append((self._line, frozenset(self._errors)))

    def close(self) -> None:
        """Nothing is kept but what has been taken."""

    def take(self) -> list[ErrorRow]:
        taken, self._found = self._found, []
        return taken


def _column(address: str) -> int:
    """0 for A1, 27 for AB7."""
    number = 0
    for letter in address.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _local(name: str) -> str:
    return name.rpartition("}")[2]


@contextmanager
def _faults_as_sentences(path: Path) -> Iterator[None]:
    """Turn whatever a broken or foreign workbook makes its readers raise into one sentence.

    NotImplementedError is how zipfile says that it does not know a file's compression.
    """
    try:
        yield
    except (
        *(BadZipFile, ElementTree.ParseError, zlib.error, EOFError),
        *(KeyError, ValueError, StopIteration, RuntimeError, NotImplementedError),
    ) as fault:
        raise _unreadable(path) from fault


def _unreadable(path: Path) -> UnusableFileError:
    return UnusableFileError("workbook_unreadable", messages.workbook_unreadable(shown(path.name)))


def _other_kind(path: Path) -> UnusableFileError:
    return UnusableFileError(
        "workbook_of_other_kind", messages.workbook_of_other_kind(shown(path.name))
    )
