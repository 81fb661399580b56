"""What digests and indicators are given to count from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from case_lists import INTAKE, NORTH, TODAY, decided, investigation, placement, report

from rules.facts import (
    CaseFacts,
    Investigation,
    Outcome,
    ReportDecision,
    ReportOfConcern,
    ReportType,
)
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import cases_for_figures, digest_cases

Import = Callable[..., ImportReport]

LAST_WEEK = TODAY - timedelta(days=7)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
DAY = timedelta(days=1)


def found(cases: Any) -> list[CaseFacts]:
    return list(cases)


def whole(on: date, **said: Any) -> ReportOfConcern:
    """A decided report that lacks nothing."""
    day = on - 5 * DAY
    decision = ReportDecision.NO_INVESTIGATION
    facts = {"received_on": day, "assessed_on": day, "decided_on": on, "decision": decision}
    return report(1, **(facts | said))


def closed(on: date, **said: Any) -> Investigation:
    """A closed investigation that lacks nothing."""
    began = {"opened_on": on - 30 * DAY, "outcome": Outcome.NO_INTERVENTION}
    return investigation(1, closed_on=on, **(began | said))


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        pytest.param(report(1), True, id="open then and now"),
        pytest.param(whole(on=LAST_WEEK - DAY), False, id="decided by then"),
        pytest.param(decided(1, on=LAST_WEEK), True, id="decided that day"),
        pytest.param(decided(1, on=LAST_WEEK + DAY), True, id="decided since"),
        pytest.param(report(1, received_on=TODAY), True, id="received since"),
        pytest.param(decided(1, received_on=TODAY, on=TODAY), True, id="both since"),
        pytest.param(closed(on=LAST_WEEK - DAY), False, id="closed by then"),
        pytest.param(closed(on=LAST_WEEK), True, id="closed that day"),
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


LONG_AGO, TOO_LONG_AGO = date(2024, 10, 20), date(2024, 10, 19)  # 25 months before, and a day


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        pytest.param(whole(on=LONG_AGO, assessed_on=None), True, id="not assessed"),
        pytest.param(whole(on=TOO_LONG_AGO, assessed_on=None), False, id="too long ago"),
        pytest.param(whole(on=LONG_AGO, decision=None), True, id="no decision"),
        pytest.param(
            report(1, received_on=LONG_AGO, decision=ReportDecision.NO_INVESTIGATION),
            True,
            id="no day of decision",
        ),
        pytest.param(
            whole(on=LONG_AGO, decision=ReportDecision.JOINED, assessed_on=None),
            True,
            id="joined, not assessed",
        ),
        pytest.param(
            report(
                1,
                received_on=LONG_AGO,
                assessed_on=LONG_AGO,
                decision=ReportDecision.JOINED,
            ),
            False,
            id="joined, with nothing to decide",
        ),
        pytest.param(whole(on=LONG_AGO), False, id="whole report"),
        pytest.param(
            whole(on=LONG_AGO, type=ReportType.APPLICATION, assessed_on=None),
            False,
            id="application",
        ),
        pytest.param(closed(on=LONG_AGO, outcome=None), True, id="no outcome"),
        pytest.param(closed(on=TOO_LONG_AGO, outcome=None), False, id="no outcome, too long ago"),
        pytest.param(closed(on=LONG_AGO), False, id="whole investigation"),
        pytest.param(
            placement(1, started_on=LONG_AGO, ended_on=LONG_AGO), False, id="ended placement"
        ),
    ],
)
def test_a_digest_is_told_of_a_gap_for_25_months_and_of_nothing_else_that_ended(
    database: Database, imported: Import, row: Any, is_told: bool
) -> None:
    imported(row)
    assert bool(found(digest_cases(database, LAST_WEEK, TODAY))) is is_told


def test_a_row_with_a_gap_is_told_once_and_beside_its_cases_other_rows(
    database: Database, imported: Import
) -> None:
    imported(
        whole(on=LONG_AGO, assessed_on=None),
        decided(2, case=1, on=LAST_WEEK),
        investigation(3, case=1),
    )
    (case,) = found(digest_cases(database, LAST_WEEK, TODAY))
    assert sorted(each.number for each in case.reports) == ["AKT-2026-00001", "AKT-2026-00002"]
    assert len(case.investigations) == 1


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
        cases.close()
