"""Which checks there are, in the order they are told."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.doctor import of_bot, of_database, of_files, of_mail, of_service, of_staff
from bot.doctor import of_time_and_law as of_law
from bot.doctor.check import Check, wrong
from bot.doctor.check import fine as found_fine
from bot.doctor.trials import Trial, run_all
from bot.settings import Settings
from rules.swedish_time import SWEDISH_TIME

_SETTINGS = "settings"
_READ = "Inställningarna går att läsa, och inget i dem är okänt."
_MEND_SETTINGS = (
    "Rätta inställningen och kör doctor igen; resten prövas då. Alla inställningar står i "
    "docs/sv/installningar.md."
)

ToldOf = Callable[[Exception], str]
"""Writes a fault down and returns the sentence about it."""


def examine(settings: Settings, now: datetime, told_of: ToldOf) -> tuple[Check, ...]:
    """Return what every check found at `now` (aware)."""
    read = found_fine(_READ).named(_SETTINGS)
    return (read, *run_all((*_of_machine(settings, now), *_of_use(settings, now)), told_of))


def examine_without_settings(said: str, now: datetime, told_of: ToldOf) -> tuple[Check, ...]:
    """Return what can be found where the settings cannot be used, for the reason said."""
    unread = wrong(said, _MEND_SETTINGS).named(_SETTINGS)
    return (unread, *run_all(_of_program(now), told_of))


def _of_machine(settings: Settings, now: datetime) -> tuple[Trial, ...]:
    return (
        Trial("database", partial(of_database.look_at_database, settings)),
        Trial("database_version", partial(of_database.look_at_schema, settings)),
        Trial("database_writing", partial(of_database.look_at_writing, settings, now)),
        Trial("case_labels", partial(of_database.look_at_labels, settings)),
        Trial("database_protection", partial(of_database.look_at_protection, settings)),
        Trial("disk_space", partial(of_database.look_at_disk, settings)),
        Trial("log", partial(of_files.look_at_log, settings)),
        *_of_program(now),
    )


def _of_program(now: datetime) -> tuple[Trial, ...]:
    return (
        Trial("time_zone", partial(of_law.look_at_time_zone, now)),
        Trial("rules", partial(of_law.look_at_rules, now.astimezone(SWEDISH_TIME).date())),
    )


def _of_use(settings: Settings, now: datetime) -> tuple[Trial, ...]:
    return (
        Trial("bot_credentials", partial(of_bot.look_at_credentials, settings)),
        Trial("bot_token", partial(of_bot.look_at_token, settings)),
        Trial("page", partial(of_bot.look_at_page, settings)),
        Trial("smtp", partial(of_mail.look_at_smtp, settings)),
        Trial("mail_sender", partial(of_mail.look_at_sender, settings)),
        Trial("summary_template", partial(of_files.look_at_template, settings)),
        Trial("import_folder", partial(of_files.look_at_import_folder, settings)),
        Trial("import_age", partial(of_staff.look_at_import, settings, now)),
        Trial("staff_age", partial(of_staff.look_at_staff_list, settings, now)),
        Trial("roles", partial(of_staff.look_at_roles, settings)),
        Trial("object_ids", partial(of_staff.look_at_object_ids, settings)),
        Trial("unit_managers", partial(of_staff.look_at_managers, settings, now)),
        Trial("schedule", partial(of_service.look_at_schedule, settings, now)),
        Trial("clearing", partial(of_service.look_at_clearing, settings, now)),
        Trial("next_runs", partial(of_service.look_at_next_runs, settings, now)),
        Trial("service_port", partial(of_service.look_at_port, settings)),
        Trial("metrics_port", partial(of_service.look_at_metrics_port, settings)),
    )
