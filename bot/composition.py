"""The composition root: the one place where the parts are put together from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from bot.turns import Desk
from storage.engine import Database, open_database


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Give the municipality's database, created and migrated on first use, and close it."""
    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def make_desk(settings: Settings, database: Database) -> Desk:
    """Return the desk where questions are answered."""
    return Desk(
        database=database,
        policy=settings.policy,
        stale_after_hours=settings.stale_after_hours,
        rows_per_card=settings.rows_per_card,
    )
