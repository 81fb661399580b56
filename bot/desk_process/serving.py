"""The desk's process lives as long as the service."""

from collections.abc import AsyncIterator

from aiohttp import web

from bot.desk_process.apart import DeskApart


def add_desk(app: web.Application, desk: DeskApart) -> None:
    """Let the desk be opened when the application starts, and end when it does."""

    async def working(_app: web.Application) -> AsyncIterator[None]:
        await desk.start()
        yield
        await desk.close()

    app.cleanup_ctx.append(working)
