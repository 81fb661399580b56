"""Digests and database give a row without a unit to the same unit (hypothesis looks for one).

The digests tell it from the list of staff in memory, the bot asks the database; a row that
one of them gave to a unit and the other did not would be in the letter and not in the chat.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from case_lists import INTAKE, NORTH, NOW, TODAY, report
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from digests.weekly.caseworkers import StaffDirectory
from rules.facts import CaseFacts, Role, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.keys import name_key
from storage.queries import all_staff, staff_who_left, unit_cases, unit_history
from storage.tables import STAFF

ADDRESSES = ("asa@exempelkommun.example", "Erik.Lund@exempelkommun.example", "bo@x.example")
NAMES = ("Åsa Holm", " åsa  HOLM", "Erik Lund", "Bo", ADDRESSES[0], ADDRESSES[1].upper())
NAMED = ("", "Ingen Känd", *NAMES, *ADDRESSES)
ROWS = [report(at, unit="", caseworker=name) for at, name in enumerate(NAMED, 1)]
AN_ID, ANOTHER_ID = (f"2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5{n}" for n in "bc")
UNITS = (None, "", INTAKE, INTAKE.upper(), NORTH)

people = st.builds(
    StaffMember,
    name=st.sampled_from(NAMES),
    email=st.sampled_from(ADDRESSES),
    role=st.sampled_from(Role),
    unit=st.sampled_from(UNITS),
    entra_object_id=st.sampled_from((None, "", AN_ID, ANOTHER_ID)),
)
lists_of_staff = st.lists(
    st.tuples(people, st.booleans()), max_size=3, unique_by=lambda each: each[0].email
)
HERE = StaffMember("Åsa Holm", ADDRESSES[0], Role.CASEWORKER, INTAKE)
THERE = StaffMember("Åsa Holm", ADDRESSES[1], Role.CASEWORKER, NORTH)
KNOWN, MOVED = (replace(each, entra_object_id=AN_ID) for each in (HERE, THERE))


def write_staff(database: Database, staff: list[tuple[StaffMember, bool]]) -> None:
    """Let these be all who work in the municipality; the flag tells that somebody has left."""
    rows = [
        {
            "email_key": name_key(member.email),
            "email": member.email,
            "name": member.name,
            "name_key": name_key(member.name),
            "role": member.role,
            "unit": member.unit,
            "unit_key": name_key(member.unit),
            "entra_object_id": member.entra_object_id,
            "gone_since": NOW if has_left else None,
            "first_batch_id": 1,
            "changed_batch_id": 1,
        }
        for member, has_left in staff
    ]
    with database.writing() as connection:
        connection.execute(delete(STAFF))
        if rows:
            connection.execute(insert(STAFF), rows)


def numbers(cases: tuple[CaseFacts, ...]) -> list[str]:
    return sorted(row.number for case in cases for row in case.reports)


@pytest.fixture
def rows_without_unit(database: Database, imported: Callable[..., ImportReport]) -> Database:
    """A database with a row of each caseworker that is named, none of which names a unit."""
    imported(*ROWS)
    return database


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(staff=lists_of_staff)
@example(staff=[(HERE, False), (THERE, False)])
@example(staff=[(HERE, False), (THERE, True)])
@example(staff=[(KNOWN, False), (MOVED, True)])
@example(staff=[(KNOWN, False), (replace(MOVED, entra_object_id=ANOTHER_ID), True)])
def test_the_same_rows_without_a_unit_are_the_same_units(
    rows_without_unit: Database, staff: list[tuple[StaffMember, bool]]
) -> None:
    database = rows_without_unit
    write_staff(database, staff)
    directory = StaffDirectory(all_staff(database), staff_who_left(database))
    for unit in (INTAKE, NORTH):
        theirs = [
            row.number for row in ROWS if directory.workplace_of(row.caseworker) == name_key(unit)
        ]
        assert numbers(unit_cases(database, unit, TODAY)) == theirs
        assert numbers(unit_history(database, unit, TODAY)) == theirs
