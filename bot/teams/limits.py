"""How fast we may ask Teams anything: the one limiter that every request to it passes.

Teams takes so many requests a second for each tenant and for each conversation. A leaky bucket
lets a burst and then a steady rate through; of each limit a third is the burst and the rest the
rate, so that no second, wherever it begins, holds more than the limit. Processes that share a
tenant share its limits evenly. Whoever finds room waits for nothing.
"""

import asyncio
import re
from dataclasses import dataclass

from aiolimiter import AsyncLimiter
from cachetools import LRUCache

from bot.teams.patience import READ_S

_MOST_CONVERSATIONS = 10_000
_BURST = 1 / 3
_INTO_A_CONVERSATION = re.compile(r"/v3/conversations/([^/]+)/activities")


@dataclass(frozen=True, slots=True)
class TeamsLimits:
    """Requests a second, of all `replicas` together, and the longest waits in seconds."""

    per_conversation: float = 7
    per_tenant: float = 50
    replicas: int = 1
    room_within_s: float = 10
    answer_within_s: float = READ_S


class NoRoomError(Exception):
    """There was no room for the request in time, so it was never sent."""


class Limiter:
    """Lets requests out at the pace that Teams takes them; for one event loop."""

    def __init__(self, limits: TeamsLimits) -> None:
        self._limits = limits
        self._tenant = _bucket(limits.per_tenant / limits.replicas)
        self._conversations: LRUCache[str, AsyncLimiter] = LRUCache(_MOST_CONVERSATIONS)

    async def admit(self, url: str) -> None:
        """Come back when the request may go; raises NoRoomError.

        First the conversation's turn, so that nobody waits for it on the tenant's room.
        """
        conversation = _INTO_A_CONVERSATION.search(url)
        if conversation is not None:
            await self._room_in(self._of(conversation[1]))
        await self._room_in(self._tenant)

    async def _room_in(self, bucket: AsyncLimiter) -> None:
        if bucket.has_capacity():
            await bucket.acquire()  # comes back at once
            return
        try:
            async with asyncio.timeout(self._limits.room_within_s):
                await bucket.acquire()
        except TimeoutError:
            raise NoRoomError from None

    def _of(self, conversation: str) -> AsyncLimiter:
        bucket = self._conversations.get(conversation)
        if bucket is None:
            bucket = _bucket(self._limits.per_conversation / self._limits.replicas)
            self._conversations[conversation] = bucket
        return bucket


def _bucket(per_second: float) -> AsyncLimiter:
    burst = max(1.0, per_second * _BURST)
    rate = max(per_second - burst, per_second / 2)
    return AsyncLimiter(burst, burst / rate)
