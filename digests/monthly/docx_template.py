"""Makes the Word template of the summary: its headings, its tables, the names of its fields.

A municipality opens the file in Word and changes what it likes, so the file is committed and
this is how it came to be: `python -m digests.monthly.docx_template` writes it anew.
"""

import io
import sys
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from digests.monthly.docx import AUTHOR, LANGUAGE, TEMPLATE
from digests.monthly.docx_parts import (
    ACCENT,
    CELL,
    NOTE,
    PLACE,
    QUIET,
    add_field,
    set_style,
)
from digests.monthly.docx_sections import add_sections
from digests.monthly.office_text import files_in, repacked

_TEXT_WIDTH_MM = 170
_STALE = "The Word template is stale. Run: make docs\n"
_MADE_AT = datetime(2026, 1, 1)  # noqa: DTZ001 — Word's properties know no zone


def word_template() -> bytes:
    """Return the template as a Word document; the same on every computer."""
    document = docx.Document()
    _on_a4(document)
    _in_swedish(document)
    _styled(document)
    _tell_about(document)
    document.add_paragraph("{{ title }}", style="Title")
    add_sections(document)
    _footed(document)
    made = io.BytesIO()
    document.save(made)
    return repacked(made.getvalue())


def _on_a4(document: Document) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(20), Mm(22)


def _in_swedish(document: Document) -> None:
    """Say that the words are Swedish, so that Word spells and reads them as such."""
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LANGUAGE)
        each.set(qn("w:eastAsia"), LANGUAGE)
    settings = document.settings.element
    for each in settings.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), LANGUAGE)
        each.attrib.pop(qn("w:eastAsia"), None)
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")


def _styled(document: Document) -> None:
    set_style(document, "Normal", 11).paragraph_format.space_after = Pt(6)
    title = set_style(document, "Title", 22, bold=True)
    for line in title.element.findall(f".//{qn('w:pBdr')}"):
        line.getparent().remove(line)
    for name, points, before in (("Heading 1", 15, 18), ("Heading 2", 12, 12)):
        heading = set_style(document, name, points, bold=True, colour=ACCENT)
        heading.paragraph_format.space_before = Pt(before)
        heading.paragraph_format.space_after = Pt(4)
    caption = set_style(document, "Caption", 9.5, colour=QUIET)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_after = Pt(3)
    set_style(document, NOTE, 9.5, colour=QUIET).paragraph_format.space_after = Pt(6)
    cell = set_style(document, CELL, 9.5)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    set_style(document, "List Bullet", 10).paragraph_format.space_after = Pt(3)
    set_style(document, PLACE, 11)


def _tell_about(document: Document) -> None:
    about = document.core_properties
    about.title, about.language = "Sammanställning till nämnden", LANGUAGE
    about.author = about.last_modified_by = AUTHOR
    about.comments, about.revision = "", 1
    about.created = about.modified = _MADE_AT
    package = document.part.package
    for name, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def _footed(document: Document) -> None:
    """Put the document's name and the page's number at the foot of every page."""
    foot = document.sections[0].footer.paragraphs[0]
    stops = set_style(document, "Footer", 9, colour=QUIET).paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(_TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("{{ title }}")
    foot.add_run("\tSida ")
    add_field(foot, "PAGE")
    foot.add_run(" av ")
    add_field(foot, "NUMPAGES")


def main(arguments: list[str]) -> int:
    """Write the template, or check that the committed one is this; return the exit code."""
    made = word_template()
    if "--check" not in arguments:
        TEMPLATE.write_bytes(made)
        return 0
    if TEMPLATE.is_file() and files_in(TEMPLATE.read_bytes()) == files_in(made):
        return 0
    sys.stderr.write(_STALE)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
