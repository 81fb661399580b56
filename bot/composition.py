"""The composition root: the one place where the parts are put together from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.registration import Credentials, RegistrationError, checked
from bot.settings import Settings, SettingsError
from storage.case_labels import CaseLabels
from storage.engine import Database, database_in_use, open_database

if TYPE_CHECKING:
    from bot.turns import Desk


@contextmanager
def opened(settings: Settings, *, untouched: bool = False) -> Iterator[Database]:
    """Give the municipality's database, created and migrated on first use, and close it.

    One that is to be left untouched is not migrated; StorageError where it would have to be.
    """
    database = open_database(
        settings.database_url, migrate=not untouched, labels=labels_from(settings)
    )
    try:
        yield database
    finally:
        database.close()


def labels_from(settings: Settings) -> CaseLabels:
    """Return how cases are labelled."""
    return CaseLabels(settings.key_of_tokens)


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


@contextmanager
def desk_beside(settings: Settings) -> Iterator["Desk"]:
    """Give the desk to a process that works beside the one that has opened the database."""
    database = database_in_use(settings.database_url, labels_from(settings))
    try:
        yield make_desk(settings, database)
    finally:
        database.close()


def credentials_from(settings: Settings) -> Credentials:
    """Return the bot's registration; raises SettingsError if any part of it is unusable."""
    try:
        return checked(
            Credentials(
                app_id=settings.bot_app_id,
                password=settings.bot_app_password.get_secret_value(),
                tenant_id=settings.bot_tenant_id,
                app_type=settings.bot_app_type,
            )
        )
    except RegistrationError as unusable:
        raise SettingsError(str(unusable)) from None
