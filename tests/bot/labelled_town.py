"""The sample municipality with tokens in the place of its numbers, and every number it hides."""

import csv
from datetime import date, datetime
from pathlib import Path

from small_town import STOCKHOLM

from storage.case_labels import CaseLabels
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

DATA = Path(__file__).parent.parent / "data" / "exempelkommun"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=STOCKHOLM)
KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2
LABELS = CaseLabels(KEY.encode())
_NUMBERED = ("ärendenr", "aktualiseringsnr", "utredningsnr", "placeringsnr")


def labelled_town(file: Path) -> Database:
    """Return the municipality, imported with tokens."""
    database = open_database(f"sqlite:///{file}", labels=LABELS)
    import_files(database, [DATA], profile=load_profile(None), now=NOW, full=True)
    return database


def numbers() -> set[str]:
    """Return every number of a case or a row that stands in the export."""
    return {
        row[name]
        for file in DATA.glob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        for name in row
        if name and name.strip().casefold() in _NUMBERED and row[name]
    }
