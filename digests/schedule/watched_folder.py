"""The nightly import: what is put in a folder is read in, and moved out of the way.

The import is one transaction and importing the same files again changes nothing. So a stop
between the import and the moving needs no care: the files are simply taken once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from digests.events import event
from digests.import_lines import logged
from digests.schedule.arrivals import Arrivals, Seen
from digests.schedule.choices import FolderChoices
from digests.schedule.import_report import (
    done_text,
    failed_text,
    link_text,
    require_readable_name,
)
from digests.schedule.putting_away import DONE, FAILED, Verdict, put_away, require_own_places
from rules.swedish_time import SWEDISH_TIME
from storage.engine import Database
from storage.intake import UnusableFileError, recognise
from storage.intake.batch import ImportRefusedError, import_files

_LOOK_AGAIN = frozenset({"file_changed", "file_missing", "file_unreadable"})
"""What is wrong with a file that is being written or was taken away: nothing, in a while."""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What a look did: files imported, files refused, files that could not be moved."""

    imported: int = 0
    refused: int = 0
    unmoved: int = 0


class WatchedFolder:
    """Imports what comes to a folder; one look at a time."""

    def __init__(self, database: Database, choices: FolderChoices) -> None:
        self._database, self._choices = database, choices
        self._arrivals = Arrivals()
        self._unmoved: tuple[Verdict, ...] = ()
        self._trouble = ""

    def look(self, now: datetime, run_id: str) -> FolderReport:
        """Import what has come and is whole, from the hour that is chosen until midnight.

        Raises StorageError when the database is away; the files then wait for the next look.
        """
        if now.astimezone(SWEDISH_TIME).hour < self._choices.from_hour:
            return FolderReport()
        still = tuple(verdict.still_here() for verdict in self._unmoved)
        verdicts = [verdict for verdict in still if verdict.files]
        known = {file for verdict in verdicts for file in verdict.files}
        try:
            require_own_places(self._choices.folder)
            arrived = self._arrivals.look(self._choices.folder, now.astimezone(UTC))
        except OSError as fault:
            return self._in_trouble(fault, run_id)
        verdicts += self._judged([each for each in arrived.whole if each not in known], now, run_id)
        verdicts += self._refused_links([each for each in arrived.links if each not in known], now)
        return self._put_away(verdicts, run_id)

    def _judged(self, files: Sequence[Seen], now: datetime, run_id: str) -> list[Verdict]:
        """Import the files that can be read at all, all of them or none."""
        usable, broken, reasons = [], [], []
        for file in files:
            try:
                require_readable_name(file.path)
                recognise(file.path, self._choices.profile)
                usable.append(file)
            except UnusableFileError as unusable:
                if unusable.code not in _LOOK_AGAIN:
                    event("import_refused", run_id, files=1, reason=unusable.code)
                    broken.append(file)
                    reasons.append(unusable.message)
        verdicts = self._imported(usable, now, run_id) if usable else []
        return verdicts + ([_failed(broken, reasons, now)] if broken else [])

    def _imported(self, files: Sequence[Seen], now: datetime, run_id: str) -> list[Verdict]:
        choices = self._choices
        importing = partial(
            import_files,
            self._database,
            [file.path for file in files],
            profile=choices.profile,
            now=now,
            full=choices.full,
        )
        try:
            report = logged(importing, run_id, len(files))
        except (ImportRefusedError, UnusableFileError) as refused:
            if refused.code in _LOOK_AGAIN:
                return []
            return [_failed(files, [refused.message], now)]
        return [Verdict(DONE, tuple(files), done_text(report, now), now)]

    def _refused_links(self, links: Sequence[Seen], now: datetime) -> list[Verdict]:
        return [_failed(links, [link_text(link.path) for link in links], now)] if links else []

    def _put_away(self, verdicts: Sequence[Verdict], run_id: str) -> FolderReport:
        """Move what has been seen to; what cannot be moved is tried again at the next look."""
        unmoved: list[Verdict] = []
        trouble: OSError | None = None
        for verdict in verdicts:
            try:
                put_away(self._choices.folder, verdict)
            except OSError as fault:
                trouble = fault
                unmoved.append(verdict.still_here())
        self._unmoved = tuple(unmoved)
        self._note(trouble, "import_files_not_moved", run_id)
        return FolderReport(
            imported=sum(len(each.files) for each in verdicts if each.place == DONE),
            refused=sum(len(each.files) for each in verdicts if each.place == FAILED),
            unmoved=sum(len(each.files) for each in unmoved),
        )

    def _in_trouble(self, fault: OSError, run_id: str) -> FolderReport:
        self._note(fault, "import_folder_unreadable", run_id)
        return FolderReport()

    def _note(self, fault: OSError | None, name: str, run_id: str) -> None:
        """Log a trouble when it comes, and not at every look while it lasts."""
        trouble = "" if fault is None else f"{name}:{type(fault).__name__}"
        if trouble and trouble != self._trouble:
            event(name, run_id, error=type(fault).__name__)
        self._trouble = trouble


def _failed(files: Sequence[Seen], reasons: Sequence[str], now: datetime) -> Verdict:
    text = failed_text([file.path for file in files], reasons, now)
    return Verdict(FAILED, tuple(files), text, now)
