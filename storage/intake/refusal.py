"""Why a batch is not believed: a file cut off half-way, or one older than what we have.

Both look like ordinary work in the case system, half the cases closed or yesterday's events
undone, so they are refused until a person says that they are right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from rules.swedish_time import SWEDISH_TIME
from storage.file_kinds import FileKind
from storage.intake import batch_messages
from storage.intake.cutting import breaks_off
from storage.intake.protecting import count_newly_protected
from storage.intake.waiting_room import StagedFile, StagedKind
from storage.tables import IMPORT_BATCH, IMPORT_FILE

_FEWEST_OF_LAST_TIME = 0.7
_OLDER_BY = timedelta(hours=12)
_TOO_FEW_TO_COMPARE = 20


class ImportRefusedError(Exception):
    """The batch was not believed and nothing changed; `message` says so in Swedish."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Measure:
    """What a batch's files of one kind amount to.

    `is_part` tells that a full list has come in fewer files than the last one, and with fewer
    rows: the rest may be late, or cannot be read.
    """

    rows: int
    newest_event_on: date | None
    is_full_list: bool
    newly_protected: int
    ends_cut_off: bool
    is_part: bool = False


def measure(
    connection: Connection, kind: StagedKind, *, full: bool, force: bool, import_day: date
) -> Measure:
    """Count the rows, find the newest event, and tell whether this looks like a full list."""
    accepted = connection.execute(select(func.count()).select_from(kind.staged)).scalar_one()
    rows = accepted + len(kind.rejected)
    before, protected = _current_rows(connection, kind), count_newly_protected(connection, kind)
    is_most = not before or (before >= _TOO_FEW_TO_COMPARE and rows >= _share_of(before))
    newest = _newest_event(connection, kind, import_day)
    breaks = full and breaks_off(connection, kind, _files_of_last_batch(connection, kind))
    is_part = full and not force and _is_part(connection, kind, rows + protected)
    is_whole = not is_part and (full or is_most)
    return Measure(rows, newest, is_whole, protected, breaks, is_part)


def _is_part(connection: Connection, kind: StagedKind, rows: int) -> bool:
    """Whether files are lacking that brought rows last time; a mere copy of another brings none."""
    last = [file for file in _last_full_list(connection, kind) if file.rows]
    return len(kind.files) < len(last) and rows < sum(file.rows for file in last)


def refuse_unlikely(
    connection: Connection, kind: StagedKind, found: Measure, *, full: bool
) -> None:
    """Raise ImportRefusedError when the files are cut off or older than what is imported."""
    _refuse_sweeping_protection(connection, kind, found)
    if full and kind.kind is FileKind.STAFF:
        _refuse_half_a_staff_list(connection, kind, found)
    if full and not found.is_part:
        _refuse_cut_off(connection, kind, found)
    for file in kind.files:
        _refuse_older_file(connection, kind, file)
    # What is newly protected may have been the newest event.
    if found.is_full_list and found.newest_event_on is not None and not found.newly_protected:
        _refuse_older_content(connection, kind, found.newest_event_on)


def names_of(files: Iterable[StagedFile]) -> str:
    """The files' names, for a sentence."""
    return ", ".join(file.source.name for file in files)


def _refuse_sweeping_protection(connection: Connection, kind: StagedKind, found: Measure) -> None:
    """A profile that misreads the column of protection must not empty the database."""
    before = _current_rows(connection, kind)
    left = before - found.newly_protected
    if found.newly_protected >= _TOO_FEW_TO_COMPARE and left < _share_of(before):
        sentence = batch_messages.too_many_protected(
            names_of(kind.files), found.newly_protected, before
        )
        raise ImportRefusedError("too_many_protected", sentence)


def _refuse_half_a_staff_list(connection: Connection, kind: StagedKind, found: Measure) -> None:
    """Nobody is to lose their access because a file, or the end of one, is not there."""
    names = names_of(kind.files)
    if found.ends_cut_off:
        raise ImportRefusedError("cut_off", batch_messages.staff_list_breaks_off(names))
    if found.is_part:
        before = len(_last_full_list(connection, kind))
        sentence = batch_messages.staff_list_in_part(names, len(kind.files), before)
        raise ImportRefusedError("too_few_files", sentence)


def _refuse_cut_off(connection: Connection, kind: StagedKind, found: Measure) -> None:
    before = _rows_last_time(connection, kind)
    if before and found.rows + found.newly_protected < _share_of(before):
        sentence = batch_messages.too_few_rows(names_of(kind.files), found.rows, before)
        raise ImportRefusedError("too_few_rows", sentence)


def _refuse_older_file(connection: Connection, kind: StagedKind, file: StagedFile) -> None:
    last = _files_of_last_batch(connection, kind)
    if not last or file.source.sha256 in {row.sha256 for row in last}:
        return
    before: datetime = max(row.modified_at for row in last)
    if file.source.modified_at <= before - _OLDER_BY:
        sentence = batch_messages.older_file(
            file.source.name,
            file.source.modified_at.astimezone(SWEDISH_TIME),
            before.astimezone(SWEDISH_TIME),
        )
        raise ImportRefusedError("older_file", sentence)


def _refuse_older_content(connection: Connection, kind: StagedKind, newest: date) -> None:
    last = _files_of_last_batch(connection, kind, IMPORT_FILE.c.is_full_list)
    before = max((row.newest_event_on for row in last if row.newest_event_on), default=newest)
    if newest < before:
        sentence = batch_messages.older_content(names_of(kind.files), newest, before)
        raise ImportRefusedError("older_content", sentence)


def _share_of(rows: int) -> float:
    return _FEWEST_OF_LAST_TIME * rows


def _rows_last_time(connection: Connection, kind: StagedKind) -> int:
    """Rows in the last full export, or, before there was one, all the rows we have."""
    last = _last_full_list(connection, kind)
    return sum(row.rows for row in last) if last else _current_rows(connection, kind)


def _last_full_list(connection: Connection, kind: StagedKind) -> list[Any]:
    return _files_of_last_batch(
        connection, kind, IMPORT_BATCH.c.is_full, IMPORT_FILE.c.is_full_list
    )


def _current_rows(connection: Connection, kind: StagedKind) -> int:
    still_there = kind.target.c.gone_since.is_(None)
    query = select(func.count()).select_from(kind.target).where(still_there)
    return connection.execute(query).scalar_one()


def _files_of_last_batch(connection: Connection, kind: StagedKind, *conditions: Any) -> list[Any]:
    joined = IMPORT_FILE.join(IMPORT_BATCH)
    ours = (IMPORT_FILE.c.kind == kind.kind.value, *conditions)
    last = select(func.max(IMPORT_FILE.c.batch_id)).select_from(joined).where(*ours)
    of_last = IMPORT_FILE.c.batch_id == last.scalar_subquery()
    return list(connection.execute(select(IMPORT_FILE).where(ours[0], of_last)))


def _newest_event(connection: Connection, kind: StagedKind, import_day: date) -> date | None:
    if not kind.events:
        return None
    days = (kind.staged.c[name] for name in kind.events)
    newest = (func.max(case((day <= import_day, day))) for day in days)
    found = connection.execute(select(*newest)).one()
    return max((day for day in found if day is not None), default=None)
