"""The sample municipality with tokens in the place of its numbers, and every number it hides."""

import csv
from pathlib import Path

from sample_municipality import DATA, sample_municipality

from storage.case_labels import CaseLabels
from storage.engine import Database

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2
LABELS = CaseLabels(KEY.encode())
_NUMBERED = ("ärendenr", "aktualiseringsnr", "utredningsnr", "placeringsnr")


def labelled_town(file: Path) -> Database:
    """Return the municipality, imported with tokens."""
    return sample_municipality(file, LABELS)


def numbers() -> set[str]:
    """Return every number of a case or a row that stands in the export."""
    return {
        row[name]
        for file in DATA.glob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        for name in row
        if name and name.strip().casefold() in _NUMBERED and row[name]
    }
