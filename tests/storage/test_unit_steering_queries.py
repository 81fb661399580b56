"""What a unit's forecast and its own figures are told from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from case_lists import INTAKE, NORTH, TODAY, decided, investigation, placement, report

from rules.facts import CaseFacts, InvestigationTime, ReportDecision
from rules.indicators import Asked, Figure, Grouping, IndicatorId, compute_periods
from rules.policy import DEFAULT_POLICY
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import (
    cases_for_figures,
    cases_for_statutory_figures,
    investigation_times,
)
from storage.unit_names import unit_names

Import = Callable[..., ImportReport]

FIRST, LAST = date(2026, 5, 1), date(2026, 10, 31)
DAY = timedelta(days=1)
STATUTORY = (
    IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,
    IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME,
    IndicatorId.INVESTIGATION_IN_TIME,
)


def test_times_are_those_of_investigations_opened_in_the_period(
    database: Database, imported: Import
) -> None:
    imported(
        investigation(1, opened_on=FIRST - DAY),
        investigation(2, opened_on=FIRST, closed_on=TODAY),
        investigation(3, opened_on=LAST),
        investigation(4, opened_on=LAST + DAY),
        report(5, received_on=FIRST),
    )
    times = set(investigation_times(database, FIRST, LAST))
    assert times == {
        InvestigationTime(NORTH, "Erik Lund", FIRST, TODAY),
        InvestigationTime(NORTH, "Erik Lund", LAST, None),
    }


def test_times_go_by_the_units_present_name(database: Database, imported: Import) -> None:
    imported(investigation(1, opened_on=FIRST), investigation(2, opened_on=FIRST, unit="Söder"))
    names = unit_names({NORTH: "Nya enheten"})
    units = {each.unit for each in investigation_times(database, FIRST, LAST, names)}
    assert units == {"Nya enheten", "Söder"}


def test_an_investigation_that_the_source_no_longer_has_is_no_history(
    database: Database, imported: Import
) -> None:
    imported(investigation(1, opened_on=FIRST), investigation(2, opened_on=FIRST))
    imported(investigation(1, opened_on=FIRST), full=True, force=True)
    assert len(list(investigation_times(database, FIRST, LAST))) == 1


def varied_rows() -> list[Any]:
    """Reports and investigations around the period's edges, in time and late."""
    rows: list[Any] = []
    days = [*range(-45, 6), *range(170, 190)]
    for number, offset in enumerate(days):
        received = FIRST + offset * DAY
        for took in (5, 14, 15, 60):
            key = number * 10 + took % 10
            rows.append(decided(key, received_on=received, on=received + took * DAY))
    opened = (FIRST - back * DAY for back in (*range(110, 140), 0, -60, -70))
    for number, (day, took) in enumerate(product(opened, (60, 130))):
        row = investigation(5000 + number, opened_on=day, closed_on=day + took * DAY)
        is_extended = number % 5 == 0
        until, decision = (day + 200 * DAY, day + 20 * DAY) if is_extended else (None, None)
        rows.append(replace(row, extended_to=until, extension_decided_on=decision))
    long_extended = investigation(
        9000,
        opened_on=FIRST - 300 * DAY,
        extended_to=FIRST,
        extension_decided_on=FIRST - 250 * DAY,
    )
    return [*rows, long_extended, report(9001, received_on=FIRST - 300 * DAY), placement(9002)]


def _statutory(cases: Any) -> list[Figure]:
    asked = Asked(FIRST, LAST, (Grouping.UNIT,))
    (counted,) = compute_periods(cases, (asked,), TODAY, DEFAULT_POLICY)
    figures = (*counted.whole, *counted.by(Grouping.UNIT))
    return [each for each in figures if each.id in STATUTORY]


def test_the_statutory_figures_are_those_of_the_board_from_fewer_rows(
    database: Database, imported: Import
) -> None:
    imported(*varied_rows())
    fewer = list(cases_for_statutory_figures(database, FIRST, LAST))
    every = list(cases_for_figures(database, FIRST, LAST, None))
    assert _statutory(fewer) == _statutory(every)
    assert all(each.denominator for each in _statutory(fewer)[:3])
    assert len(fewer) < len(every)


REPORTED = FIRST + 10 * DAY
RUNNING = investigation(2, 1, opened_on=REPORTED - DAY, closed_on=REPORTED + 90 * DAY)
OPENED_IN_TIME = investigation(2, 1, opened_on=REPORTED + 3 * DAY)


@pytest.mark.parametrize(
    ("investigated", "said", "answered"),
    [
        (RUNNING, {"decision": ReportDecision.JOINED}, (0, 0)),
        (RUNNING, {}, (0, 0)),
        (OPENED_IN_TIME, {}, (1, 1)),
        (OPENED_IN_TIME, {"decision": ReportDecision.INVESTIGATION_OPENED}, (1, 1)),
        (RUNNING, {"decided_on": LAST + DAY}, (0, 1)),
        (RUNNING, {"decided_on": TODAY + DAY}, (0, 0)),
    ],
)
def test_what_has_no_decision_of_its_own_is_answered_by_its_investigation(
    database: Database,
    imported: Import,
    investigated: Any,
    said: dict[str, Any],
    answered: tuple[int, int],
) -> None:
    imported(report(1, received_on=REPORTED, **said), investigated)
    cases = list(cases_for_statutory_figures(database, FIRST, LAST))
    figures = {each.id: each for each in _statutory(cases) if each.group is None}
    found = figures[IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME]
    assert (found.numerator, found.denominator) == answered


def test_statutory_figures_go_by_the_units_present_name(
    database: Database, imported: Import
) -> None:
    imported(report(1, received_on=FIRST))
    names = unit_names({INTAKE: "Nya mottagningen"})
    (case,) = cases_for_statutory_figures(database, FIRST, LAST, names)
    assert isinstance(case, CaseFacts)
    assert [each.unit for each in case.reports] == ["Nya mottagningen"]
