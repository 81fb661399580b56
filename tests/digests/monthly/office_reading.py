"""Reading Word and Excel files back, for the tests of the summary's files."""

import io
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from python_calamine import CalamineWorkbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def part(made: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def under(document: Document, heading: str) -> list[Paragraph | Table]:
    """What stands under a heading, until the next of its level."""
    found: list[Paragraph | Table] = []
    is_under = False
    for each in document.iter_inner_content():
        if isinstance(each, Paragraph) and each.style.name == "Heading 1":
            is_under = each.text == heading
        elif is_under:
            found.append(each)
    return found


def tables_under(document: Document, heading: str) -> list[list[list[str]]]:
    return [rows_of(each) for each in under(document, heading) if isinstance(each, Table)]


def words_of(document: Document) -> str:
    """Every word of the body, in order."""
    return "\n".join(
        each.text if isinstance(each, Paragraph) else "\n".join(map("|".join, rows_of(each)))
        for each in document.iter_inner_content()
    )


def alternatives(document: Document) -> list[str]:
    """What is read aloud for each picture."""
    return [each.get("descr", "") for each in document.element.iter(qn("wp:docPr"))]


def table_of(book: CalamineWorkbook, sheet: str) -> list[dict[str, Any]]:
    """A sheet's rows, each by its headings."""
    head, *rows = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]
