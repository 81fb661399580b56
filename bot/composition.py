"""The composition root: the one place where the parts are put together from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.settings import Settings
from storage.engine import Database, open_database

if TYPE_CHECKING:
    from bot.turns import Desk


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Give the municipality's database, created and migrated on first use, and close it."""
    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def make_desk(settings: Settings, database: Database) -> "Desk":
    """Return the desk where questions are answered."""
    from bot.turns import Desk  # here: most commands read rows and answer no question

    return Desk(
        database=database,
        policy=settings.policy,
        stale_after_hours=settings.stale_after_hours,
        rows_per_card=settings.rows_per_card,
        public_url=settings.public_url,
    )
