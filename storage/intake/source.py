"""Recognises a file: what it lists, how it is written and where its header is."""

import codecs
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import dropwhile
from pathlib import Path

from python_calamine import CalamineError

from storage.intake import messages
from storage.intake.header import Header, check_header, find_header
from storage.intake.kinds import DATE_FIELDS, FileKind
from storage.intake.personal_numbers import holds_personal_number
from storage.intake.profile import Profile
from storage.intake.readers import (
    Record,
    delimited_records,
    open_text,
    sheet_records,
    visible_sheets,
)
from storage.intake.rejection import UnusableFileError

_DELIMITERS = (";", ",", "\t")
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


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


@dataclass(frozen=True, slots=True)
class _Content:
    """What one pass over a file's bytes tells."""

    encoding: str | None
    sha256: str
    size: int
    modified_at: datetime


def recognise(path: Path, profile: Profile) -> SourceFile:
    """What the file lists and how it is to be read, by its header's columns.

    Raises UnusableFileError when it cannot be read or its columns are not the expected ones.
    """
    if holds_personal_number(path.name):
        raise UnusableFileError("personal_number_in_name", messages.PERSONAL_NUMBER_IN_NAME)
    with readable(path):
        content = _survey(path, profile)
        if content.encoding is None:
            delimiter, (sheet, header) = None, _workbook_header(path, profile)
        else:
            sheet, (delimiter, header) = None, _text_header(path, content.encoding, profile)
    check_header(header, profile, path.name)
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
    )


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns the faults of opening and reading a file into sentences."""
    try:
        yield
    except FileNotFoundError as fault:
        raise UnusableFileError("file_missing", messages.file_missing(str(path))) from fault
    except OSError as fault:
        raise UnusableFileError("file_unreadable", messages.file_unreadable(str(path))) from fault
    except CalamineError as fault:
        sentence = messages.workbook_unreadable(path.name)
        raise UnusableFileError("workbook_unreadable", sentence) from fault


def modified_at(path: Path) -> datetime:
    """When the file was last written to."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _survey(path: Path, profile: Profile) -> _Content:
    """One pass: the digest of the bytes, and whether they can be UTF-8."""
    written_at = modified_at(path)
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")("replace")
    start, size, continued, broken = b"", 0, 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            start = start or chunk[:4096]
            size += len(chunk)
            digest.update(chunk)
            text = decoder.decode(chunk)
            continued += len(chunk) - len(text)
            broken += text.count("\ufffd")
    if not size:
        raise UnusableFileError("file_empty", messages.file_empty(path.name))
    encoding = _encoding(start, continued >= broken, profile)
    return _Content(encoding, digest.hexdigest(), size, written_at)


def _encoding(start: bytes, is_utf8: bool, profile: Profile) -> str | None:
    """None for a workbook. A few broken bytes do not make a UTF-8 file another encoding."""
    if start.startswith(_WORKBOOK_STARTS):
        return None
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding
    return "utf-8" if is_utf8 and b"\0" not in start else profile.encoding


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
        sentence = messages.several_sheets(path.name, [name for name, _ in found])
        raise UnusableFileError("several_sheets", sentence)
    return found[0] if found else _no_header(path, profile)


def _no_header(path: Path, profile: Profile) -> tuple[str, Header]:
    sentence = messages.no_header(path.name, profile.header_search_rows, profile.name)
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
        raise UnusableFileError("file_changed", messages.file_changed(source.path.name))


def _below(header: Header, records: Iterator[Record]) -> Iterator[Record]:
    return dropwhile(lambda record: record[0] <= header.line, records)


def _sheet_records(source: SourceFile) -> Iterator[Record]:
    dates = frozenset(at for at, field in enumerate(source.header.fields) if field in DATE_FIELDS)
    rows = next(
        (sheet.rows for sheet in visible_sheets(source.path) if sheet.name == source.sheet),
        iter(()),
    )
    return sheet_records(rows, dates)
