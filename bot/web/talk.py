"""The addresses that a question, a pressed button and a change of person are sent to."""

from http import HTTPStatus

from aiohttp import web

from bot.conversation import Press, Reply
from bot.presses import LONGEST_QUESTION
from bot.texts import in_teams
from bot.threads import on_a_thread
from bot.web.asking import Exchange, answered, pressed
from bot.web.bodies import form_in, json_in
from bot.web.edge import EDGE
from bot.web.frame import Place
from bot.web.handling import framed, handled, seen_in_form, wants_json
from bot.web.page import NotShownError
from bot.web.pages.ask import PATH, TITLE, ask_page
from bot.web.responses import json_response, sent_to
from bot.web.sessions import new_session
from storage.queries import staff_by_email

_QUESTION, _PRESS, PERSON = "/fraga", "/tryck", "/person"
_CSRF = "X-CSRF"


def add_talk(app: web.Application) -> None:
    """Let the application answer questions and presses that are put on the page."""
    app.router.add_post(_QUESTION, handled(_ask))
    app.router.add_post(_PRESS, handled(_press))
    if app[EDGE].is_demo:
        app.router.add_post(PERSON, handled(_change_person))


async def _ask(request: web.Request) -> web.StreamResponse:
    form = await form_in(request)
    seen = await seen_in_form(request, form.get("csrf", ""))
    question = form.get("question", "")[: LONGEST_QUESTION + 1]  # so much that it is too long
    answer = await answered(request.app[EDGE], seen.visitor, Press(question=question))
    if wants_json(request):
        return json_response(_told(answer))
    shown = ask_page(seen.visitor, Exchange(question, answer.text))
    return await framed(request, seen, Place(PATH, TITLE), shown)


async def _press(request: web.Request) -> web.StreamResponse:
    content = await json_in(request)
    seen = await seen_in_form(request, request.headers.get(_CSRF, ""))
    press = pressed(content.get("verb"), content.get("data"))
    if press is None:
        raise NotShownError(in_teams.UNKNOWN_BUTTON, HTTPStatus.BAD_REQUEST)
    return json_response(_told(await answered(request.app[EDGE], seen.visitor, press)))


async def _change_person(request: web.Request) -> web.StreamResponse:
    """Try the demo as somebody else, in a new session."""
    form = await form_in(request)
    await seen_in_form(request, form.get("csrf", ""))
    edge = request.app[EDGE]
    chosen = form.get("person", "")
    staff = await on_a_thread(edge.threads, lambda: staff_by_email(edge.database, chosen))
    back = form.get("back", PATH)
    known = {page.path for page in edge.pages}
    response = sent_to(back if back in known else PATH)
    if staff is not None:
        edge.sessions.begin(response, new_session(email=staff.email), edge.clock())
    return response


def _told(answer: Reply) -> dict[str, object]:
    return {"text": answer.text, "cards": answer.cards}
