"""Who is counted where: each indicator at the edges of its definition."""

from dataclasses import replace
from datetime import date

import pytest
from case_builders import SHIFTED, a_case, a_report, an_investigation, day
from indicator_figures import NOVEMBER, TODAY, Counts, counts

from rules.facts import (
    ReportDecision,
    ReportType,
)
from rules.indicators import (
    Figure,
    IndicatorId,
    IndicatorKind,
    compute_indicators,
    definition_of,
)
from rules.policy import DEFAULT_POLICY

NOT_OPENED = ReportDecision.NO_INVESTIGATION
PROTECTION = IndicatorId.PROTECTION_ASSESSMENT_IN_TIME


@pytest.mark.parametrize(
    ("received", "assessed", "expected"),
    [
        ("lör 2026-10-31", "lör 2026-10-31", (0, 0)),  # the day before the period
        ("sön 2026-11-01", "sön 2026-11-01", (1, 1)),
        ("sön 2026-11-01", "mån 2026-11-02", (1, 1)),
        ("sön 2026-11-01", "tis 2026-11-03", (0, 1)),
        ("sön 2026-11-01", None, (0, 1)),  # missing is not in time
        ("fre 2026-11-20", "fre 2026-11-20", (1, 1)),
        ("lör 2026-11-21", None, (0, 0)),  # has not come in yet
    ],
)
def test_protection_assessments_are_counted_by_the_day_the_report_came_in(
    received: str, assessed: str | None, expected: Counts
) -> None:
    report = a_report(received, assessed_on=day(assessed) if assessed else None)
    assert counts(PROTECTION, a_case(report)) == expected


def test_a_joined_report_owes_protection_and_no_decision() -> None:
    joined = a_report(
        "sön 2026-11-01", decision=ReportDecision.JOINED, assessed_on=day("sön 2026-11-01")
    )
    assert counts(PROTECTION, a_case(joined)) == (1, 1)
    assert counts(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME, a_case(joined)) == (0, 0)
    assert counts(IndicatorId.REPORTS_RECEIVED, a_case(joined)) == (1, None)


def test_a_decided_report_without_assessment_date_is_not_in_time() -> None:
    report = a_report("sön 2026-11-01", decided_on=day("mån 2026-11-02"), decision=NOT_OPENED)
    assert counts(PROTECTION, a_case(report)) == (0, 1)


def test_an_application_is_no_report_in_any_indicator() -> None:
    application = a_case(a_report("sön 2026-11-01", type=ReportType.APPLICATION))
    figures = compute_indicators([application], *NOVEMBER, TODAY, DEFAULT_POLICY)
    assert not any(figure.numerator or figure.denominator for figure in figures)


PRELIMINARY = IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME


@pytest.mark.parametrize(
    ("received", "decided", "expected"),
    [
        ("lör 2026-10-17", "lör 2026-10-31", (0, 0)),  # limit the day before the period
        ("sön 2026-10-18", "sön 2026-11-01", (1, 1)),
        ("sön 2026-10-18", "mån 2026-11-02", (0, 1)),
        ("sön 2026-10-18", None, (0, 1)),  # undecided is late
        ("sön 2026-10-18", "lör 2026-11-21", (0, 1)),  # decided after today is undecided
        ("fre 2026-11-06", "fre 2026-11-13", (1, 1)),  # limit today
        ("lör 2026-11-07", "fre 2026-11-13", (0, 0)),  # limit tomorrow
    ],
)
def test_preliminary_assessments_are_counted_by_their_limit(
    received: str, decided: str | None, expected: Counts
) -> None:
    decision = {"decided_on": day(decided), "decision": NOT_OPENED} if decided else {}
    assert counts(PRELIMINARY, a_case(a_report(received, **decision))) == expected


def test_an_undated_decision_counts_as_late() -> None:
    report = a_report("sön 2026-10-18", decision=NOT_OPENED)
    assert counts(PRELIMINARY, a_case(report)) == (0, 1)
    assert counts(IndicatorId.CHILD_SPOKEN_WITH, a_case(report)) == (0, 0)


