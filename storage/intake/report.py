"""What an import did: told to the person who ran it, and written down for whoever asks later.

The record says which file, what its bytes were and what its rows did, never what they held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from storage.file_kinds import FileKind
from storage.intake.comparing import Counts
from storage.intake.refusal import Measure
from storage.intake.rejection import RejectedRow
from storage.intake.waiting_room import StagedFile, StagedKind
from storage.tables import IMPORT_BATCH, IMPORT_FILE, REJECTED_ROW


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file's rows; identical copies of a row are counted once."""

    path: str
    kind: FileKind
    rows: int
    inserted: int
    updated: int
    unchanged: int
    rejected: int
    gone: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    batch: int
    files: tuple[FileReport, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[str, ...] = ()


def begin_batch(connection: Connection, now: datetime, *, full: bool, forced: bool) -> int:
    """Open the batch's record and return its number."""
    row = insert(IMPORT_BATCH).values(imported_at=now, is_full=full, forced=forced)
    return int(connection.execute(row.returning(IMPORT_BATCH.c.id)).scalar_one())


def file_reports(
    kind: StagedKind, counts: Mapping[int, Counts], gone: int
) -> dict[int, FileReport]:
    """What each file did, by its place; what is gone is told with the first of its kind."""
    first = kind.files[0]
    return {
        file.place: _file_report(file, counts.get(file.place, Counts()), gone * (file is first))
        for file in kind.files
    }


def record_files(
    connection: Connection,
    batch: int,
    kind: StagedKind,
    reports: Mapping[int, FileReport],
    found: Measure,
    *,
    received_is_registration: bool,
) -> None:
    """Write down the files of one kind."""
    of_kind = {
        "received_dates_are_registration": received_is_registration
        and kind.kind is FileKind.REPORTS,
        "caseworkers_are_kept": kind.kind is FileKind.INVESTIGATIONS,
    }
    rows = [_file_values(batch, file, reports[file.place], found) | of_kind for file in kind.files]
    connection.execute(insert(IMPORT_FILE), rows)


def record_rejected(
    connection: Connection, batch: int, kinds: Sequence[StagedKind]
) -> tuple[RejectedRow, ...]:
    """Write down where rows were rejected, and return them file by file."""
    files = sorted((file for kind in kinds for file in kind.files), key=lambda file: file.place)
    rejected = tuple(
        row for file in files for row in sorted(file.rejected, key=lambda row: row.line)
    )
    if rejected:
        connection.execute(insert(REJECTED_ROW), [_rejected_values(batch, row) for row in rejected])
    return rejected


def _file_report(file: StagedFile, did: Counts, gone: int) -> FileReport:
    return FileReport(
        path=file.source.shown_path,
        kind=file.source.kind,
        rows=did.accepted + len(file.rejected),
        inserted=did.inserted,
        updated=did.updated,
        unchanged=did.unchanged,
        rejected=len(file.rejected),
        gone=gone,
    )


def _file_values(
    batch: int, file: StagedFile, report: FileReport, found: Measure
) -> dict[str, object]:
    return {
        "batch_id": batch,
        "kind": report.kind.value,
        "name": file.source.name,
        "sha256": file.source.sha256,
        "modified_at": file.source.modified_at,
        "rows": report.rows,
        "inserted": report.inserted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "gone": report.gone,
        "newest_event_on": found.newest_event_on,
        "is_full_list": found.is_full_list,
        "is_unterminated": file.source.is_unterminated,
    }


def _rejected_values(batch: int, row: RejectedRow) -> dict[str, object]:
    return {
        "batch_id": batch,
        "file_name": Path(row.path).name,
        "line": row.line,
        "column": row.column,
        "code": row.code,
    }
