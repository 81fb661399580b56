"""Where the service has its page: without login always, and else where the settings say so."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.registration import Credentials
from bot.service import make_service
from bot.settings import Settings
from storage.engine import Database

OURS = Credentials("00000000-0000-4000-8000-00000000abcd", "hemligt", "tenant")
PUBLIC = "https://fristvakt.smastad.example"


async def status_of(app: web.Application, method: str, path: str) -> int:
    """Return 200 where something answers, else the status of what does not."""
    found = await app.router.resolve(make_mocked_request(method, path))
    if found.http_exception is not None:
        return found.http_exception.status
    is_the_last_resort = getattr(found.route.resource, "canonical", "") == "/{path}"
    return 404 if is_the_last_resort else 200


@pytest.mark.parametrize(
    ("credentials", "chosen", "page", "sign_in", "person"),
    [
        (None, {}, 200, 404, 200),
        (OURS, {}, 404, 404, 404),
        (OURS, {"page": "signin", "public_url": PUBLIC}, 200, 200, 404),
    ],
)
async def test_the_page_is_where_it_should_be_and_leaves_the_rest_alone(
    town: Database,
    credentials: Credentials | None,
    chosen: dict[str, Any],
    page: int,
    sign_in: int,
    person: int,
) -> None:
    app = make_service(Settings(**chosen), town, credentials)
    assert await status_of(app, "GET", "/") == page
    assert await status_of(app, "GET", "/static/page.css") == page
    assert await status_of(app, "GET", "/signin") == sign_in
    assert await status_of(app, "POST", "/signin/done") == sign_in
    assert await status_of(app, "POST", "/person") == person
    assert await status_of(app, "POST", "/api/messages") == 200
    assert await status_of(app, "GET", "/api/messages") == 405
    assert await status_of(app, "GET", "/calendar/x.ics") == 200
    assert await status_of(app, "GET", "/healthz") == 200
