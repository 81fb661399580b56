"""A small Teams on loopback: takes what the bot sends, and tells who the members are."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.conversation import Question, Reply
from bot.turns import Desk

KARIN_IN_ENTRA = "11111111-1111-4111-8111-111111111111"
TENANT = "99999999-9999-4999-8999-999999999999"


@dataclass
class Teams:
    """What the bot sent to the conversation, and how Teams takes it."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    look_ups: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    hangs_up: bool = False
    lets_wait: asyncio.Event | None = None
    paths: list[str] = field(default_factory=list)
    begun: list[dict[str, Any]] = field(default_factory=list)
    begin_status: int = 201
    begin_body: bytes | None = None

    async def take(self, request: web.Request) -> web.Response:
        self.received.append(await request.json())
        self.paths.append(request.path)
        self.authorizations.append(request.headers.get("Authorization"))
        if self.hangs_up:
            assert request.transport is not None
            request.transport.close()
        if self.lets_wait is not None:
            await self.lets_wait.wait()
        if self.body is not None:
            return web.Response(status=self.status, body=self.body, headers=self.headers)
        return web.json_response({"id": "sent-1"}, status=self.status, headers=self.headers)

    async def begin(self, request: web.Request) -> web.Response:
        self.begun.append(await request.json())
        if self.hangs_up:
            assert request.transport is not None
            request.transport.close()
        body = self.begin_body or json.dumps({"id": f"a:begun-{len(self.begun)}"}).encode()
        return web.Response(status=self.begin_status, body=body, headers=self.headers)

    async def member(self, request: web.Request) -> web.Response:
        self.look_ups += 1
        member = self.members.get(request.match_info["member"])
        return web.json_response(member or {}, status=200 if member else 404)

    @property
    def texts(self) -> list[str]:
        """The sentences that were sent."""
        return [sent["text"] for sent in self.received if sent.get("text")]


@asynccontextmanager
async def small_teams() -> AsyncIterator[Teams]:
    """Give a Teams that runs while the block does."""
    teams = Teams()
    app = web.Application()
    activities = "/v3/conversations/{conversation}/activities"
    app.router.add_post("/v3/conversations", teams.begin)
    app.router.add_post(activities, teams.take)
    app.router.add_post(f"{activities}/{{activity}}", teams.take)
    app.router.add_get("/v3/conversations/{conversation}/members/{member}", teams.member)
    async with TestServer(app) as server:
        teams.url = str(server.make_url("/"))
        yield teams
        if teams.lets_wait is not None:
            teams.lets_wait.set()


def message(teams: Teams, text: str | None, **changes: Any) -> dict[str, Any]:
    """Return a message as Teams sends it from a personal chat."""
    return {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": teams.url,
        "from": {"id": "29:karin", "name": "Karin", "aadObjectId": KARIN_IN_ENTRA},
        "recipient": {"id": "28:bot", "name": "Fristvakt"},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
        "text": text,
        **changes,
    }


def pressed(teams: Teams, data: object, *, verb: str = "ask", **changes: Any) -> dict[str, Any]:
    """Return the invoke that Teams makes of a pressed `Action.Execute`."""
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    value = {"action": action, "trigger": "manual"}
    changes = {"id": "f:1", "name": "adaptiveCard/action", "value": value, **changes}
    return message(teams, None, type="invoke", **changes)


@dataclass
class ListeningDesk:
    """A desk that answers everything alike, and remembers what it was asked."""

    answered: Reply = field(default_factory=lambda: Reply("Svar.", "Svar från Fristvakt"))
    known: frozenset[str] = frozenset({KARIN_IN_ENTRA})
    asked: list[Question] = field(default_factory=list)

    async def answer(self, question: Question) -> Reply:
        self.asked.append(question)
        return self.answered

    async def knows(self, object_id: str) -> bool:
        return object_id in self.known


@dataclass
class SlowDesk(ListeningDesk):
    """A desk that begins its answer, and ends it when it is let."""

    let: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, question: Question) -> Reply:
        self.begun.set()
        await self.let.wait()
        return await super().answer(question)


@dataclass(frozen=True)
class AtHand:
    """A desk that answers in the test's own process, asked as the edges ask."""

    desk: Desk

    async def answer(self, question: Question) -> Reply:
        return self.desk.answer(question).reply

    async def knows(self, object_id: str) -> bool:
        return self.desk.knows(object_id)
