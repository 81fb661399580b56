"""A person who left loses the right to see rows, whatever else is wrong with the staff list."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from case_lists import NOW, PROFILE, caseworker, report, write_lists

from storage.engine import Database
from storage.intake.batch import ImportRefusedError, ImportReport, import_files
from storage.queries import all_staff, pin_object_id

Import = Callable[..., ImportReport]

NAMES = ["Åsa Holm", "Erik Lund", "Eva Ek", "Björn Berg", "Elin Dahl", "Ida Frisk", "Ove Alm"]
PEOPLE = [caseworker(name) for name in NAMES]


def names(database: Database) -> set[str]:
    return {member.name for member in all_staff(database)}


def import_spoilt(
    database: Database, folder: Path, people: list[Any], old: str, new: str
) -> ImportReport:
    """Import a full staff list in which something was written otherwise."""
    write_lists(folder, *people)
    path = folder / "personal.csv"
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)
    now = NOW + timedelta(hours=1)
    return import_files(database, [folder], profile=PROFILE, now=now, full=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("erik.lund@exempelkommun.example;", ";"),
        ("erik.lund@exempelkommun.example;", "erik.lund@;"),
        ("erik.lund@exempelkommun.example;", "#SAKNAS!;"),
        ("Erik Lund;erik.lund@exempelkommun.example;handläggare;", "Erik Lund;okänd;"),
        ("erik.lund@exempelkommun.example;handläggare;", "erik.lund@exempelkommun.example;x;"),
        ("Erik Lund;erik", "850709-9805;erik"),
    ],
)
def test_who_left_loses_access_and_the_one_whose_row_is_rejected_keeps_it(
    database: Database, imported: Import, tmp_path: Path, old: str, new: str
) -> None:
    imported(*PEOPLE, full=True)
    told = import_spoilt(database, tmp_path / "next", PEOPLE[:-1], old, new)

    assert len(told.rejected) == 1
    assert told.files[0].gone == 1
    assert names(database) == set(NAMES[:-1])


def test_what_is_said_then_is_about_people_and_access(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(*PEOPLE, full=True)
    told = import_spoilt(
        database, tmp_path / "next", PEOPLE[:-1], "erik.lund@exempelkommun.example;", ";"
    )
    (warning,) = told.warnings
    assert warning.startswith("personal.csv har rader som inte gick att läsa")
    assert "förlorat sin åtkomst" in warning
    assert "markerats som borta" not in warning


def test_of_two_missing_namesakes_neither_is_taken_for_the_one_on_the_rejected_row(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    namesakes = [caseworker("Anna Ek", email=f"anna{n}@exempelkommun.example") for n in (1, 2)]
    imported(*PEOPLE, *namesakes, full=True)
    unreadable = ("anna1@exempelkommun.example", "okänd")
    import_spoilt(database, tmp_path / "next", [*PEOPLE, namesakes[0]], *unreadable)
    assert "Anna Ek" not in names(database)


def test_a_namesake_who_is_listed_is_not_the_one_on_the_rejected_row(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    namesakes = [caseworker("Anna Ek", email=f"anna{n}@exempelkommun.example") for n in (1, 2)]
    imported(*PEOPLE, *namesakes, full=True)
    unreadable = ("anna1@exempelkommun.example", "okänd")
    told = import_spoilt(database, tmp_path / "next", [*PEOPLE, *namesakes], *unreadable)
    assert told.files[0].gone == 0
    assert {"anna1@exempelkommun.example", "anna2@exempelkommun.example"} <= {
        member.email for member in all_staff(database)
    }


def import_cut(database: Database, folder: Path, people: list[Any], end: int, **terms: Any) -> None:
    """Import a full staff list of which the last bytes are missing."""
    path = write_lists(folder, *people) / "personal.csv"
    path.write_bytes(path.read_bytes()[:end])
    os.utime(path, (NOW.timestamp(),) * 2)
    now = NOW + timedelta(hours=1)
    import_files(database, [folder], profile=PROFILE, now=now, full=True, **terms)


@pytest.mark.parametrize("people", [PEOPLE[:-1], PEOPLE])
@pytest.mark.parametrize("end", [-2, -4, -20])
def test_a_staff_list_that_breaks_off_takes_nobodys_access(
    database: Database, imported: Import, tmp_path: Path, people: list[Any], end: int
) -> None:
    imported(*PEOPLE, full=True)
    if (people, end) == (PEOPLE, -2):
        import_cut(database, tmp_path / "next", people, end)  # nobody is missing
    else:
        with pytest.raises(ImportRefusedError, match="avhuggen") as refused:
            import_cut(database, tmp_path / "next", people, end)
        assert refused.value.code == "cut_off"
    assert names(database) == set(NAMES)


def test_whoever_says_so_may_let_a_list_that_breaks_off_take_it(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(*PEOPLE, full=True)
    import_cut(database, tmp_path / "next", PEOPLE[:-1], -2, force=True)
    assert names(database) == set(NAMES[:-1])


def test_a_system_that_never_ends_its_last_line_is_believed(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    import_cut(database, tmp_path / "first", PEOPLE, -2)
    import_cut(database, tmp_path / "next", PEOPLE[:-1], -2)
    assert names(database) == set(NAMES[:-1])


def test_a_list_of_cases_that_breaks_off_marks_nothing_as_gone(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    rows = [report(number) for number in range(1, 11)]
    imported(*rows, full=True)
    path = write_lists(tmp_path / "next", *rows[:-1]) / "aktualiseringar.csv"
    path.write_bytes(path.read_bytes()[:-2])
    os.utime(path, (NOW.timestamp(),) * 2)
    told = import_files(database, [path], profile=PROFILE, now=NOW, full=True)
    assert told.files[0].gone == 0
    assert "markerats som borta" in told.warnings[0]


def test_a_partial_list_takes_nobodys_access(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(*PEOPLE, full=True)
    imported(PEOPLE[0])
    assert names(database) == set(NAMES)


def test_an_unreadable_row_of_another_list_does_not_keep_anybody(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(*PEOPLE, report(1), full=True)
    folder = write_lists(tmp_path / "next", *PEOPLE[:-1], report(1))
    path = folder / "aktualiseringar.csv"
    path.write_text(path.read_text("utf-8").replace("AKT-2026-00001", ""), "utf-8")
    os.utime(path, (NOW.timestamp(),) * 2)
    now = NOW + timedelta(hours=1)
    import_files(database, [folder], profile=PROFILE, now=now, full=True)
    assert names(database) == set(NAMES[:-1])


@pytest.mark.parametrize(
    ("successor", "keeps"),
    [("Åsa Holm", True), ("ÅSA  HOLM", True), ("Nya Chefen", False)],
)
def test_an_address_with_a_new_owner_does_not_pass_on_the_object_id(
    database: Database, imported: Import, tmp_path: Path, successor: str, keeps: bool
) -> None:
    imported(*PEOPLE, full=True)
    [asa] = [member for member in all_staff(database) if member.name == "Åsa Holm"]
    assert pin_object_id(database, asa, "2222")
    address = asa.email
    import_spoilt(
        database, tmp_path / "next", PEOPLE, f"Åsa Holm;{address}", f"{successor};{address}"
    )
    [now] = [member for member in all_staff(database) if member.email == address]
    assert (now.entra_object_id == "2222") is keeps


def test_whoever_comes_back_after_being_gone_is_met_anew(
    database: Database, imported: Import, tmp_path: Path
) -> None:
    imported(*PEOPLE, full=True)
    [ove] = [member for member in all_staff(database) if member.name == "Ove Alm"]
    assert pin_object_id(database, ove, "2222")
    imported(*PEOPLE[:-1], full=True)
    imported(*PEOPLE, full=True)
    [back] = [member for member in all_staff(database) if member.name == "Ove Alm"]
    assert back.entra_object_id is None
