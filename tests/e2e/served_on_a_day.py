"""The made-up municipality as it stands at one moment, served until stopped; for the pictures.

Its clock stands still, so that the same program shows the same words whenever it is run.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from real_programs import free_port, running

from bot.demo.municipality import Municipality, write_municipality
from rules.swedish_time import SWEDISH_TIME

MOMENT = datetime(2026, 11, 24, 8, 12, tzinfo=SWEDISH_TIME)


@dataclass(frozen=True, slots=True)
class ServedTown:
    """Where the page is, and who lives there."""

    origin: str
    municipality: Municipality


@contextmanager
def town_at_the_moment(folder: Path) -> Iterator[ServedTown]:
    """Give a page over the municipality, where it is always the same moment."""
    municipality = write_municipality(folder / "export", MOMENT.date())
    database, port = folder / "fristvakt.db", free_port()
    settings = {"FRISTVAKT_DATABASE_URL": f"sqlite:///{database}", "FRISTVAKT_PORT": str(port)}
    origin = f"http://127.0.0.1:{port}"
    with running(
        [sys.executable, __file__, str(folder / "export")],
        answers_at=f"{origin}/healthz",
        folder=folder,
        log=folder / "bot.log",
        settings=settings,
    ):
        yield ServedTown(origin, municipality)


def _serve(exports: Path) -> None:
    import bot.clock

    bot.clock.now_in_sweden = lambda: MOMENT  # before anything that reads the clock is imported
    from bot.composition import opened
    from bot.logs import logging_to
    from bot.service import serve
    from bot.settings import load_settings
    from storage.intake import load_profile
    from storage.intake.batch import import_files

    settings = load_settings()
    with logging_to(settings.log_file):
        with opened(settings) as database:
            profile = load_profile(None)
            import_files(database, [exports], profile=profile, now=MOMENT, full=True)
        serve(settings, anonymous=True, announce=print)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
