"""Gives the service its page: every address that is answered, and what is behind it."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from requests import Session

from bot.conversation import AnswersQuestions
from bot.registration import AppType, Credentials
from bot.settings import Settings, SettingsError
from bot.teams.pace import Pace
from bot.teams.patience import impatient_session
from bot.texts import web as words
from bot.web.drafts import Drafts
from bot.web.edge import EDGE, Edge
from bot.web.entra import Entra
from bot.web.handling import handled, showing
from bot.web.page import NotShownError
from bot.web.sealed import Seal
from bot.web.sessions import Sessions
from bot.web.sign_in import DONE, add_sign_in
from bot.web.site import PAGES
from bot.web.static_files import add_static
from bot.web.talk import add_talk
from bot.web_settings import page_contradiction_in
from storage.engine import Database

_PAGES_AT_ONCE = 4
_DOCUMENTS_PER_QUESTION = 4  # a page has a digest as a letter and as a card, for some several
# What is not the page's: the rest of the service answers those itself.
_NOT_OURS = "api/|calendar/|healthz|readyz|metrics"


@dataclass(frozen=True, slots=True)
class House:
    """What the page is a page of: the same desk, database and clock as Teams is answered with."""

    settings: Settings
    database: Database
    desk: AnswersQuestions
    clock: Callable[[], datetime]


def add_page(
    app: web.Application,
    house: House,
    credentials: Credentials | None,
    *,
    to_entra: Callable[[], Session] = impatient_session,
) -> None:
    """Let the application show the page: to the own computer where nobody signs in at all.

    With credentials it is shown only where the settings say so, and then behind sign-in.
    `to_entra` makes the sessions in which Entra is asked.
    """
    settings = house.settings
    if credentials is None:
        sessions = Sessions(secrets.token_bytes(32), is_secure=False, suffix=f"-{settings.port}")
        _add(app, _edge(house, sessions, is_demo=True))
    elif settings.page == "signin":
        secret = credentials.password.encode()
        entra = Entra(credentials, settings.public_url.rstrip("/") + DONE, to_entra)
        add_sign_in(app, entra, Seal(secret, "sign-in"))
        _add(app, _edge(house, Sessions(secret, is_secure=True), is_demo=False))


def require_sense(settings: Settings, credentials: Credentials) -> None:
    """Raises SettingsError where the settings have a page that nobody could sign in to."""
    has_secret = credentials.app_type is AppType.SINGLE_TENANT and bool(credentials.password)
    if wrong := page_contradiction_in(settings, settings.public_url, has_secret=has_secret):
        raise SettingsError(wrong)


def _add(app: web.Application, edge: Edge) -> None:
    app[EDGE] = edge
    add_static(app)
    add_talk(app)
    for page in PAGES:
        app.router.add_get(page.path, showing(page))
    app.router.add_route("*", f"/{{path:(?!{_NOT_OURS})[\\s\\S]*}}", handled(_no_such_page))
    app.on_cleanup.append(_close)


def _edge(house: House, sessions: Sessions, *, is_demo: bool) -> Edge:
    return Edge(
        settings=house.settings,
        database=house.database,
        desk=house.desk,
        clock=house.clock,
        drafts=Drafts(house.database, house.settings),
        threads=ThreadPoolExecutor(_PAGES_AT_ONCE, thread_name_prefix="page"),
        slow_threads=ThreadPoolExecutor(1, thread_name_prefix="document"),
        pace=Pace(house.settings.questions_per_minute),
        document_pace=Pace(house.settings.questions_per_minute * _DOCUMENTS_PER_QUESTION),
        sessions=sessions,
        pages=PAGES,
        is_demo=is_demo,
    )


async def _no_such_page(request: web.Request) -> web.Response:
    if request.method in ("GET", "HEAD"):
        raise NotShownError(words.NO_SUCH_PAGE)
    raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.METHOD_NOT_ALLOWED)


async def _close(app: web.Application) -> None:
    app[EDGE].close()
