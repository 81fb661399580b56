"""From what a page gives to an HTTP response with the headers that belong to it."""

from http import HTTPStatus

from aiohttp import web

from bot.web import headers
from bot.web.frame import Frame
from bot.web.page import Document, Shown
from bot.web.templating import rendered
from bot.wire import json_of


def page_response(shown: Shown, frame: Frame) -> web.Response:
    """Return a page within its frame."""
    html = rendered(shown.template, frame=frame, view=shown.context)
    return web.Response(
        text=html, content_type="text/html", status=shown.status, headers=headers.PAGE
    )


def document_response(document: Document) -> web.Response:
    """Return a document as it stands, to be shown within a frame or kept."""
    name = document.file_name
    told = headers.DOCUMENT if name is None else headers.attached(name)
    charset = "utf-8" if document.media_type.startswith("text/") else None
    return web.Response(
        body=document.body, content_type=document.media_type, charset=charset, headers=told
    )


def json_response(content: object, status: int = HTTPStatus.OK) -> web.Response:
    """Return an answer to our own script."""
    return web.Response(
        body=json_of(content),
        content_type="application/json",
        charset="utf-8",
        status=status,
        headers=headers.PAGE,
    )


def sent_to(path: str) -> web.Response:
    """Return what sends the browser on to a path of ours, with a new request."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={**headers.PAGE, "Location": path})
