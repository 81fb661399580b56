"""Signing in to the page with the municipality's own accounts, and out of it.

Entra sends the browser back with a form, so that the code stands in no history and no log. Such
a form comes from another site, so what is kept for ten minutes meanwhile is in a cookie of its
own with SameSite=None. The session's cookie stays Lax.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from aiohttp import web
from cachetools import TTLCache

from bot import texts
from bot.access import Refusal
from bot.conversation import Asker
from bot.faults import report_fault, report_refusal
from bot.identity import identify
from bot.texts import web as words
from bot.threads import on_a_thread
from bot.web.bodies import form_in
from bot.web.edge import EDGE
from bot.web.entra import Begun, Entra, Person, SignInError
from bot.web.frame import Frame
from bot.web.handling import SIGN_IN, handled, seen_in_form
from bot.web.page import NotShownError, Shown
from bot.web.responses import page_response, sent_to
from bot.web.sealed import Seal
from bot.web.sessions import new_session

DONE, _START, _OUT = "/signin/done", "/signin/start", "/signout"
_KEPT = timedelta(minutes=10)
_COOKIE = "__Host-fristvakt-signin"
_MOST_USED = 20_000
_SIGN_INS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class SignIn:
    """What signing in needs; `used` are the sign-ins that have come back once."""

    entra: Entra
    seal: Seal
    threads: ThreadPoolExecutor
    used: TTLCache[str, bool]


_SIGN_IN = web.AppKey("web_sign_in", SignIn)


def add_sign_in(app: web.Application, entra: Entra, seal: Seal) -> None:
    """Let the application sign people in and out."""
    threads = ThreadPoolExecutor(_SIGN_INS_AT_ONCE, thread_name_prefix="sign-in")
    used: TTLCache[str, bool] = TTLCache(_MOST_USED, _KEPT.total_seconds())
    app[_SIGN_IN] = SignIn(entra, seal, threads, used)
    app.router.add_get(SIGN_IN, handled(_show))
    app.router.add_get(_START, handled(_begin))
    app.router.add_post(DONE, handled(_finish))
    app.router.add_post(_OUT, handled(_sign_out))
    app.on_cleanup.append(_close)


async def _show(_request: web.Request) -> web.Response:
    return page_response(Shown("sign_in.html.j2", None), Frame(words.SIGN_IN))


async def _begin(request: web.Request) -> web.Response:
    way = request.app[_SIGN_IN]
    try:
        begun = await on_a_thread(way.threads, way.entra.begin)
    except Exception as fault:  # msal and requests raise whatever they meet
        report_fault(fault, "sign_in_not_begun")
        raise NotShownError(words.ENTRA_AWAY, HTTPStatus.SERVICE_UNAVAILABLE) from None
    response = sent_to(begun.address)
    _keep(request, response, begun)
    return response


def _keep(request: web.Request, response: web.Response, begun: Begun) -> None:
    content = {"state": begun.state, "flow": begun.kept}
    response.set_cookie(
        _COOKIE,
        request.app[_SIGN_IN].seal.sealed(content, request.app[EDGE].clock()),
        max_age=int(_KEPT.total_seconds()),
        path="/",
        httponly=True,
        secure=True,
        samesite="None",
    )


async def _finish(request: web.Request) -> web.Response:
    edge = request.app[EDGE]
    try:
        person = await _signed_in(request)
    except SignInError as refusal:
        report_refusal(f"sign_in_{refusal.code}")
        said = words.NOT_SIGNED_IN.get(refusal.code, words.SIGN_IN_FAILED)
        raise NotShownError(said, HTTPStatus.FORBIDDEN) from None
    asker = Asker(person.email or None, person.object_id, person.is_guest)
    staff = await on_a_thread(edge.threads, lambda: identify(edge.database, asker))
    if isinstance(staff, Refusal):
        report_refusal(staff)
        raise NotShownError(texts.REFUSALS[staff], HTTPStatus.FORBIDDEN)
    response = sent_to("/")
    session = new_session(email=person.email, object_id=person.object_id)
    edge.sessions.begin(response, session, edge.clock())
    response.del_cookie(_COOKIE, path="/", secure=True, samesite="None")
    return response


async def _signed_in(request: web.Request) -> Person:
    """Return who comes back from Entra, once for each sign-in; raises SignInError."""
    way = request.app[_SIGN_IN]
    came_back = await form_in(request)
    flow = _flow_of(request, came_back)
    try:
        return await on_a_thread(way.threads, lambda: way.entra.finish(flow, came_back))
    except SignInError:
        raise
    except Exception as fault:  # msal and requests raise whatever they meet
        report_fault(fault, "sign_in_not_finished")
        raise SignInError("entra_away") from None


def _flow_of(request: web.Request, came_back: Mapping[str, str]) -> str:
    """Return what was kept of the sign-in that the browser comes back from, and use it up.

    Raises SignInError where this browser was sent to none, or has come back from it before.
    """
    way, now = request.app[_SIGN_IN], request.app[EDGE].clock()
    kept = way.seal.opened(request.cookies.get(_COOKIE, ""), now, _KEPT)
    if kept is None or kept["state"] != came_back.get("state") or kept["state"] in way.used:
        raise SignInError("not_this_sign_in")
    way.used[kept["state"]] = True
    return kept["flow"]


async def _sign_out(request: web.Request) -> web.Response:
    form = await form_in(request)
    seen = await seen_in_form(request, form.get("csrf", ""))
    response = sent_to(SIGN_IN)
    request.app[EDGE].sessions.end(response, seen.session)
    return response


async def _close(app: web.Application) -> None:
    app[_SIGN_IN].threads.shutdown()
