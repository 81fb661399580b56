"""What each reader is given: their own rows, as of a day, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from case_lists import (
    INTAKE,
    NORTH,
    NOW,
    TODAY,
    caseworker,
    decided,
    investigation,
    placement,
    report,
)

from rules.facts import CaseFacts, InvestigationSpan, ReportDecision, StaffMember
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import (
    all_open_cases,
    caseworker_case,
    caseworker_cases,
    caseworker_history,
    unit_case,
    unit_cases,
)

Import = Callable[..., ImportReport]

ASA = caseworker("Åsa Holm")
ERIK = caseworker("Erik Lund", unit=NORTH)


def numbers(cases: tuple[CaseFacts, ...]) -> list[str]:
    return [
        row.number
        for case in cases
        for row in (*case.reports, *case.investigations, *case.placements)
    ]


def test_a_caseworker_gets_their_own_open_rows_only(database: Database, imported: Import) -> None:
    imported(
        *(report(1), report(2, caseworker="Eva Ek"), decided(3, on=date(2026, 11, 12))),
        *(investigation(1), investigation(4, caseworker="Åsa Holm"), placement(5)),
        *(ASA, ERIK),
    )
    assert numbers(caseworker_cases(database, ASA, TODAY)) == ["AKT-2026-00001", "UTR-2026-00004"]
    assert numbers(caseworker_cases(database, ERIK, TODAY)) == ["UTR-2026-00001", "PLA-2026-00005"]


def test_a_caseworkers_history_has_their_closed_rows_too(
    database: Database, imported: Import
) -> None:
    imported(
        *(report(1), decided(2, on=date(2026, 11, 12)), report(3, received_on=TODAY)),
        *(decided(4, on=date(2026, 11, 12), caseworker="Eva Ek"), ASA),
    )
    yesterday = TODAY - timedelta(days=1)
    assert numbers(caseworker_history(database, ASA, yesterday)) == [
        *("AKT-2026-00001", "AKT-2026-00002"),
    ]


def test_a_unit_gets_its_open_rows_only(database: Database, imported: Import) -> None:
    imported(report(1), report(2, unit=NORTH), investigation(3), placement(4, ended_on=TODAY))
    assert numbers(unit_cases(database, NORTH, TODAY)) == ["AKT-2026-00002", "UTR-2026-00003"]
    assert numbers(unit_cases(database, "BARNENHETEN  norr", TODAY)) == numbers(
        unit_cases(database, NORTH, TODAY)
    )
    assert unit_cases(database, "Barnenheten", TODAY) == ()


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        pytest.param(report(1, received_on=TODAY), True, id="received today"),
        pytest.param(decided(1, on=TODAY), False, id="decided today"),
        pytest.param(decided(1, on=TODAY + timedelta(days=1)), True, id="decided tomorrow"),
        pytest.param(report(1, assessed_on=TODAY), True, id="assessed, not decided"),
        pytest.param(report(1, decision=ReportDecision.JOINED), True, id="joined, not assessed"),
        pytest.param(
            report(1, decision=ReportDecision.JOINED, assessed_on=date(2026, 11, 11)),
            False,
            id="joined and assessed",
        ),
        pytest.param(investigation(1, closed_on=TODAY), False, id="closed today"),
        pytest.param(
            investigation(1, closed_on=TODAY + timedelta(days=1)), True, id="closed tomorrow"
        ),
        pytest.param(placement(1, ended_on=TODAY + timedelta(days=1)), True, id="ends tomorrow"),
    ],
)
def test_a_row_is_open_until_what_ends_it_has_happened(
    database: Database, imported: Import, row: Any, is_open: bool
) -> None:
    # The import day is later, so that days after TODAY are accepted as events.
    imported(row, now=NOW + timedelta(days=7))
    assert bool(all_open_cases(database, TODAY)) is is_open


def test_a_row_received_after_the_day_does_not_exist_yet(
    database: Database, imported: Import
) -> None:
    imported(report(1, received_on=TODAY))
    assert all_open_cases(database, TODAY - timedelta(days=1)) == ()


def test_a_row_gone_from_the_source_is_shown_to_nobody(
    database: Database, imported: Import
) -> None:
    imported(*(report(number) for number in range(1, 6)), investigation(5), full=True)
    imported(*(report(number) for number in range(1, 5)), investigation(6), full=True)
    assert [case.case[-1] for case in all_open_cases(database, TODAY)] == ["1", "2", "3", "4", "6"]
    assert caseworker_case(database, ASA, "5") == ()


def test_spans_tell_of_all_investigations_on_the_case_and_nothing_more(
    database: Database, imported: Import
) -> None:
    imported(
        report(1),
        investigation(1, case=1, opened_on=date(2026, 1, 7), closed_on=date(2026, 4, 2)),
        investigation(2, case=1, opened_on=date(2026, 9, 1)),
        investigation(3, case=2),
        ASA,
    )
    (case,) = caseworker_cases(database, ASA, TODAY)
    assert case.investigations == ()
    assert case.spans == (
        InvestigationSpan("UTR-2026-00001", case.case, date(2026, 1, 7), date(2026, 4, 2), NORTH),
        InvestigationSpan("UTR-2026-00002", case.case, date(2026, 9, 1), None, NORTH),
    )


def test_cases_come_in_the_order_of_their_numbers_with_their_rows_together(
    database: Database, imported: Import
) -> None:
    odd = ["bu-9", "BU-2026-2", "Åre-1", "BU-2026-10"]
    rows = [report(number, case=case) for number, case in enumerate(odd, 1)]
    imported(*rows, *(placement(number, case=case) for number, case in enumerate(odd, 1)))
    found = all_open_cases(database, TODAY)
    assert [case.case for case in found] == sorted(odd)
    assert all(len(case.reports) == len(case.placements) == 1 for case in found)


def test_more_cases_than_are_fetched_at_a_time_all_have_their_spans(
    database: Database, imported: Import
) -> None:
    imported(*(investigation(number) for number in range(1, 1203)))
    found = all_open_cases(database, TODAY)
    assert len(found) == 1202
    assert all(case.spans[0].number == case.investigations[0].number for case in found)


@pytest.mark.parametrize(
    "asked", ["BU-2026-00007", "bu-2026-7", "BU 2026 00007", "2026-7", "7", "00007", " 7 "]
)
def test_a_case_is_found_by_its_number_or_the_end_of_it(
    database: Database, imported: Import, asked: str
) -> None:
    imported(
        *(report(7), decided(8, case=7, on=date(2026, 11, 12)), report(17), report(70)),
        *(report(9, case=7, caseworker="Eva Ek"), ASA),
    )
    (case,) = caseworker_case(database, ASA, asked)
    assert numbers((case,)) == ["AKT-2026-00007", "AKT-2026-00008"]
    assert numbers(unit_case(database, INTAKE, asked)) == [
        *("AKT-2026-00007", "AKT-2026-00008", "AKT-2026-00009"),
    ]


def test_a_bare_number_that_fits_several_years_gives_them_all(
    database: Database, imported: Import
) -> None:
    imported(report(7, case="BU-2025-00007"), report(8, case="BU-2026-00007"), ASA)
    assert [case.case for case in caseworker_case(database, ASA, "7")] == [
        *("BU-2025-00007", "BU-2026-00007"),
    ]
    assert len(caseworker_case(database, ASA, "2026-7")) == 1


@pytest.mark.parametrize("asked", ["", "-", "BU", "8", "BU-2025-7", "XBU-2026-7", "%"])
def test_a_number_that_is_no_case_finds_nothing(
    database: Database, imported: Import, asked: str
) -> None:
    imported(report(7), ASA)
    assert caseworker_case(database, ASA, asked) == ()


def test_a_case_number_without_digits_is_found_as_it_is_written(
    database: Database, imported: Import
) -> None:
    imported(report(1, case="ALFA"), ASA)
    assert len(caseworker_case(database, ASA, "ALFA")) == 1


def test_one_case_of_somebody_else_is_not_found(database: Database, imported: Import) -> None:
    imported(report(7), ASA, ERIK)
    stranger = StaffMember("Nils Nilsson", "nils@exempelkommun.example", ASA.role, INTAKE)
    assert caseworker_case(database, ERIK, "7") == ()
    assert caseworker_case(database, stranger, "7") == ()
    assert unit_case(database, NORTH, "7") == ()


def test_the_number_just_as_it_is_written_ends_every_doubt(
    database: Database, imported: Import
) -> None:
    written = ("2026-0007", "SN-2026-0007", "sn-2026-0007", "BU-26-7", "7")
    imported(*(report(at, case=case) for at, case in enumerate(written, 1)), ASA)
    for case in written:
        assert [found.case for found in caseworker_case(database, ASA, case)] == [case]
    either = caseworker_case(database, ASA, "Sn-2026-0007")
    assert [found.case for found in either] == ["SN-2026-0007", "sn-2026-0007"]
    assert len(caseworker_case(database, ASA, "2026-7")) == 3
