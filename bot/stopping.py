"""Serving until a signal says stop, and the stop: what has begun may end, within ten seconds.

From the signal on nothing new is taken: whoever asks is told to come back, and so asks another
process or the next one. What has not ended in time is left as a killed process would leave it,
which all that writes is made for; so the process may end hard, whatever hangs in it.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from http import HTTPStatus
from threading import Timer

from aiohttp import web
from aiohttp.typedefs import Handler

from digests import events

WORK_MAY_LAST_S = 7.0
"""What is under way when the signal comes has so long to end; one with another, not in turn."""

_AN_ANSWER_MAY_LAST_S = 0.5
_STOP_MAY_LAST_S = 9.0
_COME_BACK_AFTER_S = "5"
_ANSWERED_TO_THE_END = "/healthz"  # a service that is stopping is not one that has hung
_NOT_WAITED_FOR = frozenset({"/readyz", "/metrics"})  # whoever watches asks again


class Stopping:
    """Whether the service is stopping, who must hear of it, and which requests are under way."""

    def __init__(self) -> None:
        self.is_on = False
        self._under_way: set[asyncio.Task[object]] = set()
        self._listeners: list[Callable[[], None]] = []

    def then(self, do: Callable[[], None]) -> None:
        """Let this be done when the stop begins; on the loop, at once."""
        self._listeners.append(do)

    def begin(self) -> None:
        """Take nothing more, and let everybody hear of it."""
        self.is_on = True
        events.event("service_stopping")
        for do in self._listeners:
            do()

    async def ended(self, within_s: float) -> None:
        """Return when no request is under way; one that lasts too long is told to come back."""
        if not self._under_way:
            return
        _, late = await asyncio.wait(tuple(self._under_way), timeout=within_s)
        for each in late:
            each.cancel()
        if late:
            await asyncio.wait(late, timeout=_AN_ANSWER_MAY_LAST_S)

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Return the handler's answer, and when the service stops one that says come back."""
        if request.path == _ANSWERED_TO_THE_END:
            return await handler(request)
        if self.is_on:
            return _come_back()
        if request.path in _NOT_WAITED_FOR:
            return await handler(request)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 — aiohttp answers each request in a task
        self._under_way.add(task)
        try:
            return await handler(request)
        except asyncio.CancelledError:
            if not self.is_on:
                raise
            return _come_back()
        finally:
            self._under_way.discard(task)


STOPPING = web.AppKey("stopping", Stopping)


def add_stopping(app: web.Application) -> None:
    """Let the application have a `Stopping`, and refuse what comes when the stop has begun."""
    stopping = app[STOPPING] = Stopping()

    @web.middleware
    async def watched(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await stopping.answer(request, handler)

    app.middlewares.insert(0, watched)


def run_until_stopped(
    app: web.Application, address: tuple[str, int], announce: Callable[[], None]
) -> None:
    """Serve at the host and port until SIGTERM or Ctrl-C; raises OSError if they are taken.

    Meant to be the last that the process does: from the signal on its time is counted.
    """
    asyncio.run(_serve(app, address, announce))


async def _serve(
    app: web.Application, address: tuple[str, int], announce: Callable[[], None]
) -> None:
    stopping = app[STOPPING]
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_AN_ANSWER_MAY_LAST_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address).start()
        told = _stop_signal()
        announce()
        await told.wait()
        _end_whatever_hangs()
        stopping.begin()
        await stopping.ended(WORK_MAY_LAST_S)
    finally:
        await runner.cleanup()


def _stop_signal() -> asyncio.Event:
    """Return what is set when the operating system asks us to stop."""
    told = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, told.set)
    return told


def _end_whatever_hangs() -> None:
    """End the process in time, also where a thread waits for a database that does not answer."""
    last_resort = Timer(_STOP_MAY_LAST_S, os._exit, (0,))
    last_resort.daemon = True
    last_resort.start()


def _come_back() -> web.Response:
    answer = web.Response(
        status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": _COME_BACK_AFTER_S}
    )
    answer.force_close()
    return answer
