"""Reads the case system's own lists to tell which number each label stands for.

Nothing is kept: the list is for the caseworkers, in the municipality's own environment. Cases
with a protected identity are left out of it, as they are of everything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from storage.case_labels import CaseLabels
from storage.file_kinds import FileKind
from storage.intake.export_files import files_in
from storage.intake.profile import Profile
from storage.intake.rejection import AcceptedRow, ProtectedRow, ReadRow
from storage.intake.rows import read_rows
from storage.intake.source import recognise


class Labelled(NamedTuple):
    """A number of the case system and its label; `kind` is None where it is a case's."""

    kind: FileKind | None
    number: str
    label: str


Read = tuple[FileKind, ReadRow]


def labels_in(
    paths: Iterable[Path], profile: Profile, labels: CaseLabels, import_day: date
) -> tuple[Labelled, ...]:
    """Return the cases of the lists, then their rows, each with the label that it has.

    Raises UnusableFileError when a file cannot be read.
    """
    read = list(_rows(files_in(paths), profile, import_day))
    hidden = {labels.of_case(case) for case in _protected_cases(read)}
    shown = [
        (kind, *row.said[:2])
        for kind, row in read
        if isinstance(row, AcceptedRow) and labels.of_case(row.said[1]) not in hidden
    ]
    cases = sorted({Labelled(None, case, labels.of_case(case)) for _, _, case in shown}, key=_order)
    rows = sorted({Labelled(kind, row, labels.of_row(row)) for kind, row, _ in shown}, key=_order)
    return (*cases, *rows)


def _rows(files: Iterable[Path], profile: Profile, import_day: date) -> Iterator[Read]:
    for file in files:
        source = recognise(file, profile)
        if source.kind is not FileKind.STAFF:
            yield from ((source.kind, row) for row in read_rows(source, profile, import_day))


def _protected_cases(read: Sequence[Read]) -> set[str]:
    """The cases of which some row is marked as protected, or has the number of one that is."""
    marked = [(kind, row) for kind, row in read if isinstance(row, ProtectedRow)]
    rows = {(kind, row.number) for kind, row in marked}
    of_rows = {
        row.said[1]
        for kind, row in read
        if isinstance(row, AcceptedRow) and (kind, row.said[0]) in rows
    }
    return of_rows | {row.case for _, row in marked if row.case is not None}


def _order(labelled: Labelled) -> tuple[str, str]:
    return labelled.kind or "", labelled.number
