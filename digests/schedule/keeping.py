"""Clearing what has been kept long enough (gallring): once a night, or when it is asked for.

What is cleared leaves a row that says who cleared it, when and how much.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from digests.events import caution, event
from digests.schedule.believing import KEEPING, doubted_since
from digests.schedule.choices import KeepingChoices
from digests.schedule.looking_back import LEAST_DELIVERIES_DAYS
from digests.schedule.put_away_files import PutAwayFiles, remove_old_files
from rules.length import add_months
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.records import note_cleared
from storage.records.clearing import Cleared, Terms, clear
from storage.records.outbox import last_tick, note_tick

FROM = time(3, 30)
"""Not between two and three, an hour that some nights lack and others have twice."""

PUT_AWAY_FILES = "import_folder"
"""What the files of the import are called where their clearings are written down."""

_WHO = "fristvakt"
_WAITING = "keeping_waits"
"""The name under which it is noted that a clearing waits, once a day."""


@dataclass(frozen=True, slots=True)
class KeepingReport:
    """What was cleared: rows, kind by kind, and files of the import."""

    cleared: tuple[Cleared, ...]
    files: int = 0

    @property
    def rows(self) -> int:
        """How many rows that was, all kinds together."""
        return sum(each.rows for each in self.cleared)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Clears what is old; `owner` names this process, `folder` is the watched one if any."""

    database: Database
    choices: KeepingChoices
    owner: str
    folder: Path | None = None

    def keep(self, now: datetime, run_id: str) -> KeepingReport | None:
        """Clear what is old, from half past three on and once a day; None when it is not time.

        None too where the clock cannot be believed; then it waits, and says so once a day.
        """
        local = now.astimezone(SWEDISH_TIME)
        if local.time() < FROM or self._is_noted(KEEPING, local):
            return None
        if doubted_since(self.database, now) is not None:
            self._wait(local, run_id)
            return None
        terms = terms_at(self.choices, local)
        cleared = clear(self.database, terms, who=_WHO, at=now)
        report = KeepingReport(cleared, self._files_removed(local, run_id))
        note_tick(self.database, KEEPING, self.owner, now)
        event("cleared", run_id, owner=self.owner, removed=report.rows, files=report.files)
        return report

    def _is_noted(self, name: str, local: datetime) -> bool:
        noted = last_tick(self.database, name)
        return noted is not None and noted.last_at.astimezone(SWEDISH_TIME).date() == local.date()

    def _wait(self, local: datetime, run_id: str) -> None:
        if not self._is_noted(_WAITING, local):
            note_tick(self.database, _WAITING, self.owner, local)
            caution("clearing_waits", run_id, owner=self.owner, reason="clock")

    def _files_removed(self, now: datetime, run_id: str) -> int:
        """Remove old files of the import and return how many; a trouble with them is logged."""
        if self.folder is None:
            return 0
        older_than = files_kept_from(self.choices, now)
        try:
            found = clear_files(self.database, self.folder, older_than, who=_WHO, at=now)
        except OSError as fault:
            event("import_files_not_removed", run_id, error=type(fault).__name__)
            return 0
        if found.unremoved:
            event("import_files_not_removed", run_id, files=found.unremoved)
        return found.removed


def clear_files(
    database: Database, folder: Path, older_than: datetime, *, who: str, at: datetime
) -> PutAwayFiles:
    """Remove files of the import that were put away before the moment, and write it down.

    Raises OSError where the folders cannot be looked in.
    """
    found = remove_old_files(folder, older_than)
    if found.removed:
        note_cleared(database, PUT_AWAY_FILES, older_than, found.removed, who=who, at=at)
    return found


def files_kept_from(choices: KeepingChoices, now: datetime) -> datetime:
    """Return the moment from which put away files of the import are kept."""
    return now.astimezone(SWEDISH_TIME) - timedelta(days=choices.import_files_days)


def terms_at(choices: KeepingChoices, now: datetime) -> Terms:
    """Return how old things have to be at the moment (aware) for them to be cleared."""
    local = now.astimezone(SWEDISH_TIME)
    deliveries_days = max(choices.deliveries_days, LEAST_DELIVERIES_DAYS)
    return Terms(
        facts=add_months(local.date(), -choices.facts_months),
        gone=local - timedelta(days=choices.gone_days),
        looks=local - relativedelta(months=choices.looks_months),
        deliveries=local - timedelta(days=deliveries_days),
        reminders=local - timedelta(days=choices.reminders_days),
        calendars=local - timedelta(days=choices.calendars_days),
        imports=local - timedelta(days=choices.imports_days),
        strangers=local - timedelta(days=choices.strangers_days),
    )
