"""The deliverer: takes what is due out of the outbox, hands it over and writes down the end.

Every process has one; they share the work by claims. It keeps nothing of its own: a stop at any
moment leaves each delivery as the database has it, and the lease gives it to somebody else. Each
channel has workers of its own, so that one that does not answer holds up no other.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from functools import partial

from digests import events
from digests.outbox.claims import Bell, Claims, Taken
from digests.outbox.ending import Ending, RunReport, report_of
from digests.outbox.means import Means
from digests.outbox.worker import Pause, Worker
from storage.errors import StorageError
from storage.records.outbox import Channel, claim_deliveries, put_back


class Deliverer:
    """Makes the deliveries that are due, some at a time, so that none waits for a slow one."""

    def __init__(self, means: Means, pause: Pause = asyncio.sleep) -> None:
        self._means = means
        self._pause = pause
        self._bells = _a_bell_each(means)

    async def deliver_due(self, run_id: str = "") -> RunReport:
        """Deliver all that is due at this moment; return what it came to. Raises StorageError.

        What did not arrive by one channel may be due by the next: it ends when nothing is left.
        """
        run_id = run_id or events.new_run_id()
        endings: Counter[Ending] = Counter()
        with self._threads() as threads:
            worker = Worker(self._means, threads, self._pause)
            while came_to := await self._worked(worker, _a_bell_each(self._means), run_id):
                endings += came_to
        report = report_of(endings)
        events.event("deliveries_made", run_id, **asdict(report))
        return report

    async def go_on(self) -> None:
        """Deliver what comes due until stopped or cancelled; what is in flight is waited for."""
        with self._threads() as threads:
            worker = Worker(self._means, threads, self._pause)
            look_every = self._means.choices.look_every
            await self._worked(worker, self._bells, look_every=look_every)

    def wake(self) -> None:
        """Look at once: something has been queued."""
        for bell in self._bells.values():
            bell.ring()

    def stop(self) -> None:
        """Take nothing more; `go_on` returns when what is in flight has ended."""
        for bell in self._bells.values():
            bell.end()

    @contextmanager
    def _threads(self) -> Iterator[ThreadPoolExecutor]:
        """Give threads; one that hangs is not waited for, since the event loop would hang too."""
        means = self._means
        most = (means.choices.at_once + 1) * max(1, len(means.channels))
        threads = ThreadPoolExecutor(most, thread_name_prefix="outbox")
        try:
            yield threads
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    async def _take(self, worker: Worker, channel: Channel, run_id: str) -> tuple[Taken, ...]:
        means, choices = self._means, self._means.choices
        claimed = await worker.on_thread(
            lambda: claim_deliveries(
                means.database,
                means.owner,
                means.clock(),
                lease=choices.lease,
                most=choices.at_once,
                channels=(channel,),
                kinds=means.contents.keys(),
            )
        )
        run_id = run_id or events.new_run_id()
        return tuple((claim, run_id) for claim in claimed)

    async def _worked(
        self,
        worker: Worker,
        bells: dict[Channel, Bell],
        run_id: str = "",
        look_every: timedelta | None = None,
    ) -> Counter[Ending]:
        endings: Counter[Ending] = Counter()
        lanes = [
            Claims(partial(self._take, worker, channel, run_id), bell, look_every)
            for channel, bell in bells.items()
        ]
        tasks = [
            asyncio.create_task(_work(lane, worker, endings))
            for lane in lanes
            for _ in range(self._means.choices.at_once)
        ]
        try:
            await _ended(tasks)
        finally:
            for lane in lanes:
                lane.bell.end()
            await self._drained(tasks)
            for lane in lanes:
                await self._given_back(lane, worker)
        for task in tasks:
            task.result()
        return endings

    async def _drained(self, tasks: Collection[asyncio.Task[None]]) -> None:
        """Wait for what is in flight; what takes too long is left to its lease, as unknown."""
        drain = self._means.choices.drain.total_seconds()
        try:
            await _ended(tasks, timeout=drain)
        finally:
            for task in tasks:
                task.cancel()
            await _ended(tasks)

    async def _given_back(self, lane: Claims, worker: Worker) -> None:
        """Let others have what was taken and not begun, at once."""
        now = self._means.clock()
        for claim, run_id in lane.left_over():
            until = claim.delivery.next_attempt_at
            back = partial(put_back, self._means.database, claim, now, until=until)
            try:
                await worker.on_thread(back)
            except StorageError as caught:
                events.fault(caught, "claim_not_given_back", run_id)


def _a_bell_each(means: Means) -> dict[Channel, Bell]:
    return {channel: Bell() for channel in sorted(means.channels)}


async def _work(lane: Claims, worker: Worker, endings: Counter[Ending]) -> None:
    while (taken := await lane.next()) is not None:
        endings[await worker.deliver(*taken)] += 1


async def _ended(tasks: Collection[asyncio.Task[None]], timeout: float | None = None) -> None:
    """Return when all have ended or the time has passed; there may be none, without a channel."""
    if tasks:
        await asyncio.wait(tasks, timeout=timeout)
