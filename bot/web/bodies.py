"""What a form or our script sends, read within bounds; what does not fit is no request of ours."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.texts import web as words
from bot.web.page import NotShownError

_LARGEST_BODY = 64 * 1024
# No JSON, in a charset nobody knows, too deep, or not packed as it says.
_UNREADABLE = (ValueError, LookupError, RecursionError, web.RequestPayloadError)
_FORM = "application/x-www-form-urlencoded"


async def form_in(request: web.Request) -> Mapping[str, str]:
    """Return the fields of a form; raises NotShownError where there is none to read."""
    if request.content_type != _FORM:
        raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        fields = await request.clone(client_max_size=_LARGEST_BODY).post()
    except _UNREADABLE:
        raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.BAD_REQUEST) from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


async def json_in(request: web.Request) -> Mapping[str, Any]:
    """Return the object that our script sends; raises NotShownError where it is none."""
    if request.content_type != "application/json":
        raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        content = await request.clone(client_max_size=_LARGEST_BODY).json()
    except _UNREADABLE:
        raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.BAD_REQUEST) from None
    if not isinstance(content, dict):
        raise NotShownError(words.NOT_THAT_WAY, HTTPStatus.BAD_REQUEST)
    return content
