"""The processes that the measurement of turns needs: two bots and a stand-in for Teams.

Each prints the port that it listens on, and serves until it is ended.
"""

import asyncio
import socket
import sys
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bench.municipality import NOW, imported

ROWS = 100_000
_NO_LIMIT = 1_000_000


def stand_in_for_teams() -> web.Application:
    """Return a connector that takes everything, and says how much of it was cards."""
    counts = {"sent": 0, "cards": 0}

    async def take(request: web.Request) -> web.Response:
        activity = await request.json()
        counts["sent"] += 1
        counts["cards"] += bool(activity.get("attachments"))
        return web.json_response({"id": "1"})

    async def member(request: web.Request) -> web.Response:
        person = request.match_info["member"]
        told = {"id": person, "objectId": person.removeprefix("29:"), "userRole": "user"}
        return web.json_response(told)

    async def counted(_request: web.Request) -> web.Response:
        return web.json_response(counts)

    app = web.Application()
    activities = "/v3/conversations/{conversation}/activities"
    app.router.add_post(activities, take)
    app.router.add_post(f"{activities}/{{activity}}", take)
    app.router.add_get("/v3/conversations/{conversation}/members/{member}", member)
    app.router.add_get("/counted", counted)
    return app


def stock_echo() -> web.Application:
    """Return botbuilder's CloudAdapter as its samples use it, saying back what was said."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import (
        CloudAdapter,
        ConfigurationBotFrameworkAuthentication,
    )

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(turn_context.activity.text)

    class Config:
        APP_ID = ""
        APP_PASSWORD = ""

    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config())), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


def fristvakt() -> web.Application:
    """Return our bot over the large municipality, with nothing left out but the login."""
    from bot.app import make_app
    from bot.teams import TeamsEndpoint, TeamsLimits
    from bot.turns import Desk
    from rules.policy import DEFAULT_POLICY

    database = imported(ROWS, _say).database
    desk = Desk(database, DEFAULT_POLICY, stale_after_hours=36, rows_per_card=8)
    endpoint = TeamsEndpoint(
        desk,
        None,
        lambda: NOW,
        database=database,
        questions_per_minute=_NO_LIMIT,
        limits=TeamsLimits(per_conversation=_NO_LIMIT, per_tenant=_NO_LIMIT),
    )
    return make_app(endpoint, None)


SERVERS: dict[str, Callable[[], web.Application]] = {
    "teams": stand_in_for_teams,
    "echo": stock_echo,
    "fristvakt": fristvakt,
}


async def _serve(app: web.Application) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    await web.SockSite(runner, listening).start()
    print(listening.getsockname()[1], flush=True)
    await asyncio.Event().wait()


def _say(what: Any) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(SERVERS[sys.argv[1]]()))
