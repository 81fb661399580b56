"""The desk's process lives as long as the service."""

from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from bot.desk_process.apart import DeskApart
from bot.desk_process.running import DeskGoneError


def add_desk(app: web.Application, desk: DeskApart) -> None:
    """Let the desk be opened when the application starts, and end when it does."""

    async def working(_app: web.Application) -> AsyncIterator[None]:
        with suppress(DeskGoneError):  # which is logged, and tried again at the next question
            await desk.start()
        yield
        await desk.close()

    app.cleanup_ctx.append(working)
