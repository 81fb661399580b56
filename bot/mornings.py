"""Reminders are delivered on the morning of their day, from seven o'clock Swedish time.

Once a minute the database is asked what is due; nothing is held in memory, so a stop at any
moment loses nothing and two processes never take the same reminder. One that cannot be handed
over now stays taken and is given out again ten minutes later. Where Teams does not tell whether
it took the message, it counts as sent.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from bot.conversation import Answer
from bot.faults import report_fault, report_refusal
from bot.reminders import ReminderMessage, delivered, dropped, due_reminders
from bot.sending import SendOutcome, SendState
from bot.threads import on_a_thread
from digests.stamp import SWEDISH_TIME
from rules.policy import Policy
from storage.engine import Database
from storage.records import Conversation, conversation_of

FROM_HOUR = 7
_LOOK_EVERY_S = 60.0
_AT_A_TIME = 20
_TAKEN = (SendState.SENT, SendState.UNKNOWN)

Send = Callable[[Conversation, Answer], Awaitable[SendOutcome]]


@dataclass(frozen=True, slots=True)
class Mornings:
    """Delivers the reminders that are due, through the conversations that people have with us."""

    database: Database
    policy: Policy
    stale_after_hours: int
    send: Send
    clock: Callable[[], datetime]

    async def go_on(self) -> None:
        """Look for due reminders once a minute until cancelled; a fault is logged and survived."""
        with ThreadPoolExecutor(1, thread_name_prefix="mornings") as threads:
            while True:
                try:
                    await self.deliver(threads)
                except Exception as fault:  # the next minute may go better
                    report_fault(fault, "reminders_failed")
                await asyncio.sleep(_LOOK_EVERY_S)

    async def deliver(self, threads: ThreadPoolExecutor) -> int:
        """Deliver what is due at this moment; return how many reached Teams."""
        if self.clock().astimezone(SWEDISH_TIME).hour < FROM_HOUR:
            return 0
        number = 0
        while due := await on_a_thread(threads, self._due):
            number += sum([await self._deliver(threads, message) for message in due])
        return number

    def _due(self) -> list[ReminderMessage]:
        """Return some that are due: no more than can be tried before their taking lapses."""
        now = self.clock()
        some = due_reminders(
            self.database, self.policy, now, self.stale_after_hours, most=_AT_A_TIME
        )
        return list(some)

    async def _deliver(self, threads: ThreadPoolExecutor, message: ReminderMessage) -> bool:
        conversation = await on_a_thread(threads, lambda: self._conversation_with(message))
        if conversation is None:
            return False
        outcome = await self.send(conversation, message.answer)
        if outcome.state in _TAKEN:
            await on_a_thread(threads, lambda: delivered(self.database, message, self.clock()))
        elif outcome.state is SendState.REFUSED and outcome.status != HTTPStatus.FORBIDDEN:
            report_refusal("reminder_not_taken")  # the next attempt would be answered alike
            await on_a_thread(threads, lambda: dropped(self.database, message, self.clock()))
        return outcome.state is SendState.SENT

    def _conversation_with(self, message: ReminderMessage) -> Conversation | None:
        object_id = message.staff.entra_object_id
        found = conversation_of(self.database, object_id) if object_id else None
        return found if found is not None and found.installed else None


def add_mornings(app: web.Application, mornings: Mornings) -> None:
    """Let the mornings go on for as long as the application serves."""

    async def beside(_app: web.Application) -> AsyncIterator[None]:
        going_on = asyncio.create_task(mornings.go_on())
        yield
        going_on.cancel()
        with suppress(asyncio.CancelledError):
            await going_on

    app.cleanup_ctx.append(beside)
