"""Writing digests to a folder; a name tells the period and the unit and nothing of a case."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import assert_never

from digests.errors import DigestError
from digests.monthly.as_json import monthly_as_json
from digests.monthly.model import MonthlySummary
from digests.monthly.pdf import monthly_pdf
from digests.render import monthly_html, weekly_card_json, weekly_html, weekly_text
from digests.weekly.model import WeeklyDigest

_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_LONGEST_NAME = 60
_ONLY_ITS_READER = 0o600
_UNWRITABLE = (
    "Det går inte att skriva {path}. Kontrollera att mappen finns och går att skriva i, eller välj "
    "en annan med --out."
)


class SummaryFormat(StrEnum):
    """The formats that a monthly summary is written in."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """Return what the format is called in a letter."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    SummaryFormat.HTML: "text/html",
    SummaryFormat.PDF: "application/pdf",
    SummaryFormat.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    SummaryFormat.DOCX: f"{_OFFICE}.wordprocessingml.document",
    SummaryFormat.JSON: "application/json",
}


def write_weekly(folder: Path, digests: Iterable[WeeklyDigest]) -> tuple[Path, ...]:
    """Write each digest as HTML, text and card; return the files."""
    written: list[Path] = []
    taken: set[str] = set()
    for digest in digests:
        stem = _free_name(f"veckobrev-{digest.week}-{_as_file_name(digest.unit)}", taken)
        written += [
            _write(folder, f"{stem}.html", weekly_html(digest).encode()),
            _write(folder, f"{stem}.txt", weekly_text(digest).encode()),
            _write(folder, f"{stem}.card.json", weekly_card_json(digest).encode()),
        ]
    return tuple(written)


def write_monthly(
    folder: Path, summary: MonthlySummary, formats: Iterable[str], template: Path | None = None
) -> tuple[Path, ...]:
    """Write the summary in each of the formats, in their order; return the files.

    Nothing is written where one of them cannot be made. Raises DigestError.
    """
    wanted = dict.fromkeys(map(SummaryFormat, formats))
    made = {each: monthly_content(summary, each, template) for each in wanted}
    return tuple(
        _write(folder, monthly_file_name(summary, each), content) for each, content in made.items()
    )


def monthly_file_name(summary: MonthlySummary, wanted: SummaryFormat) -> str:
    """Return for example *sammanstallning-2026-10.html*; another name for what was not sent."""
    mark = "-omraknad" if summary.stamp.is_recomputed else ""
    return f"sammanstallning-{summary.month}{mark}.{wanted.value}"


def monthly_content(
    summary: MonthlySummary, wanted: SummaryFormat, template: Path | None = None
) -> bytes:
    """Return what a file of the summary holds; `template` is the municipality's own for Word.

    Raises DigestError where that template cannot be used.
    """
    match wanted:
        case SummaryFormat.HTML:
            return monthly_html(summary).encode()
        case SummaryFormat.PDF:
            return monthly_pdf(summary)
        case SummaryFormat.XLSX:
            from digests.monthly.xlsx import monthly_xlsx

            return monthly_xlsx(summary)
        case SummaryFormat.DOCX:
            from digests.monthly.docx import monthly_docx

            return monthly_docx(summary, template)
        case SummaryFormat.JSON:
            document = dumps(monthly_as_json(summary), ensure_ascii=False, indent=2)
            return f"{document}\n".encode()
        case _:
            assert_never(wanted)


def _write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that nobody but its owner may read: a digest holds confidential rows.

    Raises DigestError where it cannot be written.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=_ONLY_ITS_READER)
        path.chmod(_ONLY_ITS_READER)
        path.write_bytes(content)
    except OSError:
        raise DigestError("unwritable", _UNWRITABLE.format(path=path)) from None
    return path


def _as_file_name(unit: str) -> str:
    """Return the unit's name in lower case with hyphens and without the marks of å, ä and ö."""
    letters = unicodedata.normalize("NFKD", unit.casefold()).encode("ascii", "ignore").decode()
    words = _NOT_IN_A_NAME.sub("-", letters)
    return words.strip("-")[:_LONGEST_NAME] or "enhet"


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free
