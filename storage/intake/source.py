"""Recognises a file: what it lists, how it is written and where its header is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from pathlib import Path

from python_calamine import CalamineError

from storage.file_kinds import FileKind
from storage.intake import messages
from storage.intake.content import modified_at, survey
from storage.intake.header import Header, check_header, find_header
from storage.intake.kinds import DATE_FIELDS
from storage.intake.personal_numbers import shown
from storage.intake.profile import Profile
from storage.intake.readers import (
    Record,
    delimited_records,
    open_text,
    sheet_records,
    visible_sheets,
)
from storage.intake.rejection import UnusableFileError
from storage.intake.workbook_errors import rows_with_errors

_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that has been recognised and can be read row by row.

    `encoding` and `delimiter` are None for a workbook, `sheet` is None for a CSV file.
    """

    path: Path
    kind: FileKind
    header: Header
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sha256: str
    size: int
    modified_at: datetime
    is_unterminated: bool = False

    @property
    def name(self) -> str:
        """The file's name for people and records."""
        return shown(self.path.name)

    @property
    def shown_path(self) -> str:
        """The file's path for people and records."""
        return shown(self.path)


def recognise(path: Path, profile: Profile) -> SourceFile:
    """What the file lists and how it is to be read, by its header's columns.

    Raises UnusableFileError when it cannot be read or its columns are not the expected ones.
    """
    with readable(path):
        content = survey(path, profile)
        if content.encoding is None:
            delimiter, (sheet, header) = None, _workbook_header(path, profile)
        else:
            sheet, (delimiter, header) = None, _text_header(path, content.encoding, profile)
    check_header(header, profile, shown(path.name))
    return SourceFile(
        path=path,
        kind=header.kind,
        header=header,
        encoding=content.encoding,
        delimiter=delimiter,
        sheet=sheet,
        sha256=content.sha256,
        size=content.size,
        modified_at=content.modified_at,
        is_unterminated=content.is_unterminated,
    )


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns the faults of opening and reading a file into sentences."""
    try:
        yield
    except FileNotFoundError as fault:
        sentence = messages.file_missing(shown(path))
        raise UnusableFileError("file_missing", sentence) from fault
    except OSError as fault:
        sentence = messages.file_unreadable(shown(path))
        raise UnusableFileError("file_unreadable", sentence) from fault
    except CalamineError as fault:
        sentence = messages.workbook_unreadable(shown(path.name))
        raise UnusableFileError("workbook_unreadable", sentence) from fault


def _text_header(path: Path, encoding: str, profile: Profile) -> tuple[str, Header]:
    """The header under the delimiter that makes most sense of it."""
    best: tuple[str, Header] | None = None
    for delimiter in dict.fromkeys((profile.delimiter, *_DELIMITERS)):
        with open_text(path, encoding) as file:
            header = find_header(delimited_records(file, delimiter), profile)
        if header is not None and (best is None or header.known > best[1].known):
            best = delimiter, header
    return best or _no_header(path, profile)


def _workbook_header(path: Path, profile: Profile) -> tuple[str, Header]:
    found = [
        (sheet.name, header)
        for sheet in visible_sheets(path)
        if (header := find_header(sheet_records(sheet.rows), profile)) is not None
    ]
    if len(found) > 1:
        sentence = messages.several_sheets(shown(path.name), [shown(name) for name, _ in found])
        raise UnusableFileError("several_sheets", sentence)
    return found[0] if found else _no_header(path, profile)


def _no_header(path: Path, profile: Profile) -> tuple[str, Header]:
    sentence = messages.no_header(shown(path.name), profile.header_search_rows, profile.name)
    raise UnusableFileError("no_header", sentence)


def records_below_header(source: SourceFile) -> Iterator[Record]:
    """The records under the header row, streamed from a CSV file.

    Raises UnusableFileError when the file was written to after it had been recognised.
    """
    with readable(source.path):
        if source.encoding is None or source.delimiter is None:
            yield from _below(source.header, _sheet_records(source))
        else:
            with open_text(source.path, source.encoding) as file:
                yield from _below(source.header, delimited_records(file, source.delimiter))
        now = (source.path.stat().st_size, modified_at(source.path))
    if now != (source.size, source.modified_at):
        raise UnusableFileError("file_changed", messages.file_changed(source.name))


def _below(header: Header, records: Iterator[Record]) -> Iterator[Record]:
    return dropwhile(lambda record: record[0] <= header.line, records)


def _sheet_records(source: SourceFile) -> Iterator[Record]:
    dates = frozenset(at for at, field in enumerate(source.header.fields) if field in DATE_FIELDS)
    sheet = next(
        (sheet for sheet in visible_sheets(source.path) if sheet.name == source.sheet), None
    )
    rows = rows_with_errors(source.path, sheet) if sheet else iter(())
    return sheet_records(rows, dates)
