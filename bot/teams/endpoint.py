"""The door between Teams and the house: activities in over HTTP, answers out."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter

from bot import texts
from bot.conversation import AnswersQuestions
from bot.faults import report_fault
from bot.registration import Credentials
from bot.teams.activities import activity_of, sentence
from bot.teams.asking import FrontDesk
from bot.teams.authentication import HouseAuthentication, TokenCheck
from bot.teams.connector import Connectors
from bot.teams.contacts import Contacts
from bot.teams.handler import FristvaktBot
from bot.teams.limits import TeamsLimits
from bot.teams.members import Roster
from bot.teams.pace import Pace
from bot.teams.proactive import Proactive
from bot.teams.repeats import Repeats
from bot.teams.sender import TeamsSender
from bot.teams.warmth import Warmth
from bot.wire import json_of
from storage.engine import Database

_THREADS = 2


class TeamsEndpoint:
    """Receives activities and answers them where they came from.

    `sender` writes first, by the same way out; without a database nobody can be written to
    first. Without credentials everybody is let in: for loopback only. `fetch_token` stands in
    for asking Entra for our own token.
    """

    def __init__(
        self,
        desk: AnswersQuestions,
        credentials: Credentials | None,
        clock: Callable[[], datetime],
        *,
        database: Database | None = None,
        questions_per_minute: int = 30,
        limits: TeamsLimits | None = None,
        fetch_token: Callable[[], str] | None = None,
    ) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="chats")
        self._warmth = Warmth(credentials, fetch_token)
        self._connectors = Connectors(self._warmth.token, limits or TeamsLimits())
        check = TokenCheck(credentials, self._warmth.keys) if credentials else None
        self._authentication = HouseAuthentication(check, self._connectors)
        self._adapter = CloudAdapter(self._authentication)
        self._adapter.on_turn_error = _say_sorry
        roster = Roster(credentials.tenant_id if credentials else None)
        front_desk = FrontDesk(desk, roster, Pace(questions_per_minute), clock)
        self._contacts = Contacts(database, self._threads, clock)
        self._bot = FristvaktBot(front_desk, self._contacts)
        self.sender = self._make_sender(database, credentials, clock)
        self._repeats: Repeats[InvokeResponse | None] = Repeats()

    async def start(self) -> None:
        """Begin to fetch what the first activity will need; comes back at once."""
        self._warmth.start()

    async def close(self) -> None:
        """Let go of threads and connections, when the last turn has ended."""
        await self._warmth.stop()
        if self.sender is not None:
            self.sender.close()
        await self._connectors.close()
        self._threads.shutdown()

    async def receive(self, body: Mapping[str, Any], authorization: str) -> web.Response:
        """Return the HTTP response to one activity; raises aiohttp's HTTP exceptions."""
        activity = activity_of(body)
        try:
            trusted = await self._authentication.authenticate_request(activity, authorization)
        except PermissionError:
            raise web.HTTPUnauthorized(text="token") from None

        async def turn() -> InvokeResponse | None:
            return await self._adapter.process_activity(trusted, activity, self._bot.on_turn)

        sender = activity.from_property.id
        key = (activity.conversation.id, sender, activity.id, activity.type)
        response = await (self._repeats.once(key, turn) if activity.id else turn())
        return _http(response)

    def _make_sender(
        self,
        database: Database | None,
        credentials: Credentials | None,
        clock: Callable[[], datetime],
    ) -> TeamsSender | None:
        if database is None:
            return None
        proactive = Proactive(self._authentication, credentials.app_id if credentials else "")
        is_open = credentials is None
        return TeamsSender(database, proactive, self._contacts, clock, loopback=is_open)


def _http(response: InvokeResponse | None) -> web.Response:
    if response is None:
        return web.Response(status=201)
    if response.body is None:
        return web.Response(status=response.status)
    return web.Response(
        body=json_of(response.body),
        status=response.status,
        content_type="application/json",
        charset="utf-8",
    )


async def _say_sorry(turn_context: TurnContext, fault: Exception) -> None:
    reference = report_fault(fault, "turn_failed")
    try:
        await turn_context.send_activity(sentence(texts.fault(reference)))
    except Exception as unsent:  # the connection to Teams may be what failed
        report_fault(unsent, "apology_failed")
