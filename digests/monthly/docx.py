"""The monthly summary as a Word document, filled into our template or the municipality's own.

docxtpl is untyped, so this is its one edge. The document can be edited before the meeting;
where the secretary writes is marked. The same summary gives the same bytes.
"""

import io
from dataclasses import fields
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.shared import Emu, Mm
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from digests.monthly.docx_sandbox import TemplateSandbox, escaped
from digests.monthly.model import MonthlySummary
from digests.monthly.office_text import repacked
from digests.monthly.pictures import NOT_DRAWN, Picture
from digests.monthly.template_errors import explained, unreadable
from digests.monthly.word_context import WordContext
from digests.monthly.word_sample import sample_context
from digests.monthly.word_wording import word_context
from rules.swedish_time import SWEDISH_TIME

TEMPLATE = Path(__file__).parent.parent / "templates" / "monthly" / "sammanstallning.docx"
AUTHOR = "Fristvakt"
LANGUAGE = "sv-SE"

_WIDEST, _HIGHEST = Mm(130), Mm(220)
"""How much of a page a chart may take."""

_ANY_TIME = datetime(2026, 1, 1)  # noqa: DTZ001 — Word's properties know no zone
_AROUND_A_PICTURE = (
    '</w:t></w:r><w:r><w:drawing>{}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
)


def monthly_docx(summary: MonthlySummary, template: Path | None = None) -> bytes:
    """Return the summary as a Word document in the layout of a template, or of ours.

    Raises DigestError where the template cannot be read or asks for what there is not.
    """
    return filled(word_context(summary), _made_at(summary), template)


def filled(context: WordContext, made_at: datetime, template: Path | None = None) -> bytes:
    """Return a template with its fields filled in; raises DigestError."""
    opened = _opened(TEMPLATE if template is None else template)
    sandbox = TemplateSandbox(opened.shown)
    try:
        opened.render(_by_name(context), sandbox, autoescape=True)
    except Exception as fault:
        if template is None:
            raise  # ours is in order, so the fault lies elsewhere
        raise explained(fault, template) from fault
    _tell_about(opened.docx, context, made_at)
    made = io.BytesIO()
    opened.save(made)
    return repacked(made.getvalue())


def require_usable(template: Path) -> None:
    """Raise DigestError where a template cannot be filled in, before there is anything to fill."""
    filled(sample_context(), _ANY_TIME, template)


class _WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template that refuses what is no longer XML, and shows charts with their words."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def shown(self, value: object) -> Markup:
        """Return a value as it stands in the document."""
        return self._drawn(value) if isinstance(value, Picture) else escaped(value)

    def _drawn(self, picture: Picture) -> Markup:
        if picture is NOT_DRAWN:
            return Markup()
        part = self.current_rendering_part
        width = min(int(_WIDEST), int(_HIGHEST * picture.width_by_height))
        inline = part.new_pic_inline(io.BytesIO(picture.png), Emu(width), None)
        inline.docPr.set("descr", picture.alternative)
        return Markup(_AROUND_A_PICTURE.format(inline.xml))  # noqa: S704 — lxml wrote it


def _opened(template: Path) -> _WordTemplate:
    try:
        opened = _WordTemplate(io.BytesIO(template.read_bytes()))
        opened.init_docx()
    except Exception as fault:  # python-docx has no error of its own for what is no document
        raise unreadable(fault, template) from fault
    return opened


def _by_name(context: WordContext) -> dict[str, object]:
    return {each.name: getattr(context, each.name) for each in fields(context)}


def _tell_about(document: Document, context: WordContext, made_at: datetime) -> None:
    """Write what the document is into its properties."""
    about = document.core_properties
    about.title, about.language = context.title, LANGUAGE
    about.author = about.last_modified_by = AUTHOR
    about.subject, about.comments, about.revision = context.data_as_of, "", 1
    about.created = about.modified = made_at


def _made_at(summary: MonthlySummary) -> datetime:
    """Return when the data came in, or the month's end where there is none, in UTC without zone."""
    month_end = datetime.combine(summary.month.last_day, time(), SWEDISH_TIME)
    known = summary.stamp.imported_at or month_end
    return known.astimezone(UTC).replace(tzinfo=None)
