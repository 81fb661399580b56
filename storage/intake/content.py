"""What one pass over a file's bytes tells: its digest, and how its text is written."""

import codecs
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.intake import messages
from storage.intake.personal_numbers import shown
from storage.intake.profile import Profile
from storage.intake.rejection import UnusableFileError

_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAKS = frozenset(b"\r\n")  # in UTF-16 a NUL stands beside them
_CHUNK = 1 << 20
_LONGEST_LINE = 8 * _CHUNK  # a line is held in memory whole


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes as a whole; `encoding` is None for a workbook.

    Text is unterminated where its last line has no line break, as where it was cut off.
    """

    encoding: str | None
    sha256: str
    size: int
    modified_at: datetime
    is_unterminated: bool


def modified_at(path: Path) -> datetime:
    """When the file was last written to."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def survey(path: Path, profile: Profile) -> Content:
    """The content of a file.

    Raises UnusableFileError when it is empty, or has a line that no memory could hold.
    """
    written_at = modified_at(path)
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")("replace")
    start, end, size, continued, broken, unbroken = b"", b"", 0, 0, 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            start, end = start or chunk[:4096], chunk[-2:]
            size += len(chunk)
            digest.update(chunk)
            unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
            if unbroken > _LONGEST_LINE and not start.startswith(_WORKBOOK_STARTS):
                raise UnusableFileError("endless_line", messages.endless_line(shown(path.name)))
            text = decoder.decode(chunk)
            continued += len(chunk) - len(text)
            broken += text.count("\ufffd")
    if not size:
        raise UnusableFileError("file_empty", messages.file_empty(shown(path.name)))
    encoding = _encoding(start, continued >= broken, profile)
    is_unterminated = encoding is not None and not _BREAKS.intersection(end)
    return Content(encoding, digest.hexdigest(), size, written_at, is_unterminated)


def _encoding(start: bytes, is_utf8: bool, profile: Profile) -> str | None:
    """None for a workbook. A few broken bytes do not make a UTF-8 file another encoding."""
    if start.startswith(_WORKBOOK_STARTS):
        return None
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding
    return _utf16(start) or ("utf-8" if is_utf8 else profile.encoding)


def _utf16(start: bytes) -> str | None:
    """UTF-16 without its mark has a NUL in every other byte; a damaged file has them anywhere."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
