"""How many were handled in a period, and what the middle one took."""

from collections.abc import Iterable

import pytest
from case_builders import a_report, an_investigation, day

from rules.facts import CaseFacts, ReportDecision, ReportOfConcern
from rules.indicators import (
    Handled,
    HandledDays,
    HandledFigure,
    handled_definition,
    suppress_few,
)
from rules.policy import DEFAULT_POLICY

FIRST, LAST, TODAY = day("tor 2026-10-01"), day("lör 2026-10-31"), day("fre 2026-11-20")


def counted(*cases: CaseFacts) -> dict[Handled, HandledFigure]:
    days = HandledDays(FIRST, LAST, TODAY, DEFAULT_POLICY)
    assert list(days.watching(cases)) == list(cases)
    return {figure.handled: figure for figure in days.figures()}


def closed(*ends: str) -> CaseFacts:
    """Return investigations from tis 2026-09-01 that were closed on the days."""
    rows = (
        an_investigation("tis 2026-09-01", f"UTR-{number}", closed_on=day(end))
        for number, end in enumerate(ends)
    )
    return CaseFacts("BU-1", investigations=tuple(rows))


@pytest.mark.parametrize(
    ("ends", "number", "middle"),
    [
        ((), 0, None),
        (("tor 2026-10-01",), 1, 30.0),
        (("tor 2026-10-01", "lör 2026-10-31"), 2, 45.0),
        (("tor 2026-10-01", "fre 2026-10-02", "lör 2026-10-31"), 3, 31.0),
        (("ons 2026-09-30", "sön 2026-11-01"), 0, None),
    ],
)
def test_the_median_is_of_those_closed_within_the_period(
    ends: tuple[str, ...], number: int, middle: float | None
) -> None:
    figure = counted(closed(*ends))[Handled.INVESTIGATION]
    assert (figure.number, figure.median_days) == (number, middle)


def decided(reports: Iterable[ReportOfConcern]) -> HandledFigure:
    return counted(CaseFacts("BU-1", reports=tuple(reports)))[Handled.PRELIMINARY_ASSESSMENT]


def test_a_decided_assessment_counts_from_the_day_the_report_came_in() -> None:
    decision = ReportDecision.NO_INVESTIGATION
    report = a_report("mån 2026-09-28", decided_on=day("mån 2026-10-05"), decision=decision)
    assert decided([report]).median_days == 7.0


def test_a_report_joined_to_a_running_investigation_is_not_an_assessment() -> None:
    joined = a_report(
        "mån 2026-09-28", decided_on=day("mån 2026-10-05"), decision=ReportDecision.JOINED
    )
    assert decided([joined]).number == 0


@pytest.mark.parametrize("number", [0, 1, 4, 5])
def test_one_to_four_are_never_shown_outside_the_unit(number: int) -> None:
    median = 30.0 if number else None
    figure = HandledFigure(Handled.INVESTIGATION, number, median)
    (shown,) = suppress_few([figure])
    hidden = HandledFigure(Handled.INVESTIGATION, None, None, suppressed=True)
    assert shown == (hidden if 0 < number < 5 else figure)


def test_everything_that_is_counted_says_what_it_means() -> None:
    for handled in Handled:
        meaning = handled_definition(handled)
        assert "under perioden" in meaning.number_definition_sv
        assert "Hälften" in meaning.median_definition_sv
