"""The bot as a program of its own over a folder of export files, without login, on loopback.

Run as a program it serves; imported, it starts that program and waits until it answers.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from real_programs import completed, free_port, running


@contextmanager
def bot_over(exports: Path, folder: Path) -> Iterator[str]:
    """Give the address of a bot over the files, imported by the command line as every night."""
    folder.mkdir(parents=True, exist_ok=True)
    database, port = folder / "fristvakt.db", free_port()
    for stale in folder.glob(f"{database.name}*"):
        stale.unlink()
    settings = {"FRISTVAKT_DATABASE_URL": f"sqlite:///{database}", "FRISTVAKT_PORT": str(port)}
    fristvakt = Path(sys.executable).with_name("fristvakt")
    completed([fristvakt, "import", exports, "--full"], folder=folder, settings=settings)
    with running(
        [sys.executable, __file__],
        answers_at=f"http://127.0.0.1:{port}/healthz",
        folder=folder,
        log=folder / "bot.log",
        settings=settings,
    ):
        yield f"http://127.0.0.1:{port}/api/messages"


def _serve() -> None:
    from bot.logs import logging_to
    from bot.service import serve
    from bot.settings import load_settings

    settings = load_settings()
    with logging_to(settings.log_file):
        serve(settings, anonymous=True, announce=print)


if __name__ == "__main__":
    _serve()
