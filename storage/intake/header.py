"""Finds the header row and what each of its columns means.

The kind of a file is read from its columns, never from its name. A column that is missing
or unknown stops the file: a guess would turn into wrong dates in somebody's digest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from storage.file_kinds import FileKind
from storage.intake import messages
from storage.intake.kinds import LAYOUTS
from storage.intake.personal_numbers import holds_personal_number
from storage.intake.profile import Profile
from storage.intake.readers import BrokenRecord, Record
from storage.intake.rejection import UnusableFileError
from storage.intake.wording import clean, folded


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its column names as written, and the field that each column fills."""

    kind: FileKind
    line: int
    names: tuple[str, ...]
    fields: tuple[str | None, ...]

    @property
    def known(self) -> int:
        """How many columns are known, to choose between two readings of the same file."""
        return sum(field is not None for field in self.fields)


def find_header(records: Iterable[Record], profile: Profile) -> Header | None:
    """The row among the first ones that names most of some kind's columns, if any does."""
    candidates = (
        _as_header(kind, line, cells, profile)
        for line, cells in islice(records, profile.header_search_rows)
        if not isinstance(cells, BrokenRecord)
        for kind in FileKind
    )
    best = max(candidates, key=lambda header: header.known, default=None)
    return best if best is not None and _is_credible(best) else None


def _as_header(kind: FileKind, line: int, cells: Sequence[str], profile: Profile) -> Header:
    names = [clean(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    known = profile.fields[kind]
    return Header(kind, line, tuple(names), tuple(known.get(folded(name)) for name in names))


def _is_credible(header: Header) -> bool:
    """Enough columns to say which kind of file it is, so that the rest can be asked for."""
    return header.known >= max(3, len(LAYOUTS[header.kind].required) // 2)


def check_header(header: Header, profile: Profile, file: str) -> None:
    """Raises UnusableFileError when a column is missing, unknown or there twice."""
    _refuse_repeated(header, file)
    unknown = _unknown_columns(header, profile)
    missing = [
        profile.column_names[header.kind][field]
        for field in LAYOUTS[header.kind].fields
        if field not in header.fields and field not in profile.optional[header.kind]
    ]
    if missing:
        sentence = messages.missing_columns(file, missing, unknown, f"columns.{header.kind}")
        raise UnusableFileError("missing_column", sentence)
    if unknown:
        raise UnusableFileError("unknown_column", messages.unknown_columns(file, unknown))


def _refuse_repeated(header: Header, file: str) -> None:
    seen: dict[str, str] = {}
    for name, field in zip(header.names, header.fields, strict=True):
        if field is not None and field in seen:
            sentence = messages.repeated_column(file, seen[field], name)
            raise UnusableFileError("repeated_column", sentence)
        if field is not None:
            seen[field] = name


def _unknown_columns(header: Header, profile: Profile) -> list[str]:
    """Columns to refuse by name; one without a heading has nothing that could be stored."""
    expected = profile.ignored_columns | profile.protected_columns
    return [
        messages.hidden_column_name(position) if holds_personal_number(name) else name
        for position, (name, field) in enumerate(
            zip(header.names, header.fields, strict=True), start=1
        )
        if name and field is None and folded(name) not in expected
    ]
