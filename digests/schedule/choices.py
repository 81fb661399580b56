"""What the municipality has chosen for the schedule, as values that the settings fill in."""

from dataclasses import dataclass
from pathlib import Path

from storage.intake import Profile
from storage.records.outbox import Channel


@dataclass(frozen=True, slots=True)
class ScheduleChoices:
    """By which channel each kind is queued, the first of its ways; not at all where it is None."""

    weekly: Channel | None = Channel.TEAMS
    summary: Channel | None = Channel.MAIL
    reminders: Channel | None = Channel.TEAMS


@dataclass(frozen=True, slots=True)
class FolderChoices:
    """Which folder is watched for exports, how they are read, and from what hour of the day."""

    folder: Path
    profile: Profile
    from_hour: int = 5
    full: bool = True


@dataclass(frozen=True, slots=True)
class KeepingChoices:
    """How long things are kept (gallring): facts and looks in months, the rest in days once over.

    Facts must be kept for the twelve months of the board's summary and the year before, looks
    for the time that the law gives. Deliveries must be kept longer than a missed reminder is
    looked back for, 60 days: the row is what tells that it has been queued. Files of the import
    hold protected and cleared matters too, which the database never does: a month is enough to
    find what was wrong with them. A chat with somebody whom the staff list does not name stays for
    a month: whoever installs the app before the list names them can be written to all the same.
    """

    facts_months: int = 25
    looks_months: int = 24
    deliveries_days: int = 90
    reminders_days: int = 90
    calendars_days: int = 90
    gone_days: int = 90
    imports_days: int = 90
    import_files_days: int = 30
    strangers_days: int = 30
