"""Whose row is whose, when names are spelt in many ways and some are shared."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from case_lists import NORTH, TODAY, caseworker, report

from rules.facts import StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import caseworker_cases

Import = Callable[..., ImportReport]

ASA = caseworker("Åsa Holm", email="asa.holm@exempelkommun.example")
OTHER_ASA = caseworker("Åsa Holm", unit=NORTH, email="asa.holm2@exempelkommun.example")
SAME_UNIT = caseworker("Åsa Holm", email="asa.holm3@exempelkommun.example")

OTHERS = [caseworker(f"Person {n}", email=f"p{n}@exempelkommun.example") for n in range(5)]
AN_ID, ANOTHER_ID = (f"2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5{n}" for n in "bc")


def cases_of(database: Database, staff: StaffMember) -> list[str]:
    return [case.case[-1] for case in caseworker_cases(database, staff, TODAY)]


@pytest.mark.parametrize(
    "written",
    [
        "Åsa Holm",
        "ÅSA HOLM",
        "åsa  holm",
        unicodedata.normalize("NFD", "Åsa Holm"),
        "asa.holm@exempelkommun.example",
        "Asa.Holm@Exempelkommun.example",
    ],
)
def test_a_caseworker_is_recognised_however_the_export_writes_them(
    database: Database, imported: Import, written: str
) -> None:
    imported(report(1, caseworker=written), ASA)
    assert cases_of(database, ASA) == ["1"]


def test_two_people_of_one_name_are_told_apart_by_their_units(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2, unit=NORTH), ASA, OTHER_ASA)
    assert cases_of(database, ASA) == ["1"]
    assert cases_of(database, OTHER_ASA) == ["2"]


def test_a_row_of_two_people_of_one_name_in_another_unit_is_nobodys(
    database: Database, imported: Import
) -> None:
    imported(report(1, unit="Ungdomsenheten"), ASA, OTHER_ASA)
    assert cases_of(database, ASA) == cases_of(database, OTHER_ASA) == []


def test_two_people_of_one_name_in_one_unit_see_nothing_by_name(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2, caseworker=ASA.email), ASA, SAME_UNIT)
    assert cases_of(database, ASA) == ["2"]
    assert cases_of(database, SAME_UNIT) == []


def test_of_three_people_of_one_name_the_one_alone_in_a_unit_sees_theirs(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2, unit=NORTH), ASA, SAME_UNIT, OTHER_ASA)
    assert cases_of(database, OTHER_ASA) == ["2"]
    assert cases_of(database, ASA) == cases_of(database, SAME_UNIT) == []


def test_a_namesake_who_has_left_takes_nothing(database: Database, imported: Import) -> None:
    imported(*OTHERS, ASA, SAME_UNIT, full=True)
    imported(*OTHERS, ASA, report(1), full=True)
    assert cases_of(database, ASA) == ["1"]


def test_whoever_has_left_another_unit_leaves_no_rows_to_a_namesake(
    database: Database, imported: Import
) -> None:
    imported(*OTHERS, ASA, OTHER_ASA, full=True)
    imported(*OTHERS, OTHER_ASA, report(1), report(2, unit=NORTH), full=True)
    assert cases_of(database, OTHER_ASA) == ["2"]


def test_a_namesake_who_left_another_unit_and_has_no_unit_now_sees_nothing_by_name(
    database: Database, imported: Import
) -> None:
    nowhere = replace(OTHER_ASA, unit="")
    imported(*OTHERS, ASA, nowhere, full=True)
    imported(*OTHERS, nowhere, report(1), report(2, caseworker=OTHER_ASA.email), full=True)
    assert cases_of(database, nowhere) == ["2"]


@pytest.mark.parametrize(("her_id", "seen"), [(AN_ID, ["1", "2"]), (ANOTHER_ID, ["2"])])
def test_a_person_with_a_new_address_is_not_taken_for_a_namesake_of_hers(
    database: Database, imported: Import, her_id: str, seen: list[str]
) -> None:
    imported(*OTHERS, replace(ASA, entra_object_id=AN_ID), full=True)
    now = replace(OTHER_ASA, entra_object_id=her_id)
    imported(*OTHERS, now, report(1), report(2, unit=NORTH), full=True)
    assert cases_of(database, now) == seen


def test_a_person_without_a_name_owns_no_rows_without_a_caseworker(
    database: Database, imported: Import
) -> None:
    imported(report(1, caseworker=""))
    nameless = StaffMember("", "", ASA.role, ASA.unit)
    assert cases_of(database, nameless) == []
