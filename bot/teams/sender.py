"""Teams as a channel of the outbox: whom a parcel goes to, and what became of it.

The chat is looked up anew each time, since another process may have heard of the person. Who
has not written yet is reached where the app is installed, as by the municipality's policy: the
chat is begun at the address that Teams was last heard from.
"""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from bot.addresses import may_answer_at
from bot.faults import report_fault
from bot.registration import Credentials
from bot.teams.activities import activity_of_message
from bot.teams.authentication import HouseAuthentication
from bot.teams.connector import Connectors
from bot.teams.contacts import Contacts
from bot.teams.limits import TeamsLimits
from bot.teams.outcomes import (
    BLOCKED,
    FOREIGN_ADDRESS,
    NEVER_MET,
    NO_DATABASE,
    begun,
    outcome_of,
)
from bot.teams.proactive import Proactive
from bot.teams.warmth import Warmth
from bot.threads import on_a_thread
from digests.outbox.sending import Parcel, SendOutcome
from storage.engine import Database
from storage.errors import StorageError
from storage.keys import name_key
from storage.records import (
    Conversation,
    conversation_of,
    newest_conversation,
    remember_conversation,
)
from storage.records.outbox import Channel

_THREADS = 2
_TAKES_NOTHING = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


class TeamsSender:
    """Hands parcels over to Teams; without `credentials` to the own computer only."""

    channel = Channel.TEAMS

    def __init__(
        self,
        database: Database,
        proactive: Proactive,
        contacts: Contacts,
        clock: Callable[[], datetime],
        *,
        loopback: bool,
    ) -> None:
        self._database = database
        self._proactive = proactive
        self._contacts = contacts
        self._clock = clock
        self._loopback = loopback
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="teams-sender")

    async def send(self, parcel: Parcel) -> SendOutcome:
        """Hand the parcel over; never raises for what Teams or the network does.

        A chat that takes nothing is left alone until its person writes or installs anew.
        """
        at = self._clock()
        try:
            chat = await self._chat_with(parcel.recipient.entra_object_id, at)
        except StorageError as fault:
            report_fault(fault, "chat_not_found")
            return NO_DATABASE
        if isinstance(chat, SendOutcome):
            return chat
        activity = activity_of_message(parcel.message)
        outcome = await outcome_of(self._proactive.say(chat, activity))
        if outcome.status in _TAKES_NOTHING:
            await self._give_up(chat, at)
        return outcome

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown()

    async def _chat_with(self, object_id: str | None, at: datetime) -> Conversation | SendOutcome:
        if not object_id:
            return NEVER_MET
        chat = await on_a_thread(self._threads, lambda: conversation_of(self._database, object_id))
        if chat is None:
            return await self._begin(object_id, at)
        if not chat.installed:
            return BLOCKED
        return chat if self._may_go_to(chat) else FOREIGN_ADDRESS

    async def _begin(self, object_id: str, at: datetime) -> Conversation | SendOutcome:
        """Return a chat with somebody who is not known, kept so that it is begun once."""
        known = await on_a_thread(self._threads, lambda: newest_conversation(self._database))
        if known is None:
            return NEVER_MET
        if not self._may_go_to(known):
            return FOREIGN_ADDRESS
        told = await begun(self._proactive.begin(known, object_id))
        if isinstance(told, SendOutcome):
            return told
        chat = replace(
            known,
            object_id=name_key(object_id),
            conversation_id=told,
            user_id=object_id,
            last_seen_at=at,
        )
        await on_a_thread(self._threads, lambda: remember_conversation(self._database, chat))
        return chat

    def _may_go_to(self, chat: Conversation) -> bool:
        return may_answer_at(chat.service_url, loopback=self._loopback)

    async def _give_up(self, chat: Conversation, at: datetime) -> None:
        try:
            await self._contacts.give_up(chat, at)
        except StorageError as fault:  # the next send is refused alike, and notes it then
            report_fault(fault, "chat_not_given_up")


@asynccontextmanager
async def teams_sender(
    database: Database,
    credentials: Credentials | None,
    clock: Callable[[], datetime],
    *,
    limits: TeamsLimits | None = None,
    fetch_token: Callable[[], str] | None = None,
) -> AsyncIterator[TeamsSender]:
    """Give a sender for a process that does not serve, such as a command that sends.

    `fetch_token` stands in for asking Entra for our own token.
    """
    warmth = Warmth(credentials, fetch_token)
    connectors = Connectors(warmth.token, limits or TeamsLimits())
    threads = ThreadPoolExecutor(1, thread_name_prefix="contacts")
    contacts = Contacts(database, threads, clock)
    app_id = credentials.app_id if credentials else ""
    proactive = Proactive(HouseAuthentication(None, connectors), app_id)
    sender = TeamsSender(database, proactive, contacts, clock, loopback=credentials is None)
    try:
        yield sender
    finally:
        sender.close()
        await connectors.close()
        threads.shutdown()
        await warmth.stop()
