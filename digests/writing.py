"""Writing digests to a folder; a name tells the period and the unit and nothing of a case."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from json import dumps
from pathlib import Path

from digests.monthly.as_json import monthly_as_json
from digests.monthly.model import MonthlySummary
from digests.render import monthly_html, weekly_card_json, weekly_html, weekly_text
from digests.weekly.model import WeeklyDigest

_NOT_IN_A_NAME = re.compile(r"[\W_]+")
_LONGEST_NAME = 60
_ONLY_ITS_READER = 0o600


class SummaryFormat(StrEnum):
    """The formats that a monthly summary is written in."""

    HTML = "html"
    JSON = "json"


def write_weekly(folder: Path, digests: Iterable[WeeklyDigest]) -> tuple[Path, ...]:
    """Write each digest as HTML, text and card; return the files."""
    written: list[Path] = []
    taken: set[str] = set()
    for digest in digests:
        stem = _free_name(f"veckobrev-{digest.week}-{_as_file_name(digest.unit)}", taken)
        written += [
            _write(folder, f"{stem}.html", weekly_html(digest)),
            _write(folder, f"{stem}.txt", weekly_text(digest)),
            _write(folder, f"{stem}.card.json", weekly_card_json(digest)),
        ]
    return tuple(written)


def write_monthly(
    folder: Path, summary: MonthlySummary, formats: Iterable[str]
) -> tuple[Path, ...]:
    """Write the summary in each of the formats, in their order; return the files."""
    return tuple(
        _write(folder, f"sammanstallning-{summary.month}.{each.value}", _content(summary, each))
        for each in dict.fromkeys(map(SummaryFormat, formats))
    )


def _content(summary: MonthlySummary, wanted: SummaryFormat) -> str:
    if wanted is SummaryFormat.HTML:
        return monthly_html(summary)
    return dumps(monthly_as_json(summary), ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, name: str, content: str) -> Path:
    """Write a file that nobody but its owner may read: a digest holds confidential rows."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.touch(mode=_ONLY_ITS_READER)
    path.chmod(_ONLY_ITS_READER)
    path.write_text(content, encoding="utf-8")
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
