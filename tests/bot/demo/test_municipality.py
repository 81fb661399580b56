"""The made-up municipality is written as a real one would be, with those the demo needs."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from demo_exports import FILES, Written, limit, read, read_file

from bot.demo.municipality import Municipality, size_for_rows, write_municipality
from bot.demo.staff import hire_staff
from rules.calendar import SWEDISH_CALENDAR

HEADERS = (
    "Aktualiseringsnr;Ärendenr;Inkom datum;Typ;Orsak;Skyddsbedömning datum;Beslut datum;Beslut;"
    "Enhet;Handläggare;Kön;Ålder;Samtal med barnet",
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad",
    "Placeringsnr;Ärendenr;Utredningsnr;Placeringsform;Lagrum;Startdatum;Slutdatum;"
    "Senaste övervägande;Enhet;Handläggare;Kön;Ålder",
    "Namn;E-post;Roll;Enhet;Objekt-id",
)


# What the files look like


def test_the_files_are_written_as_the_reference_files_are(
    folder: Path, municipality: Municipality
) -> None:
    assert municipality.rows
    for name, header in zip(FILES, HEADERS, strict=True):
        content = (folder / name).read_bytes()
        assert content.split(b"\r\n", 1)[0].decode("utf-8") == header
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert b'"' not in content


@pytest.mark.parametrize(
    ("rows", "column", "series"),
    [
        ("reports", "Aktualiseringsnr", "AKT"),
        ("reports", "Ärendenr", "BU"),
        ("investigations", "Utredningsnr", "UTR"),
        ("placements", "Placeringsnr", "PLA"),
    ],
)
def test_numbers_look_like_the_reference(
    written: Written, rows: str, column: str, series: str
) -> None:
    numbers = [row[column] for row in getattr(written, rows)]
    assert all(re.fullmatch(rf"{series}-\d{{4}}-\d{{5}}", number) for number in numbers)
    if column != "Ärendenr":
        assert len(set(numbers)) == len(numbers)
        assert sorted(numbers) == numbers


def test_the_counts_are_those_of_the_files(municipality: Municipality, written: Written) -> None:
    assert municipality.reports == len(written.reports)
    assert municipality.investigations == len(written.investigations)
    assert municipality.placements == len(written.placements)
    assert municipality.staff == len(written.staff)


# Who is there


def test_the_staff_are_those_of_a_municipality(written: Written) -> None:
    people = Counter((row["Roll"], row["Enhet"]) for row in written.staff)
    for unit, caseworkers in {
        "Mottagningen barn och unga": 7,
        "Barnenheten 1": 9,
        "Barnenheten 2": 9,
        "Ungdomsenheten": 9,
        "Placeringsenheten": 6,
    }.items():
        assert people["enhetschef", unit] == 1
        assert people["handläggare", unit] == caseworkers
    assert people["nämndsekreterare", ""] == people["administratör", ""] == 1


def test_nobody_shares_a_name_an_address_or_an_object_id(tmp_path: Path, today: date) -> None:
    write_municipality(tmp_path, today, days=1, units_per_kind=100)
    staff = read_file(tmp_path / "personal.csv")
    for column in ("Namn", "E-post", "Objekt-id"):
        assert len({row[column] for row in staff}) == len(staff)
    assert all(str(UUID(row["Objekt-id"])) == row["Objekt-id"] for row in staff)
    address = re.compile(r"[a-z.-]+@exempelkommun\.example")
    assert all(address.fullmatch(row["E-post"]) for row in staff)
    assert set("åäöÅÄÖ") <= set("".join(row["Namn"] for row in staff))


def test_more_staff_than_there_are_names_is_refused() -> None:
    with pytest.raises(ValueError, match=r"names\.toml is enough for 15600 people"):
        hire_staff(Random(1), 400)  # noqa: S311 - draws names


@pytest.mark.parametrize("weeks", range(0, 52, 9))
def test_the_demo_caseworker_has_something_overdue_something_this_week_and_more_soon(
    tmp_path: Path, today: date, weeks: int
) -> None:
    as_of = today + timedelta(weeks=weeks, days=weeks % 7)
    municipality = write_municipality(tmp_path, as_of)
    files = read(tmp_path)
    (caseworker,) = [row for row in files.staff if row["E-post"] == municipality.caseworker_email]
    mine = [row for row in files.investigations if row["Handläggare"] == caseworker["Namn"]]
    left = [(limit(row) - as_of).days for row in mine if not row["Avslutad datum"]]
    assert caseworker["Enhet"].startswith("Barnenheten")
    assert sum(days < 0 for days in left) >= 1
    assert sum(0 <= days <= 7 for days in left) >= 1
    assert sum(0 <= days <= 30 for days in left) >= 2


def test_the_people_to_be_have_the_roles_they_are_said_to_have(
    municipality: Municipality, written: Written
) -> None:
    staff = {row["E-post"]: row for row in written.staff}
    caseworker, manager = staff[municipality.caseworker_email], staff[municipality.manager_email]
    assert (caseworker["Roll"], manager["Roll"]) == ("handläggare", "enhetschef")
    assert caseworker["Enhet"] == manager["Enhet"]
    assert staff[municipality.secretary_email]["Roll"] == "nämndsekreterare"
    assert staff[municipality.administrator_email]["Roll"] == "administratör"


def test_the_explained_case_is_the_caseworkers_own_and_its_date_needs_explaining(
    municipality: Municipality, written: Written
) -> None:
    staff = {row["E-post"]: row["Namn"] for row in written.staff}
    (row,) = [
        row
        for row in written.investigations
        if row["Ärendenr"] == municipality.explained_case and not row["Avslutad datum"]
    ]
    assert row["Handläggare"] == staff[municipality.caseworker_email]
    opened_on, due_on = date.fromisoformat(row["Inledd datum"]), limit(row)
    assert due_on.day < opened_on.day or not SWEDISH_CALENDAR.is_working_day(due_on)


# How it grows


def test_a_larger_municipality_has_more_units_and_the_same_load_per_person(
    tmp_path: Path, municipality: Municipality, today: date
) -> None:
    size = size_for_rows(27_000)
    large = write_municipality(
        tmp_path,
        today,
        reports_per_day=size.reports_per_day,
        units_per_kind=size.units_per_kind,
    )
    assert large.rows == pytest.approx(27_000, rel=0.05)
    load, usual = large.rows / large.staff, municipality.rows / municipality.staff
    assert load == pytest.approx(usual, rel=0.1)
    units = {row["Enhet"] for row in read_file(tmp_path / "personal.csv")}
    assert {"Barnenheten 6", "Ungdomsenheten 3", "Mottagningen barn och unga 3"} <= units


def test_progress_is_told_day_by_day(tmp_path: Path, today: date) -> None:
    told: list[tuple[int, int]] = []
    write_municipality(
        tmp_path, today, days=5, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
