"""The digests of the week as the managers get them: as a letter, and as a card in Teams."""

from dataclasses import dataclass
from http import HTTPStatus

from bot.texts import web as words
from bot.web.page import Document, NotShownError, Page, PageRequest, Shown, card_document, nobody
from bot.web.pages.refused import refused
from bot.web.readers import Reader, letters_for
from bot.web.visitor import Visitor
from digests.notices import Notices
from digests.periods import Week, week_of
from digests.render import fitting_weekly_card, weekly_html
from digests.weekly.model import WeeklyDigest
from rules.facts import WORKS_IN_A_UNIT
from storage.queries import LookScope, record_look

INTENT = "digest_weekly"
"""What looking at a digest is called in the access log, here as on the command line."""

_PATH = "/veckobrev"


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A digest that the visitor may read, and where it is."""

    unit: str
    in_place_of: str | None
    address: str
    card_address: str


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The digests of the week that the visitor may read."""

    week: Week
    letters: tuple[LetterLink, ...]


def _show(asked: PageRequest) -> Shown:
    """Return the page with the digests in it; each is read, and logged, when it is fetched."""
    readers = letters_for(asked.database, asked.visitor.staff, asked.today)
    if not readers:
        return refused(asked.visitor, words.NO_LETTER, _why(asked.visitor), words.TRY_A_MANAGER)
    letters = tuple(_link(number, reader) for number, reader in enumerate(readers, 1))
    return Shown("letters.html.j2", LettersPage(week_of(asked.today), letters))


def _show_letter(asked: PageRequest) -> Document:
    reader, digest = _read(asked)
    html = weekly_html(digest, Notices(in_place_of=reader.in_place_of))
    return Document(html.encode(), "text/html")


def _show_card(asked: PageRequest) -> Document:
    reader, digest = _read(asked)
    fitting = fitting_weekly_card(digest, Notices(in_place_of=reader.in_place_of))
    return card_document(fitting.json)


def _read(asked: PageRequest) -> tuple[Reader, WeeklyDigest]:
    """Return the digest that is asked for by its number; that it was seen is written down."""
    readers = letters_for(asked.database, asked.visitor.staff, asked.today)
    number = int(asked.parts["number"])
    if not 1 <= number <= len(readers):
        _note(asked, 0, denied=True)
        raise NotShownError(_why(asked.visitor), HTTPStatus.FORBIDDEN)
    reader = readers[number - 1]
    digest = asked.drafts.letter(reader.unit, asked.now)
    if digest is None:
        raise NotShownError(words.NO_LETTER_FOR_UNIT)
    _note(asked, digest.outlook.open_duties)
    return reader, digest


def _note(asked: PageRequest, rows: int, *, denied: bool = False) -> None:
    record_look(
        asked.database,
        who=asked.visitor.email,
        at=asked.now,
        intent=INTENT,
        rows=rows,
        scope=LookScope.UNIT,
        denied=denied,
    )


def _link(number: int, reader: Reader) -> LetterLink:
    address = f"{_PATH}/{number}"
    return LetterLink(reader.unit, reader.in_place_of, address, f"{address}/kort")


def _why(visitor: Visitor) -> str:
    works_in_a_unit = visitor.role in WORKS_IN_A_UNIT
    return words.LETTER_IS_THE_MANAGERS if works_in_a_unit else words.NO_ROWS_IN_ROLE


def _works_in_a_unit(visitor: Visitor) -> bool:
    return visitor.is_demo or visitor.role in WORKS_IN_A_UNIT


PAGES = (
    Page(_PATH, "Veckobrev", _show, _works_in_a_unit),
    Page(f"{_PATH}/{{number:[1-9]\\d{{0,3}}}}", "Veckobrev", _show_letter, nobody, is_slow=True),
    Page(f"{_PATH}/{{number:[1-9]\\d{{0,3}}}}/kort", "Veckobrev", _show_card, nobody, is_slow=True),
)
