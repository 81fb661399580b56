"""Rows that name no unit: the unit's where everybody of the caseworker's name works, else no one's.

The digests decide the same from the list of staff in memory; here the database is asked.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from case_lists import INTAKE, NORTH, TODAY, caseworker, decided, investigation, report

from digests.weekly.caseworkers import StaffDirectory
from rules.facts import CaseFacts, Role, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.keys import name_key
from storage.queries import all_staff, staff_who_left, unit_case, unit_cases, unit_history

Import = Callable[..., ImportReport]

ASA = caseworker("Åsa Holm")
NAMESAKE = "asa2@exempelkommun.example"
OTHERS = [caseworker(f"Person {n}", unit=NORTH) for n in range(5)]
AN_ID, ANOTHER_ID = (f"2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5{n}" for n in "bc")


def numbers(cases: Any) -> list[str]:
    return [row.number for case in cases for row in (*case.reports, *case.investigations)]


STAFF = [
    pytest.param([ASA], "Åsa Holm", INTAKE, id="one of that name"),
    pytest.param([ASA], " ÅSA  holm", INTAKE, id="spelt otherwise"),
    pytest.param([ASA], ASA.email, INTAKE, id="by address"),
    pytest.param([caseworker("Åsa Holm", role=Role.UNIT_MANAGER)], "Åsa Holm", INTAKE, id="chief"),
    pytest.param(
        [ASA, caseworker("Åsa Holm", email=NAMESAKE)], "Åsa Holm", INTAKE, id="two in one unit"
    ),
    pytest.param(
        [ASA, caseworker("Åsa Holm", unit=NORTH, email=NAMESAKE)],
        "Åsa Holm",
        None,
        id="two in two units",
    ),
    pytest.param(
        [ASA, caseworker("Åsa Holm", unit=NORTH, email=NAMESAKE)],
        NAMESAKE,
        NORTH,
        id="told apart by address",
    ),
    pytest.param(
        [ASA, caseworker("Åsa Holm", email=NAMESAKE, role=Role.ADMINISTRATOR)],
        "Åsa Holm",
        None,
        id="the other works in no unit",
    ),
    pytest.param([caseworker("Åsa Holm", unit="")], "Åsa Holm", None, id="in no unit"),
    pytest.param(
        [caseworker("Åsa Holm", role=Role.BOARD_SECRETARY)], "Åsa Holm", None, id="secretary"
    ),
    pytest.param([ASA], "Någon Annan", None, id="unknown"),
    pytest.param([ASA], "", None, id="no caseworker either"),
]


@pytest.mark.parametrize(("staff", "named", "unit"), STAFF)
def test_a_row_without_a_unit_is_the_units_where_everybody_of_that_name_works(
    database: Database, imported: Import, staff: list[StaffMember], named: str, unit: str | None
) -> None:
    elsewhere = caseworker("Erik Lund", unit=NORTH)
    imported(report(1, unit="", caseworker=named), *staff, elsewhere)
    for each in (INTAKE, NORTH):
        wanted = ["AKT-2026-00001"] if each == unit else []
        assert numbers(unit_cases(database, each, TODAY)) == wanted
        assert numbers(unit_history(database, each, TODAY)) == wanted
        assert numbers(unit_case(database, each, "1")) == wanted
    told_by_digests = StaffDirectory(all_staff(database)).workplace_of(named)
    assert told_by_digests == name_key(unit)


@pytest.mark.parametrize(
    ("unit", "her_id", "has_left", "wanted"),
    [
        pytest.param(NORTH, ANOTHER_ID, False, "", id="both are listed"),
        pytest.param(NORTH, ANOTHER_ID, True, "", id="the other has left another unit"),
        pytest.param(NORTH, None, True, "", id="who left another unit has no object id"),
        pytest.param("", ANOTHER_ID, True, "", id="the other has left without a unit"),
        pytest.param(INTAKE, ANOTHER_ID, True, INTAKE, id="the other has left the same unit"),
        pytest.param(NORTH, AN_ID, True, INTAKE, id="who left is the same person"),
    ],
)
def test_a_namesake_who_has_left_another_unit_leaves_no_row_without_a_unit_to_a_manager(
    database: Database,
    imported: Import,
    unit: str,
    her_id: str | None,
    has_left: bool,
    wanted: str,
) -> None:
    here = replace(ASA, entra_object_id=AN_ID)
    other = caseworker("Åsa Holm", unit=unit, email=NAMESAKE, entra_object_id=her_id)
    imported(*OTHERS, here, other, full=True)
    listed = [here] if has_left else [here, other]
    imported(*OTHERS, *listed, report(1, unit="", caseworker=ASA.name), full=True)
    seen = [each for each in (INTAKE, NORTH) if unit_cases(database, each, TODAY)]
    assert seen == ([wanted] if wanted else [])
    directory = StaffDirectory(all_staff(database), staff_who_left(database))
    assert directory.workplace_of(ASA.name) == name_key(wanted)


def test_a_row_that_names_another_unit_stays_there_whoever_its_caseworker_is(
    database: Database, imported: Import
) -> None:
    imported(report(1, unit=NORTH, caseworker=ASA.name), ASA)
    assert unit_cases(database, INTAKE, TODAY) == ()


def test_no_unit_at_all_has_nobodys_rows_but_those_that_name_none(
    database: Database, imported: Import
) -> None:
    imported(report(1, unit="", caseworker="Bo Alm"), caseworker("Bo Alm", unit=""), ASA)
    assert unit_cases(database, INTAKE, TODAY) == ()


def test_a_case_with_named_and_unnamed_rows_comes_as_one(
    database: Database, imported: Import
) -> None:
    imported(
        report(1),
        report(2, case=1, unit=""),
        report(3, case=1, unit="", caseworker="Någon Annan"),
        investigation(4, case=1, unit="", caseworker=ASA.name),
        ASA,
    )
    (case,) = unit_cases(database, INTAKE, TODAY)
    assert isinstance(case, CaseFacts)
    assert numbers([case]) == ["AKT-2026-00001", "AKT-2026-00002", "UTR-2026-00004"]


def test_a_units_history_holds_what_is_open_and_what_is_closed(
    database: Database, imported: Import
) -> None:
    closed, unnamed = decided(1, on=TODAY), decided(2, on=TODAY, unit="")
    imported(closed, unnamed, report(3), report(4, unit=NORTH), ASA)
    found = numbers(unit_history(database, INTAKE, TODAY))
    assert found == ["AKT-2026-00001", "AKT-2026-00002", "AKT-2026-00003"]
