"""What a Word template is put together from: styles, tables with repeated headers, page numbers.

python-docx has no words for several of these, so they are written as the XML that Word writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

INK, QUIET, ACCENT = (
    RGBColor(0x1D, 0x23, 0x21),
    RGBColor(0x47, 0x50, 0x4C),
    RGBColor(0x1F, 0x5A, 0x6E),
)
FONT = "Calibri"
NOTE, CELL, PLACE = "Anmärkning", "Tabelltext", "Plats för text"
_LINE = "C3CAC6"
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field that fills it, its width, and whether it holds figures."""

    head: str
    shows: str
    width_mm: int
    is_figure: bool = True


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of Word's own, its attributes with Word's prefix."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_style(
    document: Document, name: str, points: float, *, bold: bool = False, colour: RGBColor = INK
) -> ParagraphStyle:
    """Return the paragraph style of that name, made where there is none."""
    styles = document.styles
    known = name in [each.name for each in styles]
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.color.rgb = colour
    for kept in style.element.iter(qn("w:rFonts")):
        for theme in _THEME_FONTS:
            kept.attrib.pop(qn(f"w:{theme}"), None)
    return style


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add what Word works out itself, such as PAGE."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else None)
        if kind is None:
            instruction = element("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "text":
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_words(document: Document, words: str, style: str = "Normal") -> None:
    document.add_paragraph(words, style=style)


def add_words_if(document: Document, field: str, words: str, style: str = "Normal") -> None:
    add_tag(document, f"if {field}")
    add_words(document, words, style)
    add_tag(document, "endif")


def add_each(document: Document, loop: str, words: str, style: str = NOTE) -> None:
    add_tag(document, f"for {loop}")
    add_words(document, words, style)
    add_tag(document, "endfor")


def add_place(document: Document, words: str) -> None:
    """Add what the secretary writes over, marked as with a pen."""
    run = document.add_paragraph(style=PLACE).add_run(words)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_picture(document: Document, field: str) -> None:
    document.add_paragraph(f"{{{{ {field} }}}}").paragraph_format.keep_with_next = True


def add_tag(document: Document, words: str) -> None:
    """Add a paragraph that docxtpl takes away, and that decides over those after it."""
    document.add_paragraph(f"{{%p {words} %}}")


def add_looped_table(
    document: Document, loop: str, columns: Sequence[Column], description: str
) -> Table:
    """Add a table with one row for each item of a list, its header on every page."""
    table: Table = document.add_table(rows=4, cols=len(columns))
    _as_a_plain_table(table, description)
    _set_widths(table, columns)
    head, begin, body, end = table.rows
    for cell, column in zip(head.cells, columns, strict=True):
        _fill(cell, column.head, column, bold=True)
    for cell, column in zip(body.cells, columns, strict=True):
        _fill(cell, f"{{{{ {column.shows} }}}}", column, bold=column is columns[0])
    begin.cells[0].text, end.cells[0].text = f"{{%tr for {loop} %}}", "{%tr endfor %}"
    _on_every_page(head)
    _in_one_piece(body)
    return table


def _fill(cell: _Cell, words: str, column: Column, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = CELL
    paragraph.add_run(words).bold = bold or None
    if column.is_figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _on_every_page(row: _Row) -> None:
    _in_one_piece(row)
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def _in_one_piece(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _as_a_plain_table(table: Table, description: str) -> None:
    """Give a table thin lines between its rows, and the words that are read aloud for it."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=_LINE))
    layout = properties.find(qn("w:tblLayout"))
    place = properties.find(qn("w:tblLook")) if layout is None else layout
    place.addprevious(borders)
    properties.append(element("w:tblCaption", val=description))


def _set_widths(table: Table, columns: Sequence[Column]) -> None:
    table.autofit = False
    for column, wanted in zip(table.columns, columns, strict=True):
        column.width = Mm(wanted.width_mm)
        for cell in column.cells:
            cell.width = Mm(wanted.width_mm)
