"""What imports keep of who works on an investigation, and what figures are told of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from case_lists import NORTH, NOW, TODAY, investigation, report
from sqlalchemy import delete, select

from rules.facts import CaseworkersSeen, Investigation
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import cases_for_figures, caseworkers_known_from
from storage.tables import INVESTIGATION, INVESTIGATION_CASEWORKER

Import = Callable[..., ImportReport]
NIGHT = timedelta(days=1)
NUMBER = "UTR-2026-00001"


def opened(number: int = 1, caseworker: str = "Erik Lund", **said: object) -> Investigation:
    return investigation(number, opened_on=TODAY, caseworker=caseworker, **said)


def seen(database: Database, unit: str | None = None) -> tuple[CaseworkersSeen, ...]:
    cases = cases_for_figures(database, date(2026, 1, 1), date(2027, 12, 31), unit)
    return tuple(each for case in cases for each in case.caseworkers_seen)


def test_each_caseworker_is_seen_once_and_on_the_day_of_the_import(
    database: Database, imported: Import
) -> None:
    imported(opened())
    imported(opened(caseworker="ERIK  LUND"), now=NOW + NIGHT)
    imported(opened(caseworker="Åsa Holm"), now=NOW + 2 * NIGHT)
    imported(opened(), now=NOW + 3 * NIGHT)
    assert seen(database) == (CaseworkersSeen(NUMBER, (TODAY, TODAY + 2 * NIGHT)),)


def test_the_day_is_the_one_of_the_municipality(database: Database, imported: Import) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # lör 2026-11-21 kl. 00.30 i Sverige
    imported(investigation(1, opened_on=date(2026, 11, 21)), now=late)
    assert caseworkers_known_from(database) == date(2026, 11, 21)
    assert seen(database) == (CaseworkersSeen(NUMBER, (date(2026, 11, 21),)),)


def test_nothing_is_kept_of_what_was_opened_before_the_first_import(
    database: Database, imported: Import
) -> None:
    imported(investigation(1, opened_on=TODAY - NIGHT), opened(2))
    imported(investigation(1, opened_on=TODAY - NIGHT, caseworker="Ny"), now=NOW + NIGHT)
    assert [each.investigation for each in seen(database)] == ["UTR-2026-00002"]


def test_the_history_begins_with_the_first_list_of_investigations(
    database: Database, imported: Import
) -> None:
    assert caseworkers_known_from(database) is None
    imported(report(1))
    assert caseworkers_known_from(database) is None
    imported(opened(), now=NOW + NIGHT)
    imported(opened(), now=NOW + 5 * NIGHT)
    assert caseworkers_known_from(database) == TODAY + NIGHT


def test_a_row_without_a_caseworker_says_nothing(database: Database, imported: Import) -> None:
    imported(opened(caseworker=""))
    assert seen(database) == ()
    imported(opened(), now=NOW + NIGHT)
    assert seen(database) == (CaseworkersSeen(NUMBER, (TODAY + NIGHT,)),)


def test_the_history_goes_when_the_investigation_goes(database: Database, imported: Import) -> None:
    imported(opened(1), opened(2))
    with database.writing() as connection:
        connection.execute(delete(INVESTIGATION).where(INVESTIGATION.c.number == NUMBER))
        left = connection.execute(select(INVESTIGATION_CASEWORKER.c.investigation_number))
        assert left.scalars().all() == ["UTR-2026-00002"]


@pytest.mark.parametrize(("unit", "told"), [(NORTH, 1), ("Annan enhet", 0)])
def test_a_unit_is_told_of_its_own_investigations(
    database: Database, imported: Import, unit: str, told: int
) -> None:
    imported(opened())
    assert len(seen(database, unit)) == told
