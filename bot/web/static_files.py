"""The page's style, script and pictures, read once when the service starts."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

from bot.web import headers
from bot.web.handling import handled

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


def add_static(app: web.Application) -> None:
    """Let the application answer with each static file under /static/."""
    _add_folder(app, files("bot.web") / "static", "/static")


def _add_folder(app: web.Application, folder: Traversable, path: str) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            _add_folder(app, each, f"{path}/{each.name}")
        else:
            _add_file(app, each, f"{path}/{each.name}")


def _add_file(app: web.Application, file: Traversable, path: str) -> None:
    media_type = _MEDIA_TYPES.get(f".{file.name.rpartition('.')[2]}", "text/plain")
    body = file.read_bytes()

    async def send(_request: web.Request) -> web.Response:
        return web.Response(
            body=body, content_type=media_type, charset="utf-8", headers=headers.STATIC
        )

    app.router.add_get(path, handled(send))
