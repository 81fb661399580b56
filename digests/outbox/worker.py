"""One delivery from claim to end: prepared, handed over, and what became of it written down."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar

from digests import events
from digests.outbox.ending import Ending
from digests.outbox.means import Means
from digests.outbox.preparing import Prepared, prepare
from digests.outbox.sending import Parcel, SendOutcome, SendState
from digests.outbox.steps import next_step
from digests.outbox.writing_down import write_down
from storage.errors import StorageError
from storage.records.outbox import Claim

Told = TypeVar("Told")
Pause = Callable[[float], Awaitable[None]]

_MAY_HAVE_BEEN_SHOWN = frozenset({SendState.SENT, SendState.UNKNOWN})


class Worker:
    """Makes deliveries, any number at a time; blocking work is done on `threads`."""

    def __init__(self, means: Means, threads: Executor, pause: Pause) -> None:
        self._means = means
        self._threads = threads
        self._pause = pause

    async def deliver(self, claim: Claim, run_id: str) -> Ending:
        """Make the delivery and return what it came to; raises only what cancels the task."""
        try:
            prepared = await self.on_thread(partial(prepare, self._means, claim, run_id))
            if isinstance(prepared, Ending):
                return prepared
            outcome = await self._handed_over(prepared.parcel, run_id)
            return await self._settled(prepared, outcome)
        except Exception as caught:  # one delivery never stops the others; its lease frees it
            events.fault(caught, "delivery_failed", run_id)
            return Ending.LEFT

    async def on_thread(self, work: Callable[[], Told]) -> Told:
        """Return what the work gives, done on a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _handed_over(self, parcel: Parcel, run_id: str) -> SendOutcome:
        sender = self._means.senders[parcel.delivery.channel]
        try:
            async with asyncio.timeout(self._means.choices.longest_send.total_seconds()):
                return await sender.send(parcel)
        except TimeoutError:
            return SendOutcome(SendState.UNKNOWN, error="timeout")
        except Exception as caught:  # a sender never raises; if it does, who knows how far it came
            events.fault(caught, "sender_failed", run_id)
            return SendOutcome(SendState.UNKNOWN, error=type(caught).__name__)

    async def _settled(self, prepared: Prepared, outcome: SendOutcome) -> Ending:
        """Write down the look before the end: a stop gives a repeat and never a look untold."""
        means, claim, now = self._means, prepared.claim, self._means.clock()
        if outcome.state in _MAY_HAVE_BEEN_SHOWN:
            await self._persistently(partial(prepared.note_the_look, now))
        number = claim.delivery.attempts + 1
        step = next_step(outcome, claim.delivery, number, now, means.choices, means.jitter())
        work = partial(write_down, means, claim, prepared.attempt, outcome, step, now)
        return await self._persistently(work)

    async def _persistently(self, work: Callable[[], Told]) -> Told:
        """Do it, and again after a while as long as the database is away."""
        for wait in self._means.choices.record_waits_s:
            try:
                return await self.on_thread(work)
            except StorageError:
                await self._pause(wait)
        return await self.on_thread(work)
