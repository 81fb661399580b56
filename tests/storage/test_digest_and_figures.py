"""What digests and indicators are given to count from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from case_lists import INTAKE, NORTH, TODAY, decided, investigation, placement, report

from rules.facts import CaseFacts
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import cases_for_figures, digest_cases

Import = Callable[..., ImportReport]

LAST_WEEK = TODAY - timedelta(days=7)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
DAY = timedelta(days=1)


def found(cases: Any) -> list[CaseFacts]:
    return list(cases)


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        pytest.param(report(1), True, id="open then and now"),
        pytest.param(decided(1, on=LAST_WEEK), False, id="decided by then"),
        pytest.param(decided(1, on=LAST_WEEK + DAY), True, id="decided since"),
        pytest.param(report(1, received_on=TODAY), True, id="received since"),
        pytest.param(decided(1, received_on=TODAY, on=TODAY), True, id="both since"),
        pytest.param(investigation(1, closed_on=LAST_WEEK), False, id="closed by then"),
        pytest.param(investigation(1, closed_on=TODAY), True, id="closed since"),
        pytest.param(placement(1), True, id="placement"),
        pytest.param(report(1, unit=""), True, id="without a unit"),
    ],
)
def test_a_digest_is_told_of_what_was_open_and_what_has_begun(
    database: Database, imported: Import, row: Any, is_told: bool
) -> None:
    imported(row)
    assert bool(found(digest_cases(database, LAST_WEEK, TODAY))) is is_told


def test_a_digest_is_not_told_of_what_has_not_begun(database: Database, imported: Import) -> None:
    imported(report(1, received_on=TODAY))
    assert found(digest_cases(database, LAST_WEEK - DAY, TODAY - DAY)) == []


@pytest.mark.parametrize(
    ("row", "may_count"),
    [
        pytest.param(report(1, received_on=LAST), True, id="received in the period"),
        pytest.param(report(1, received_on=LAST + DAY), False, id="received after"),
        pytest.param(report(1, received_on=date(2025, 1, 7)), True, id="undecided for long"),
        pytest.param(
            decided(1, received_on=FIRST - 15 * DAY, on=FIRST - 10 * DAY), True, id="limit within"
        ),
        pytest.param(
            decided(1, received_on=FIRST - 60 * DAY, on=FIRST - 50 * DAY), False, id="long decided"
        ),
        pytest.param(decided(1, received_on=FIRST - 60 * DAY, on=FIRST), True, id="decided within"),
        pytest.param(investigation(1, opened_on=LAST), True, id="opened within"),
        pytest.param(investigation(1, opened_on=LAST + DAY), False, id="opened after"),
        pytest.param(
            investigation(1, opened_on=FIRST - 123 * DAY, closed_on=FIRST - 120 * DAY),
            True,
            id="closed early, four months end within",
        ),
        pytest.param(
            investigation(1, opened_on=FIRST - 300 * DAY, closed_on=FIRST - 200 * DAY),
            False,
            id="closed long before",
        ),
        pytest.param(
            investigation(
                1,
                opened_on=FIRST - 300 * DAY,
                closed_on=FIRST - 200 * DAY,
                extended_to=FIRST,
                extension_decided_on=FIRST - 250 * DAY,
            ),
            True,
            id="closed long before, extended into the period",
        ),
        pytest.param(placement(1, ended_on=FIRST), True, id="placement ending on the first day"),
        pytest.param(placement(1, ended_on=FIRST - DAY), False, id="placement ended before"),
    ],
)
def test_figures_are_counted_from_every_row_that_can_count(
    database: Database, imported: Import, row: Any, may_count: bool
) -> None:
    imported(row)
    assert bool(found(cases_for_figures(database, FIRST, LAST, None))) is may_count


def test_figures_of_a_unit_are_counted_from_its_rows(database: Database, imported: Import) -> None:
    imported(report(1, received_on=FIRST), investigation(1, opened_on=FIRST))
    (case,) = cases_for_figures(database, FIRST, LAST, INTAKE)
    assert (len(case.reports), case.investigations) == (1, ())
    (case,) = cases_for_figures(database, FIRST, LAST, NORTH.upper())
    assert (case.reports, len(case.investigations)) == ((), 1)


def test_figures_come_in_the_order_of_case_numbers_with_spans(
    database: Database, imported: Import
) -> None:
    rows = [investigation(number) for number in range(1, 1203)]
    imported(*reversed(rows))
    cases = found(cases_for_figures(database, FIRST, LAST, None))
    assert [case.case for case in cases] == [row.case for row in rows]
    assert all(len(case.spans) == 1 for case in cases)


def test_a_reader_who_stops_early_lets_go_of_the_database(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2))
    for _ in range(30):
        cases = cases_for_figures(database, FIRST, TODAY, None)
        assert next(cases).case == "BU-2026-00001"
        cases.close()  # type: ignore[attr-defined]
