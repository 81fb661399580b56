"""The address that a calendar programme fetches a person's deadlines from.

The token in it is the whole key, so it is written to no log, and an address that opens nothing
is answered like one that never was.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from bot.calendar_address import ROUTE
from bot.threads import on_a_thread

Feed = Callable[[str], bytes | None]
"""Gives the calendar that a token opens, None where it opens none; may block."""

_LONGEST_TOKEN = 128
_FETCHES_AT_ONCE = 2


def add_calendar(app: web.Application, feed: Feed) -> None:
    """Let the application answer at the address of the calendars."""
    threads = ThreadPoolExecutor(_FETCHES_AT_ONCE, thread_name_prefix="calendar")

    async def fetch(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        found = None
        if len(token) <= _LONGEST_TOKEN:
            found = await on_a_thread(threads, lambda: feed(token))
        if found is None:
            raise web.HTTPNotFound
        return web.Response(
            body=found,
            content_type="text/calendar",
            charset="utf-8",
            headers={"Cache-Control": "private, no-store"},
        )

    async def close(_app: web.Application) -> None:
        threads.shutdown()

    app.router.add_get(ROUTE, fetch)
    app.on_cleanup.append(close)
