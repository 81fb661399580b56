"""Facts for the tests, and the export files they come in."""

import csv
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rules.facts import (
    Investigation,
    LegalBasis,
    Placement,
    PlacementForm,
    ReportDecision,
    ReportOfConcern,
    ReportType,
    Role,
    StaffMember,
)
from storage.engine import Database
from storage.intake import FileKind, load_profile
from storage.intake.batch import ImportReport, import_files
from storage.intake.kinds import LAYOUTS
from storage.tables import metadata

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PROFILE = load_profile(None)
INTAKE, NORTH = "Mottagningen", "Barnenheten Norr"

_NAMES = {
    FileKind.REPORTS: "aktualiseringar.csv",
    FileKind.INVESTIGATIONS: "utredningar.csv",
    FileKind.PLACEMENTS: "placeringar.csv",
    FileKind.STAFF: "personal.csv",
}
_KINDS = {
    ReportOfConcern: FileKind.REPORTS,
    Investigation: FileKind.INVESTIGATIONS,
    Placement: FileKind.PLACEMENTS,
    StaffMember: FileKind.STAFF,
}


def report(number: int, case: int | str | None = None, **said: Any) -> ReportOfConcern:
    facts = {
        "received_on": date(2026, 11, 10),
        "type": ReportType.REPORT,
        "unit": INTAKE,
        "caseworker": "Åsa Holm",
    }
    return ReportOfConcern(f"AKT-2026-{number:05d}", _case(case or number), **(facts | said))


def decided(number: int, on: date, **said: Any) -> ReportOfConcern:
    return report(number, decided_on=on, decision=ReportDecision.NO_INVESTIGATION, **said)


def investigation(number: int, case: int | str | None = None, **said: Any) -> Investigation:
    facts = {"opened_on": date(2026, 9, 1), "unit": NORTH, "caseworker": "Erik Lund"}
    return Investigation(f"UTR-2026-{number:05d}", _case(case or number), **(facts | said))


def placement(number: int, case: int | str | None = None, **said: Any) -> Placement:
    facts = {
        "started_on": date(2026, 6, 1),
        "form": PlacementForm.FOSTER_HOME,
        "legal_basis": LegalBasis.SOL,
        "unit": NORTH,
        "caseworker": "Erik Lund",
    }
    return Placement(f"PLA-2026-{number:05d}", _case(case or number), **(facts | said))


def caseworker(name: str, unit: str | None = INTAKE, email: str = "", **said: Any) -> StaffMember:
    address = email or f"{name.lower().replace(' ', '.')}@exempelkommun.example"
    return StaffMember(name, address, said.pop("role", Role.CASEWORKER), unit, **said)


def write_lists(
    folder: Path, *facts: Any, modified_at: datetime = NOW, empty: Iterable[FileKind] = ()
) -> Path:
    """Write each kind of fact to its export file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = {_KINDS[type(fact)] for fact in facts} | set(empty)
    for kind in kinds:
        path = folder / _NAMES[kind]
        write_list(path, kind, [fact for fact in facts if _KINDS[type(fact)] is kind])
        os.utime(path, (modified_at.timestamp(),) * 2)
    return folder


def write_list(path: Path, kind: FileKind, facts: Iterable[Any]) -> Path:
    layout = LAYOUTS[kind]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(PROFILE.column_names[kind][field] for field in layout.fields)
        for fact in facts:
            rows.writerow(_cell(field, getattr(fact, field)) for field in layout.fields)
    return path


def load(database: Database, folder: Path, *facts: Any, **terms: Any) -> ImportReport:
    """Import the facts through the files they would have come in."""
    empty = terms.pop("empty", ())
    written = write_lists(folder, *facts, modified_at=terms.pop("modified_at", NOW), empty=empty)
    terms = {"profile": PROFILE, "now": NOW, "full": False, "force": False} | terms
    return import_files(database, [written], **terms)


def _case(case: int | str) -> str:
    return case if isinstance(case, str) else f"BU-2026-{case:05d}"


def _cell(field: str, value: Any) -> str:
    if value is None:
        return ""
    code = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    words = PROFILE.values.get(field, {})
    return next((word for word, known in words.items() if known == code), str(code))


def rows_in(database: Database, tables: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of each of the tables, as it is stored."""
    with database.reading() as connection:
        return {
            table: sorted(tuple(row) for row in connection.execute(select(metadata.tables[table])))
            for table in tables
        }
