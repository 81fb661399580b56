"""The composition root: the one place where the parts are put together from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.registration import Credentials, RegistrationError, checked
from bot.settings import Settings, SettingsError
from rules.policy import Policy
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


@dataclass(frozen=True, slots=True)
class DeskChoices:
    """What a desk is opened with: of the settings, those that it has a use for."""

    database_url: str
    labels: CaseLabels
    policy: Policy
    stale_after_hours: int
    rows_per_card: int
    public_url: str

    def desk(self, database: Database) -> "Desk":
        """Return the desk where questions are answered."""
        from bot.turns import Desk  # here: most commands read rows and answer no question

        return Desk(
            database=database,
            policy=self.policy,
            stale_after_hours=self.stale_after_hours,
            rows_per_card=self.rows_per_card,
            public_url=self.public_url,
        )


def desk_choices(settings: Settings) -> DeskChoices:
    """Return what a desk needs to know, and no secret of the mail's or the bot's."""
    return DeskChoices(
        database_url=settings.database_url,
        labels=labels_from(settings),
        policy=settings.policy,
        stale_after_hours=settings.stale_after_hours,
        rows_per_card=settings.rows_per_card,
        public_url=settings.public_url,
    )


@contextmanager
def desk_beside(choices: DeskChoices) -> Iterator["Desk"]:
    """Give the desk to a process that works beside the one that has opened the database."""
    database = database_in_use(choices.database_url, choices.labels)
    try:
        yield choices.desk(database)
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
