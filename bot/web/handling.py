"""One way through every request: guarded, answered, and calm whatever goes wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from bot import texts
from bot.access import Refusal
from bot.faults import report_fault
from bot.teams.pace import Admission
from bot.texts import in_teams
from bot.texts import web as words
from bot.threads import on_a_thread
from bot.web.edge import EDGE, Edge
from bot.web.frame import Frame, Place, frame_for
from bot.web.guard import require_known_place, require_own_form
from bot.web.page import NotShownError, Page, PageRequest, Shown
from bot.web.people import ChoiceGroup, choices, first_to_try, signed_in, tried_as
from bot.web.responses import document_response, json_response, page_response, sent_to
from bot.web.sessions import Session, new_session
from bot.web.visitor import Visitor
from rules.swedish_time import SWEDISH_TIME
from storage.errors import StorageError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SIGN_IN = "/signin"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a page is not shown, as a sentence; `heading` says it in few words."""

    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Who sent a request: the session, and the person it belongs to now."""

    session: Session
    visitor: Visitor
    is_new: bool


class NotLetInError(NotShownError):
    """Who has signed in is nobody that we know any more."""


class NotSignedInError(Exception):
    """Nobody has signed in here, or it was too long ago."""


def handled(work: Handler) -> Handler:
    """Return the handler with its guard, and with a calm page for whatever goes wrong."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            require_known_place(request, request.app[EDGE].public_url)
            return await work(request)
        except NotSignedInError:
            return _to_sign_in(request)
        except NotShownError as trouble:
            response = _told(request, trouble.sentence, trouble.status)
            if isinstance(trouble, NotLetInError):  # so that another account can be tried
                request.app[EDGE].sessions.end(response, None)
            return response
        except web.HTTPRequestEntityTooLarge:
            return _told(request, words.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except StorageError as fault:
            report_fault(fault, "page_without_database")
            return _told(request, words.DATABASE_AWAY, HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception as fault:  # whoever looks is told a number, and the log the rest
            reference = report_fault(fault, "page_failed")
            return _told(request, texts.fault(reference), HTTPStatus.INTERNAL_SERVER_ERROR)

    return handle


def showing(page: Page) -> Handler:
    """Return what answers a request for the page."""

    async def show(request: web.Request) -> web.StreamResponse:
        edge = request.app[EDGE]
        seen = await seen_in(request)
        if page.is_slow:
            _require_patience(edge, seen.visitor)
        asked = PageRequest(
            seen.visitor,
            dict(request.query),
            edge.clock(),
            edge.database,
            edge.settings,
            edge.drafts,
            dict(request.match_info),
        )
        threads = edge.slow_threads if page.is_slow else edge.threads
        shown = await on_a_thread(threads, lambda: page.show(asked))
        if not isinstance(shown, Shown):
            return document_response(shown)
        return await framed(request, seen, Place(request.path, page.title), shown)

    return handled(show)


def _require_patience(edge: Edge, visitor: Visitor) -> None:
    """Raises NotShownError where somebody fetches so much that others would wait, or the log fill.

    Each document takes its time, and each that is refused leaves a row too.
    """
    if edge.document_pace.admission(visitor.person) is not Admission.ADMITTED:
        raise NotShownError(in_teams.TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS)


async def framed(request: web.Request, seen: Seen, place: Place, shown: Shown) -> web.Response:
    """Return the page within the visitor's frame; a new session is given to the browser."""
    edge = request.app[EDGE]

    def drawn() -> web.Response:
        listed = _choices(edge, seen.visitor)
        csrf = edge.sessions.csrf(seen.session)
        return page_response(shown, frame_for(seen.visitor, place, csrf, listed))

    response = await on_a_thread(edge.threads, drawn)
    if seen.is_new:
        edge.sessions.begin(response, seen.session, edge.clock())
    return response


async def seen_in(request: web.Request) -> Seen:
    """Return who sent the request, with the rights of this moment.

    Raises NotSignedInError, and NotShownError where the person is not let in.
    """
    edge = request.app[EDGE]
    session = edge.sessions.of(request, edge.clock())
    if edge.is_demo:
        return await on_a_thread(edge.threads, lambda: _trying(edge, session))
    if session is None:
        raise NotSignedInError
    found = await on_a_thread(edge.threads, lambda: signed_in(edge.database, session))
    if isinstance(found, Refusal):
        raise NotLetInError(texts.REFUSALS[found], HTTPStatus.FORBIDDEN)
    return Seen(session, found, is_new=False)


def _trying(edge: Edge, session: Session | None) -> Seen:
    """Return whom the demo is tried as; who comes anew is given somebody with something to see."""
    today = edge.clock().astimezone(SWEDISH_TIME).date()
    kept = session or new_session(email=first_to_try(edge.database, today))
    return Seen(kept, tried_as(edge.database, kept), is_new=session is None)


async def seen_in_form(request: web.Request, csrf: str) -> Seen:
    """Return who sent a form of ours; raises as `seen_in`, NotShownError for any other form."""
    edge = request.app[EDGE]
    require_own_form(request, edge.public_url)
    seen = await seen_in(request)
    if not edge.sessions.is_own_form(seen.session, csrf):
        raise NotShownError(words.OLD_FORM, HTTPStatus.FORBIDDEN)
    return seen


def wants_json(request: web.Request) -> bool:
    """Whether our own script asks, and not a browser that is to show what comes."""
    return "application/json" in request.headers.get("Accept", "")


def _choices(edge: Edge, visitor: Visitor) -> tuple[ChoiceGroup, ...]:
    return choices(edge.database, visitor) if edge.is_demo else ()


def _to_sign_in(request: web.Request) -> web.Response:
    if wants_json(request):
        return json_response({"text": words.SIGNED_OUT}, HTTPStatus.UNAUTHORIZED)
    return sent_to(SIGN_IN)


def _told(request: web.Request, sentence: str, status: int) -> web.Response:
    """Return the sentence on a page that needs neither database nor session."""
    if wants_json(request):
        return json_response({"text": sentence}, status)
    heading = words.HEADINGS.get(status, words.SOMETHING_WRONG)
    shown = Shown("trouble.html.j2", Trouble(heading, sentence), status)
    return page_response(shown, Frame(heading))
