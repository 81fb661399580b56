"""The sample municipality, imported on the day that its answers are known for."""

from datetime import date, datetime
from pathlib import Path

from small_town import STOCKHOLM

from storage.case_labels import NUMBERS, CaseLabels
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files

DATA = Path(__file__).parent.parent / "data" / "exempelkommun"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=STOCKHOLM)


def sample_municipality(file: Path, labels: CaseLabels = NUMBERS, exports: Path = DATA) -> Database:
    """Return the municipality, open; its cases have their own numbers unless told."""
    database = open_database(f"sqlite:///{file}", labels=labels)
    import_files(database, [exports], profile=load_profile(None), now=NOW, full=True)
    return database
