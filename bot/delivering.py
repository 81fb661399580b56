"""What goes on beside the door to Teams for as long as the service runs: schedule and deliverer.

Both keep everything in the database, so that a stop at any moment loses nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from aiohttp import web

from bot.clock import now_in_sweden
from bot.keeping import keeping_choices
from bot.outgoing import make_means, new_owner, schedule_choices
from bot.settings import Settings
from bot.stopping import STOPPING
from digests import events
from digests.outbox.deliverer import Deliverer
from digests.outbox.lost import see_to_failures
from digests.outbox.means import Means
from digests.outbox.sending import Sender
from digests.schedule.choices import FolderChoices
from digests.schedule.clockwork import Clockwork, Task
from digests.schedule.keeping import Keeping
from digests.schedule.tick import Schedule
from digests.schedule.watched_folder import WatchedFolder
from storage.engine import Database
from storage.intake import load_profile
from storage.leadership import Leadership

_BEGIN_ANEW_AFTER = timedelta(seconds=5)
_LONGEST_IMPORT = _LONGEST_CLEARING = timedelta(minutes=30)


def add_delivery(
    app: web.Application, settings: Settings, database: Database, teams: Sender | None
) -> None:
    """Let schedule and deliverer go on while the application serves."""
    means = make_means(settings, database, teams, new_owner())
    leader = Leadership(database, means.owner)
    post = Post(means)
    clockwork = Clockwork(tasks(settings, means, post), leader, now_in_sweden)

    async def beside(_app: web.Application) -> AsyncIterator[None]:
        events.event("service_started", owner=means.owner)
        going_on = [
            asyncio.create_task(clockwork.go_on()),
            asyncio.create_task(post.go_on()),
        ]
        stopping = app[STOPPING]
        stopping.then(partial(_cancel, going_on))
        yield
        if not stopping.is_on:  # a second time would cut short what the first lets end
            _cancel(going_on)
        await _ended(going_on)
        events.event("service_stopped", owner=means.owner)

    app.cleanup_ctx.append(beside)


class Post:
    """The deliverer of this process; one that falls is followed by another."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._deliverer = Deliverer(means)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def go_on(self) -> None:
        """Deliver until cancelled."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                await self._deliverer.go_on()
            except Exception as caught:
                events.fault(caught, "deliverer_fell")
            await asyncio.sleep(_BEGIN_ANEW_AFTER.total_seconds())
            self._deliverer = Deliverer(self._means)

    def wake(self) -> None:
        """Let what has just been queued go at once; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(lambda: self._deliverer.wake())


def tasks(settings: Settings, means: Means, post: Post) -> Sequence[Task]:
    """Return what comes around every minute; the schedule first, since it tells readiness."""
    schedule = Schedule(means.database, schedule_choices(means), means.owner)
    choices = keeping_choices(settings)
    keeping = Keeping(means.database, choices, means.owner, settings.import_folder)

    def tick(now: datetime, run_id: str) -> None:
        if schedule.tick(now, run_id).queued:
            post.wake()

    def see_to(now: datetime, run_id: str) -> None:
        if see_to_failures(means, now, run_id):
            post.wake()

    clearing = Task("keeping", keeping.keep, _LONGEST_CLEARING)
    usual = (Task("schedule", tick), Task("failures", see_to), clearing)
    folder = _folder_choices(settings)
    if folder is None:
        return usual
    watched = WatchedFolder(means.database, folder)
    return (*usual, Task("watched_folder", watched.look, _LONGEST_IMPORT))


def _folder_choices(settings: Settings) -> FolderChoices | None:
    """Return which folder is watched, if any; raises ProfileError for an unusable profile."""
    if settings.import_folder is None:
        return None
    profile = load_profile(settings.import_profile)
    hour, full = settings.import_hour, settings.import_full
    return FolderChoices(settings.import_folder, profile, hour, full)


def _cancel(going_on: Sequence["asyncio.Task[None]"]) -> None:
    for each in going_on:
        each.cancel()


async def _ended(going_on: Sequence["asyncio.Task[None]"]) -> None:
    """Wait until they have ended, together with what is in flight."""
    for each in going_on:
        with suppress(asyncio.CancelledError):
            await each
