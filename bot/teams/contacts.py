"""Whom the bot can write to first, and who is met for the first time.

The database is asked once an hour for each person, since another replica may have heard
otherwise, and written to only when something has changed. Only activities that have passed
authentication come here.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime

from botbuilder.schema import Activity
from cachetools import LRUCache, TTLCache

from bot.conversation import Audience
from bot.teams.activities import audience_of, object_id_of, tenant_of
from bot.threads import on_a_thread
from storage.engine import Database
from storage.records import (
    Conversation,
    conversation_of,
    note_uninstalled,
    remember_conversation,
)

_MOST = 10_000
_KEPT_S = 3600.0


class Contacts:
    """The personal chats by the Entra object id of who they are with."""

    def __init__(
        self, database: Database | None, threads: Executor, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._threads = threads
        self._clock = clock
        self._known: TTLCache[str, Conversation] = TTLCache(_MOST, _KEPT_S)
        self._met: LRUCache[str, bool] = LRUCache(_MOST)
        self._meeting = asyncio.Lock()

    async def is_new(self, activity: Activity) -> bool:
        """Keep the chat; return whether the app was not in it before, as far as is known.

        Teams tells of one installation in two activities at once: only the first is new.
        """
        async with self._meeting:
            seen = self._seen_in(activity)
            if seen is None:
                return self._is_first_in(activity.conversation.id)
            known = await self._known_of(seen.object_id)
            await self.keep(activity)
            return known is None or not known.installed

    async def keep(self, activity: Activity) -> None:
        """Keep the address of a personal chat, if it is not the one that is known."""
        seen = self._seen_in(activity)
        if seen is None:
            return
        known = await self._known_of(seen.object_id)
        if known is not None and replace(known, last_seen_at=seen.last_seen_at) == seen:
            return
        if self._database is not None:
            database = self._database
            await on_a_thread(self._threads, lambda: remember_conversation(database, seen))
        self._known[seen.object_id] = seen

    async def lose(self, activity: Activity) -> None:
        """Note that the app was removed from the chat."""
        self._met.pop(activity.conversation.id, None)
        seen = self._seen_in(activity)
        if seen is None:
            return
        self._known[seen.object_id] = replace(seen, installed=False)
        if self._database is not None:
            database = self._database
            await on_a_thread(
                self._threads, lambda: note_uninstalled(database, seen.object_id, seen.last_seen_at)
            )

    async def give_up(self, conversation: Conversation, at: datetime) -> None:
        """Note that Teams took nothing for the chat at the moment, until it is heard of later."""
        self._known.pop(conversation.object_id.casefold(), None)
        if self._database is not None:
            database = self._database
            await on_a_thread(
                self._threads, lambda: note_uninstalled(database, conversation.object_id, at)
            )

    def _seen_in(self, activity: Activity) -> Conversation | None:
        object_id = object_id_of(activity)
        if object_id is None or audience_of(activity) is not Audience.PERSONAL:
            return None
        return Conversation(
            object_id=object_id.casefold(),
            conversation_id=activity.conversation.id,
            service_url=activity.service_url,
            tenant_id=tenant_of(activity) or "",
            bot_id=activity.recipient.id or "",
            channel_id=activity.channel_id or "",
            user_id=activity.from_property.id or "",
            last_seen_at=self._clock(),
        )

    def _is_first_in(self, conversation: str) -> bool:
        is_first = conversation not in self._met
        self._met[conversation] = True
        return is_first

    async def _known_of(self, object_id: str) -> Conversation | None:
        known = self._known.get(object_id)
        if known is None and self._database is not None:
            database = self._database
            known = await on_a_thread(self._threads, lambda: conversation_of(database, object_id))
            if known is not None:
                self._known[object_id] = known
        return known
