"""Whether a request comes from where it should, before anything else is done with it.

On the own computer everybody who reaches the port may look: so what comes from elsewhere, through
a proxy or under another name, is turned away.
"""

from http import HTTPStatus

from aiohttp import web
from yarl import URL

from bot.own_computer import is_from_here, names_this_computer
from bot.texts.web import FOREIGN_FORM, FOREIGN_NAME, NOT_FROM_HERE
from bot.web.page import NotShownError


def require_known_place(request: web.Request, public_url: str) -> None:
    """Raises NotShownError where a page on the own computer is asked for from anywhere else."""
    if public_url or is_from_here(request):
        return
    if not names_this_computer(request):
        raise NotShownError(FOREIGN_NAME, HTTPStatus.MISDIRECTED_REQUEST)
    raise NotShownError(NOT_FROM_HERE, HTTPStatus.FORBIDDEN)


def require_own_form(request: web.Request, public_url: str) -> None:
    """Raises NotShownError where a form or a script of another site sends something.

    Browsers that tell no referrer send *null* as the origin of a form; they say in another
    header, which no page can set, that it came from the same site.
    """
    origin = request.headers.get("Origin", "null")
    if origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return
    if origin.rstrip("/") != own_origin(request, public_url):
        raise NotShownError(FOREIGN_FORM, HTTPStatus.FORBIDDEN)


def own_origin(request: web.Request, public_url: str) -> str:
    """Return scheme, name and port as a browser tells them."""
    if not public_url:
        return f"http://{request.host}"
    return str(URL(public_url).origin())
