"""Gives cases and rows their labels before anything of a file is written down.

Everything after this works on labels, so that a database with tokens never held a number. What
a row refers to in another list gets the label that it has there.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from rules.facts import Investigation, Placement
from storage.case_labels import CaseLabels
from storage.file_kinds import FileKind
from storage.intake.rejection import AcceptedRow, ProtectedRow, ReadRow, RejectedRow, Said

_REFERENCES = {
    FileKind.INVESTIGATIONS: Investigation.__match_args__.index("report_number"),
    FileKind.PLACEMENTS: Placement.__match_args__.index("investigation_number"),
}


def labelled(rows: Iterator[ReadRow], kind: FileKind, labels: CaseLabels) -> Iterator[ReadRow]:
    """Return the rows of a list with labels in the place of numbers, if that is wanted."""
    if not labels.hides_numbers or kind is FileKind.STAFF:
        return rows
    reference = _REFERENCES.get(kind)
    return (_labelled(row, reference, labels) for row in rows)


def _labelled(row: ReadRow, reference: int | None, labels: CaseLabels) -> ReadRow:
    match row:
        case AcceptedRow():
            return row._replace(said=_said(row.said, reference, labels))
        case RejectedRow():
            return replace(row, number=row.number and labels.of_row(row.number))
        case ProtectedRow(number, case):
            return ProtectedRow(number and labels.of_row(number), case and labels.of_case(case))
        case _:
            assert_never(row)


def _said(said: Said, reference: int | None, labels: CaseLabels) -> Said:
    """Return what the row says; its own number comes first and its case's second."""
    number, case, *rest = said
    if reference is not None and (other := said[reference]):
        rest[reference - 2] = labels.of_row(other)
    return labels.of_row(number), labels.of_case(case), *rest
