"""The processes that the measurement of turns needs: bots, and a stand-in for Teams.

Each prints the port that it listens on, and serves until it is ended. All check the tokens of
whoever asks, against keys that they read from the stand-in once.
"""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web

from bench.municipality import NOW, imported
from bench.turn_desk import ROWS
from bench.turn_login import APP, OWN_TOKEN, TENANT, Issuer

_NO_LIMIT = 1_000_000
_CARD = b"application/vnd.microsoft.card.adaptive"


def stand_in_for_teams() -> web.Application:
    """Return a connector that takes everything, and says how much of it was cards."""
    counts = {"sent": 0, "cards": 0}

    async def take(request: web.Request) -> web.Response:
        counts["sent"] += 1
        counts["cards"] += _CARD in await request.read()
        return web.Response(body=b'{"id":"1"}', content_type="application/json")

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
    Issuer().add_to(app)
    return app


def stock_echo() -> web.Application:
    """Return botbuilder's CloudAdapter as its samples use it, saying back what was said."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import (
        CloudAdapter,
        ConfigurationBotFrameworkAuthentication,
    )
    from botframework.connector.auth import AppCredentials, PasswordServiceClientCredentialFactory

    class OwnToken(AppCredentials):
        def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002 — inherited
            return OWN_TOKEN

    class Credentials(PasswordServiceClientCredentialFactory):
        async def create_credentials(self, app_id: str, *_how: object, **_more: object) -> Any:
            return OwnToken(app_id, TENANT)

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(turn_context.activity.text)

    authentication = ConfigurationBotFrameworkAuthentication(
        object(), credentials_factory=Credentials(APP, "-", TENANT)
    )
    adapter, bot = CloudAdapter(authentication), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


def house_echo() -> web.Application:
    """Return our own edge with nothing behind it: it says back what was said."""
    from bot.conversation import Question, Reply

    class Parrot:
        async def answer(self, question: Question) -> Reply:
            return Reply(question.text, question.text)

        async def knows(self, _object_id: str) -> bool:
            return True

    return _behind_our_edge(Parrot(), None)


def fristvakt() -> web.Application:
    """Return our bot over the large municipality, counted and logged as it is in service."""
    from bench.turn_desk import large_desk
    from bot.desk_process.apart import DeskApart
    from bot.desk_process.serving import add_desk
    from bot.measured import MeasuredDesk, add_measuring
    from bot.measuring import Measures
    from bot.stopping import add_stopping

    database, measures = imported(ROWS, _say).database, Measures()
    desk = DeskApart(large_desk)
    app = _behind_our_edge(MeasuredDesk(desk, measures), database)
    add_desk(app, desk)
    add_stopping(app)
    add_measuring(app, measures)
    app.cleanup_ctx.append(_logging)
    return app


async def _logging(_app: web.Application) -> AsyncIterator[None]:
    from bot.logs import logging_to

    with TemporaryDirectory() as folder, logging_to(Path(folder, "log")):
        yield


def _behind_our_edge(desk: Any, database: Any) -> web.Application:
    from bot.app import make_app
    from bot.collecting import spare_the_collector
    from bot.registration import Credentials
    from bot.teams import TeamsEndpoint, TeamsLimits

    endpoint = TeamsEndpoint(
        desk,
        Credentials(APP, "-", TENANT),
        lambda: NOW,
        database=database,
        questions_per_minute=_NO_LIMIT,
        limits=TeamsLimits(per_conversation=_NO_LIMIT, per_tenant=_NO_LIMIT),
    )
    spare_the_collector()  # as the service does when it has started
    return make_app(endpoint, None)  # without a tenant, answers may go to loopback


SERVERS: dict[str, Callable[[], web.Application]] = {
    "teams": stand_in_for_teams,
    "stock echo": stock_echo,
    "our edge": house_echo,
    "fristvakt": fristvakt,
}


async def _serve(app: web.Application) -> None:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    await web.SockSite(runner, listening).start()
    print(listening.getsockname()[1], flush=True)
    await asyncio.Event().wait()


def _read_keys_at(metadata_url: str) -> None:
    from botframework.connector.auth import ChannelValidation

    ChannelValidation.open_id_metadata_endpoint = metadata_url


def _say(what: Any) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    name, *metadata = sys.argv[1:]
    if metadata:
        _read_keys_at(metadata[0])
    asyncio.run(_serve(SERVERS[name]()))
