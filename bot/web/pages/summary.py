"""Last month's summary as the board's secretary gets it, with its files to keep."""

from dataclasses import dataclass
from http import HTTPStatus

from bot.texts import web as words
from bot.web.page import Document, NotShownError, Page, PageRequest, Shown, card_document, nobody
from bot.web.pages.refused import refused
from bot.web.readers import Reader, summary_for
from bot.web.visitor import Visitor
from digests.errors import DigestError
from digests.notices import Notices
from digests.periods import Month, month_of
from digests.render import monthly_card_json, monthly_html
from digests.writing import SummaryFormat, monthly_content, monthly_file_name
from rules.facts import Role
from storage.queries import LookScope, record_look

INTENT = "summary_monthly"
"""What looking at the summary is called in the access log, here as on the command line."""

_PATH = "/sammanstallning"
_FILES = {
    SummaryFormat.PDF: "PDF",
    SummaryFormat.DOCX: "Word",
    SummaryFormat.XLSX: "Excel",
}


@dataclass(frozen=True, slots=True)
class FileLink:
    """A format that the summary can be kept in."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """Which month it is about, where it is shown, and the files of it."""

    month: Month
    in_place_of: str | None
    address: str
    card_address: str
    files: tuple[FileLink, ...]


def _show(asked: PageRequest) -> Shown:
    """Return the page with the summary in it; it is read, and logged, when it is fetched."""
    reader = summary_for(asked.database, asked.visitor.staff, asked.today)
    if reader is None:
        sentence = words.SUMMARY_IS_THE_SECRETARYS
        return refused(asked.visitor, words.NO_SUMMARY, sentence, words.TRY_A_SECRETARY)
    files = tuple(FileLink(name, f"{_PATH}/fil/{each.value}") for each, name in _FILES.items())
    month = month_of(asked.today).previous
    view = SummaryPage(month, reader.in_place_of, f"{_PATH}/sidan", f"{_PATH}/kort", files)
    return Shown("summary.html.j2", view)


def _show_document(asked: PageRequest) -> Document:
    reader = _granted(asked)
    summary = asked.drafts.summary(asked.now).summary
    html = monthly_html(summary, Notices(in_place_of=reader.in_place_of))
    return Document(html.encode(), "text/html")


def _show_card(asked: PageRequest) -> Document:
    reader = _granted(asked)
    summary = asked.drafts.summary(asked.now).summary
    return card_document(monthly_card_json(summary, Notices(in_place_of=reader.in_place_of)))


def _give_file(asked: PageRequest) -> Document:
    _granted(asked)
    wanted = SummaryFormat(asked.parts["format"])
    summary = asked.drafts.summary(asked.now).summary
    try:
        content = monthly_content(summary, wanted, asked.settings.summary_template)
    except DigestError as mistake:
        raise NotShownError(mistake.message, HTTPStatus.CONFLICT) from None
    return Document(content, wanted.media_type, monthly_file_name(summary, wanted))


def _granted(asked: PageRequest) -> Reader:
    """Return the right to the summary; that it was seen, or refused, is written down."""
    reader = summary_for(asked.database, asked.visitor.staff, asked.today)
    record_look(
        asked.database,
        who=asked.visitor.email,
        at=asked.now,
        intent=INTENT,
        rows=0,
        scope=LookScope.ALL,
        denied=reader is None,
    )
    if reader is None:
        raise NotShownError(words.SUMMARY_IS_THE_SECRETARYS, HTTPStatus.FORBIDDEN)
    return reader


def _reads_it(visitor: Visitor) -> bool:
    return visitor.is_demo or visitor.role is Role.BOARD_SECRETARY


_ONE_OF = "|".join(each.value for each in _FILES)
PAGES = (
    Page(_PATH, "Sammanställning", _show, _reads_it),
    Page(f"{_PATH}/sidan", "Sammanställning", _show_document, nobody, is_slow=True),
    Page(f"{_PATH}/kort", "Sammanställning", _show_card, nobody, is_slow=True),
    Page(f"{_PATH}/fil/{{format:{_ONE_OF}}}", "Sammanställning", _give_file, nobody, is_slow=True),
)
