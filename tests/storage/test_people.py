"""Who works where, and the tie between a person and their Entra object id."""

from collections.abc import Callable

from case_lists import NORTH, caseworker, investigation, report

from rules.facts import Role, Unit
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import (
    all_staff,
    pin_object_id,
    staff_by_email,
    staff_by_object_id,
    units,
)

Import = Callable[..., ImportReport]

OBJECT_ID = "b80469b8-4b2d-451c-a2f7-46b484e61ceb"
ANOTHER_ID = "f5b19f71-ec7a-48ad-9b2b-a06b6ae12c97"
ASA = caseworker("Åsa Holm")
CHIEF = caseworker("Fatima Dahl", role=Role.UNIT_MANAGER, entra_object_id=OBJECT_ID)


def test_a_person_is_found_by_address_in_any_case(database: Database, imported: Import) -> None:
    imported(ASA, CHIEF)
    assert staff_by_email(database, " ÅSA.holm@EXEMPELKOMMUN.example") == ASA
    assert staff_by_email(database, "ingen@exempelkommun.example") is None


def test_a_person_is_found_by_object_id(database: Database, imported: Import) -> None:
    imported(ASA, CHIEF)
    assert staff_by_object_id(database, OBJECT_ID.upper()) == CHIEF
    assert staff_by_object_id(database, ANOTHER_ID) is None
    assert staff_by_object_id(database, "") is None


def test_an_object_id_that_two_people_share_is_nobodys(
    database: Database, imported: Import
) -> None:
    imported(CHIEF, caseworker("Åsa Holm", entra_object_id=OBJECT_ID))
    assert staff_by_object_id(database, OBJECT_ID) is None


def test_the_first_contact_pins_the_object_id_and_another_is_refused(
    database: Database, imported: Import
) -> None:
    imported(ASA)
    assert pin_object_id(database, ASA, OBJECT_ID) is True
    assert pin_object_id(database, ASA, OBJECT_ID) is True
    assert pin_object_id(database, ASA, ANOTHER_ID) is False
    found = staff_by_object_id(database, OBJECT_ID)
    assert found is not None
    assert found.email == ASA.email


def test_a_pinned_object_id_survives_the_next_staff_list(
    database: Database, imported: Import
) -> None:
    imported(ASA)
    pin_object_id(database, ASA, OBJECT_ID)
    imported(caseworker("Åsa Holm", unit=NORTH))
    found = staff_by_object_id(database, OBJECT_ID)
    assert found is not None
    assert found.unit == NORTH


def test_somebody_who_has_left_is_nobody(database: Database, imported: Import) -> None:
    staff = [caseworker(f"Person {n}") for n in range(9)]
    imported(*staff, CHIEF, full=True)
    imported(*staff, full=True)
    assert staff_by_email(database, CHIEF.email) is None
    assert staff_by_object_id(database, OBJECT_ID) is None
    assert CHIEF not in all_staff(database)


def test_units_are_those_of_rows_and_of_staff_with_their_managers(
    database: Database, imported: Import
) -> None:
    secretary = caseworker("Emma Dahl", unit="Nämnden", role=Role.BOARD_SECRETARY)
    imported(report(1), investigation(1), caseworker("Ali Alm", unit="Ny enhet"), CHIEF, secretary)
    assert units(database) == (Unit(NORTH), Unit("Mottagningen", (CHIEF,)), Unit("Ny enhet"))
