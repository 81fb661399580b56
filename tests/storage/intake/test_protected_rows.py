"""A person whose identity becomes protected leaves nothing behind."""

import csv
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_lists import (
    NOW,
    PROFILE,
    caseworker,
    decided,
    investigation,
    placement,
    report,
    write_lists,
)
from sqlalchemy import text

from rules.facts import OverrunCause, Role, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportRefusedError, ImportReport, import_files
from storage.records import open_calendar, pause_digest, record_overrun_cause, set_reminder
from storage.tables import metadata

Import = Callable[..., ImportReport]
TEN = [report(number) for number in range(1, 11)]


@pytest.fixture
def marked(database: Database, tmp_path: Path) -> Import:
    """Import facts, some of whose rows are marked as protected."""
    calls: list[int] = []

    def run(*facts: Any, protected: Iterable[Any], **terms: Any) -> ImportReport:
        calls.append(1)
        folder = write_lists(tmp_path / f"marked{len(calls)}", *facts)
        keys = {getattr(fact, "number", None) or fact.email for fact in protected}
        for path in folder.iterdir():
            mark(path, keys)
        terms = {"profile": PROFILE, "now": NOW, "full": False, "force": False} | terms
        return import_files(database, [folder], **terms)

    return run


def mark(path: Path, keys: set[str]) -> None:
    """Add the column of protection to a file."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*header, "Skyddade personuppgifter"])
        writer.writerows([*row, "Ja" if keys & set(row) else "Nej"] for row in rows)
    os.utime(path, (NOW.timestamp(),) * 2)


def stored(database: Database, table: str = "report", key: str = "number") -> list[str]:
    """The keys of every row of the table, gone or not."""
    with database.reading() as connection:
        found = connection.execute(text(f"SELECT {key} FROM {table} ORDER BY {key}"))  # noqa: S608 — our own names
        return list(found.scalars())


@pytest.mark.parametrize("full", [False, True])
def test_a_row_that_becomes_protected_is_deleted_and_counted_but_not_listed(
    database: Database, imported: Import, marked: Import, full: bool
) -> None:
    imported(*TEN, full=True)
    told = marked(*TEN, protected=[TEN[2]], full=full)

    assert (told.files[0].gone, told.files[0].unchanged, told.files[0].rows) == (1, 9, 9)
    assert told.rejected == ()
    assert "AKT-2026-00003" not in repr(told)
    assert told.warnings == (
        "aktualiseringar.csv: 1 rad gäller numera personer med skyddade personuppgifter. "
        "Det som fanns om dem är borttaget.",
    )
    assert "AKT-2026-00003" not in stored(database)
    assert len(stored(database)) == 9


def test_the_next_night_there_is_nothing_more_to_remove(
    database: Database, imported: Import, marked: Import
) -> None:
    imported(*TEN, full=True)
    marked(*TEN, protected=[TEN[2]], full=True)
    told = marked(*TEN, protected=[TEN[2]], full=True)
    assert (told.files[0].gone, told.warnings) == (0, ())
    assert len(stored(database)) == 9


def test_every_list_forgets_its_own(database: Database, imported: Import, marked: Import) -> None:
    rows = [investigation(1), placement(1), caseworker("Åsa Holm"), report(1)]
    others = [investigation(2), placement(2), caseworker("Erik Lund"), report(2)]
    imported(*rows, *others)
    told = marked(*rows, *others, protected=rows)

    assert sorted(file.gone for file in told.files) == [1, 1, 1, 1]
    assert stored(database, "investigation") == ["UTR-2026-00002"]
    assert stored(database, "placement") == ["PLA-2026-00002"]
    assert stored(database, "staff", "email_key") == ["erik.lund@exempelkommun.example"]


def test_a_row_that_was_gone_is_deleted_too_but_counted_once(
    database: Database, imported: Import, marked: Import
) -> None:
    imported(*TEN, full=True)
    imported(*TEN[:9], full=True)
    assert marked(TEN[9], protected=[TEN[9]]).files[0].gone == 0
    assert len(stored(database)) == 9


def test_a_number_that_is_protected_on_one_row_is_so_on_all_of_them(
    database: Database, imported: Import, marked: Import, tmp_path: Path
) -> None:
    imported(*TEN)
    folder = write_lists(tmp_path / "next", report(1, caseworker="Eva Ek"), report(1), report(2))
    path = folder / "aktualiseringar.csv"
    header, other, same, last = path.read_text("utf-8").splitlines()
    broken = other.replace("2026-11-10", "okänt")
    lines = [f"{header};Sekretessmarkering", f"{other};Nej", f"{broken};", f"{same};Ja", f"{last};"]
    path.write_text("\r\n".join(lines), "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)
    told = import_files(database, [folder], profile=PROFILE, now=NOW)

    assert (told.rejected, told.files[0].gone) == ((), 1)
    assert "AKT-2026-00001" not in stored(database)


def test_a_person_who_is_no_longer_protected_comes_back(
    database: Database, imported: Import, marked: Import
) -> None:
    imported(*TEN)
    marked(*TEN, protected=[TEN[0]])
    assert imported(*TEN).files[0].inserted == 1
    assert len(stored(database)) == 10


def test_the_newest_event_and_many_rows_of_a_small_list_may_become_protected(
    database: Database, imported: Import, marked: Import
) -> None:
    newest = decided(11, on=date(2026, 11, 19))
    imported(*TEN, newest, full=True)
    told = marked(*TEN, newest, protected=[*TEN[:4], newest], full=True)
    assert told.files[0].gone == 5


@pytest.mark.parametrize("full", [False, True])
def test_protection_that_sweeps_the_list_is_refused_until_a_person_believes_it(
    database: Database, imported: Import, marked: Import, full: bool
) -> None:
    many = [report(number) for number in range(1, 61)]
    imported(*many, full=True)
    with pytest.raises(ImportRefusedError, match=r"protected\.harmless") as refused:
        marked(*many, protected=many[:20], full=full)
    assert refused.value.code == "too_many_protected"
    assert len(stored(database)) == 60
    assert marked(*many, protected=many[:20], full=full, force=True).files[0].gone == 20
    assert len(stored(database)) == 40


def test_what_a_refused_import_would_have_removed_is_still_there(
    database: Database, imported: Import, marked: Import
) -> None:
    imported(*TEN, full=True)
    with pytest.raises(ImportRefusedError):
        marked(*TEN[:3], protected=[TEN[0]], full=True)
    assert len(stored(database)) == 10


def test_nothing_about_a_protected_row_is_in_the_record_of_the_import(
    database: Database, imported: Import, marked: Import
) -> None:
    imported(*TEN)
    marked(*TEN, protected=[TEN[0]], now=datetime.fromisoformat("2026-11-20 09:00+01:00"))
    with database.reading() as connection:
        kept = [
            dict(row)
            for table in ("import_file", "rejected_row")
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()  # noqa: S608 — our own names
        ]
    assert "00001" not in repr(kept)
    assert [row["gone"] for row in kept] == [0, 1]


ASA = StaffMember("Åsa Holm", "asa.holm@exempelkommun.example", Role.CASEWORKER, "Mottagningen")


def rows_of_case(number: int) -> tuple[Any, ...]:
    """A row in each list; the investigation is young enough for its caseworkers to be kept."""
    return report(number), investigation(number, opened_on=NOW.date()), placement(number)


def told_of_case_1(database: Database) -> None:
    """Let people tell things about the first case, and of the second."""
    for number in (1, 2):
        record_overrun_cause(
            database, f"UTR-2026-0000{number}", OverrunCause.COMPLEX, ASA, NOW + timedelta(days=1)
        )
        set_reminder(database, ASA, f"BU-2026-0000{number}", date(2026, 12, 1), NOW)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("comes_alone", [False, True])
def test_all_of_the_case_goes_wherever_it_is_told_of(
    database: Database, imported: Import, marked: Import, full: bool, comes_alone: bool
) -> None:
    lists = [row for number in (1, 2) for row in rows_of_case(number)]
    imported(*lists, caseworker("Åsa Holm"), full=True)
    told_of_case_1(database)
    coming = [report(1), report(2)] if comes_alone else lists
    marked(*coming, protected=[report(1)], full=full)

    assert stored(database) == ["AKT-2026-00002"]
    assert stored(database, "investigation") == ["UTR-2026-00002"]
    assert stored(database, "placement") == ["PLA-2026-00002"]
    assert stored(database, "investigation_caseworker", "investigation_number") == [
        "UTR-2026-00002"
    ]
    assert stored(database, "overrun_cause_record", "investigation_number") == ["UTR-2026-00002"]
    assert stored(database, "reminder", "case_number") == ["BU-2026-00002"]


def test_no_column_of_any_table_holds_anything_of_the_case(
    database: Database, imported: Import, marked: Import
) -> None:
    lists = [row for number in (1, 2) for row in rows_of_case(number)]
    imported(*lists, caseworker("Åsa Holm"), full=True)
    told_of_case_1(database)
    marked(*lists, protected=[investigation(1)], full=True)
    with database.reading() as connection:
        kept = {
            name: repr(connection.execute(table.select()).all())
            for name, table in metadata.tables.items()
        }
    assert not [name for name, rows in kept.items() if "2026-00001" in rows]
    assert [name for name, rows in kept.items() if "2026-00002" in rows]


def test_a_row_whose_case_cannot_be_read_is_known_by_its_number(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(report(1), investigation(1), investigation(2))
    folder = write_lists(tmp_path / "next", report(1))
    path = folder / "aktualiseringar.csv"
    mark(path, {"AKT-2026-00001"})
    path.write_text(path.read_text("utf-8").replace("BU-2026-00001", ""), "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)
    import_files(database, [folder], profile=PROFILE, now=NOW)
    assert stored(database, "investigation") == ["UTR-2026-00002"]


def test_a_colleague_whose_identity_is_protected_leaves_nothing_told_behind(
    database: Database, imported: Import, marked: Import
) -> None:
    people = [caseworker("Åsa Holm", entra_object_id="id-1"), caseworker("Erik Lund")]
    imported(*people, report(2))
    set_reminder(database, people[0], "BU-2026-00002", date(2026, 12, 1), NOW)
    open_calendar(database, people[0], NOW)
    pause_digest(database, people[0], None, NOW)
    marked(*people, protected=people[:1])
    for table in ("reminder", "calendar_subscription", "digest_pause"):
        assert stored(database, table, "email_key") == []


def test_a_row_that_has_left_a_protected_case_lands_in_its_new_one(
    database: Database, imported: Import, marked: Import
) -> None:
    about = [report(1, case="BU-2026-00001"), investigation(1, case="BU-2026-00001")]
    imported(*about)
    moved = report(1, case="BU-2026-00002")
    told = marked(moved, about[1], protected=[about[1]])

    assert stored(database, key="case_number") == ["BU-2026-00002"]
    assert stored(database, "investigation") == []
    assert told.files[0].inserted == 1