def test_the_weekend_setting_moves_the_day_that_decides() -> None:
    # 14 days end on lör 2026-10-31 (alla helgons dag); the working day after is mån 2026-11-02
    decided_monday = a_case(
        a_report("lör 2026-10-17", decided_on=day("mån 2026-11-02"), decision=NOT_OPENED)
    )
    october = (day("tor 2026-10-01"), day("lör 2026-10-31"))
    assert counts(PRELIMINARY, decided_monday, period=october) == (0, 1)
    assert counts(PRELIMINARY, decided_monday, period=october, policy=SHIFTED) == (0, 0)
    assert counts(PRELIMINARY, decided_monday, policy=SHIFTED) == (1, 1)


def test_one_opening_decides_every_report_on_the_child() -> None:
    case = a_case(
        a_report("sön 2026-10-18", number="AKT-1"),
        a_report("tis 2026-10-20", number="AKT-2"),
        an_investigation("mån 2026-11-02"),
    )
    assert counts(PRELIMINARY, case) == (1, 2)


@pytest.mark.parametrize(("spoken", "hit"), [(True, 1), (False, 0), (None, 0)])
def test_a_talk_that_is_not_noted_counts_as_no(spoken: bool | None, hit: int) -> None:
    report = a_report(
        "mån 2026-09-07",
        decided_on=day("sön 2026-11-01"),
        decision=NOT_OPENED,
        child_spoken_with=spoken,
    )
    assert counts(IndicatorId.CHILD_SPOKEN_WITH, a_case(report)) == (hit, 1)
    joined = replace(report, decision=ReportDecision.JOINED)
    assert counts(IndicatorId.CHILD_SPOKEN_WITH, a_case(joined)) == (0, 0)


def test_a_share_of_nothing_is_none_and_a_count_of_nothing_is_zero() -> None:
    for figure in compute_indicators([], *NOVEMBER, TODAY, DEFAULT_POLICY):
        kind = definition_of(figure.id).kind
        if figure.id is IndicatorId.SAME_CASEWORKER:
            assert figure == Figure(figure.id, None, None, None, None)
        elif kind is IndicatorKind.COUNT:
            assert figure == Figure(figure.id, None, 0, None, None)
        else:
            assert figure == Figure(figure.id, None, 0, 0, None)


def test_a_row_older_than_its_rule_is_in_no_share_of_time() -> None:
    old = (day("mån 2012-12-31"), day("tor 2013-01-31"))
    case = a_case(a_report("mån 2012-12-31"))
    assert counts(PRELIMINARY, case, period=old) == (0, 0)
    assert counts(PROTECTION, case, period=old) == (0, 0)
    assert counts(IndicatorId.REPORTS_RECEIVED, case, period=old) == (1, None)


@pytest.mark.parametrize("indicator", IndicatorId)
def test_every_indicator_has_a_title_and_a_definition_in_swedish(indicator: IndicatorId) -> None:
    found = definition_of(indicator)
    assert found.id is indicator
    assert found.title_sv[0].isupper()
    assert found.definition_sv.endswith(".")
    assert "{" not in found.definition_sv


def test_the_targets_are_those_of_the_sources() -> None:
    targets = {i.value: definition_of(i).target for i in IndicatorId}
    assert {name: target for name, target in targets.items() if target is not None} == {
        "protection_assessment_in_time": 1.0,
        "preliminary_assessment_in_time": 1.0,
        "investigation_in_time": 1.0,
        "investigation_within_goal": 0.5,
        "over_limit_without_extension": 0.0,
    }


def test_the_continuity_of_caseworkers_says_from_when_it_is_known() -> None:
    without = definition_of(IndicatorId.SAME_CASEWORKER)
    assert "efter den första inläsningen räknas" in without.definition_sv
    known = definition_of(IndicatorId.SAME_CASEWORKER, history_from=date(2026, 11, 20))
    assert "den 20 november 2026 eller senare räknas" in known.definition_sv
