"""The Teams edge: the only module that knows botbuilder's adapter and authentication.

botbuilder-core is archived upstream; a change to Microsoft's Agents SDK shall touch this file
and no other. botbuilder turns authentication off when the app id is empty, so whether it is
off is decided here, in the open, and only together with loopback (ADR 0007).
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web
from botbuilder.core import ActivityHandler, CardFactory, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import (
    CloudAdapter,
    ConfigurationBotFrameworkAuthentication,
)
from botbuilder.schema import Activity, ChannelAccount

from bot import texts
from bot.conversation import Answer, Asker, Audience, Question
from bot.faults import report_fault

_LONGEST_CASE = 64  # as long as an import lets a number be
_AUDIENCES = {"personal": Audience.PERSONAL, "channel": Audience.CHANNEL}


class AnswersQuestions(Protocol):
    """What the edge needs from the house: an answer to a question, on a worker thread."""

    def answer(self, question: Question) -> Answer: ...


class Clock(Protocol):
    def __call__(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Credentials:
    """The bot's registration in Microsoft Entra, all three parts."""

    app_id: str
    password: str
    tenant_id: str


class _SingleTenantRegistration:
    """The configuration object in the form that botbuilder reads it."""

    def __init__(self, credentials: Credentials) -> None:
        self.APP_ID = credentials.app_id
        self.APP_PASSWORD = credentials.password
        self.APP_TENANTID = credentials.tenant_id
        self.APP_TYPE = "SingleTenant"


class _NoAuthentication:
    """Anybody is let in; for loopback in demo and development only."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"


class TeamsEndpoint:
    """Receives activities over HTTP and answers them in the conversation they came from."""

    def __init__(
        self, desk: AnswersQuestions, credentials: Credentials | None, clock: Clock
    ) -> None:
        registration = (
            _SingleTenantRegistration(credentials) if credentials else _NoAuthentication()
        )
        self._adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(registration))
        self._adapter.on_turn_error = _say_sorry
        self._bot = FristvaktBot(desk, clock)

    async def receive(self, request: web.Request) -> web.Response:
        """Return the HTTP response to one activity; raises aiohttp's HTTP exceptions."""
        response = await self._adapter.process(request, self._bot)
        return response or web.Response(status=201)


class FristvaktBot(ActivityHandler):
    """Turns activities into questions, and answers into activities."""

    def __init__(self, desk: AnswersQuestions, clock: Clock) -> None:
        super().__init__()
        self._desk = desk
        self._clock = clock

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        question = question_from(turn_context.activity, self._clock())
        if question is None:
            await turn_context.send_activity(_sentence(texts.NOTHING_WRITTEN))
            return
        answer = await asyncio.to_thread(self._desk.answer, question)
        await turn_context.send_activity(activity_from(answer))

    async def on_members_added_activity(
        self, members_added: list[ChannelAccount], turn_context: TurnContext
    ) -> None:
        if any(member.id != turn_context.activity.recipient.id for member in members_added):
            await turn_context.send_activity(_sentence(texts.GREETING))


def question_from(activity: Activity, now: datetime) -> Question | None:
    """Return what was written or pressed, None where there is nothing to answer.

    A pressed button carries its question in `value`; it is understood and checked like any
    written text. An unknown kind of conversation counts as a group: no rows are shown there.
    """
    pressed = activity.value if isinstance(activity.value, dict) else {}
    text = pressed.get("question") or _written(activity)
    if not isinstance(text, str) or not text.strip():
        return None
    return Question(
        text=text.strip(),
        asker=Asker(object_id=activity.from_property.aad_object_id or None),
        audience=_AUDIENCES.get(activity.conversation.conversation_type or "", Audience.GROUP),
        now=now,
        page=_page(pressed.get("page")),
        case=_case(pressed.get("case")),
    )


def activity_from(answer: Answer) -> Activity:
    """Return the activity to send: the card alone with a neutral summary, else the text."""
    if not answer.cards:
        return _sentence(answer.text)
    activity = MessageFactory.list([CardFactory.adaptive_card(dict(card)) for card in answer.cards])
    activity.summary = answer.summary
    return activity


def _written(activity: Activity) -> str:
    return TurnContext.remove_recipient_mention(activity) or activity.text or ""


def _page(value: Any) -> int:
    is_page = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10_000
    return value if is_page else 1


def _case(value: Any) -> str | None:
    is_case = isinstance(value, str) and value.strip() and len(value) <= _LONGEST_CASE
    return value if is_case else None


def _sentence(text: str) -> Activity:
    activity = MessageFactory.text(text)
    activity.summary = texts.SUMMARY
    return activity


async def _say_sorry(turn_context: TurnContext, fault: Exception) -> None:
    reference = report_fault(fault, "turn_failed")
    try:
        await turn_context.send_activity(_sentence(texts.fault(reference)))
    except Exception as unsent:  # the connection to Teams may be what failed
        report_fault(unsent, "apology_failed")
