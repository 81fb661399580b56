"""Which duties a case's rows give: every reading that must be the same everywhere."""

from dataclasses import replace

import pytest
from case_builders import (
    a_case,
    a_follow_up,
    a_placement,
    a_report,
    an_investigation,
    day,
    duties,
    duty_of,
    rules_owed,
)

from rules.catalogue import RuleId
from rules.duties import DutyStatus
from rules.facts import LegalBasis, PlacementForm, ReportDecision, ReportType

PROTECTION = RuleId.PROTECTION_ASSESSMENT
PRELIMINARY = RuleId.PRELIMINARY_ASSESSMENT
INVESTIGATION = RuleId.INVESTIGATION
EMERGENCY = RuleId.EMERGENCY_CARE_LIMIT
TODAY = "fre 2026-11-20"
OPENED = ReportDecision.INVESTIGATION_OPENED
NOT_OPENED = ReportDecision.NO_INVESTIGATION
JOINED = ReportDecision.JOINED


def test_a_report_owes_a_protection_assessment_and_a_decision() -> None:
    case = a_case(a_report("fre 2026-11-13"))
    assert rules_owed(case, TODAY) == [PROTECTION, PRELIMINARY]
    assert duty_of(case, PROTECTION, TODAY).due_on == day("lör 2026-11-14")
    assert duty_of(case, PRELIMINARY, TODAY).due_on == day("fre 2026-11-27")


def test_an_application_owes_neither() -> None:
    case = a_case(a_report("fre 2026-11-13", type=ReportType.APPLICATION))
    assert rules_owed(case, TODAY) == []


@pytest.mark.parametrize(
    ("assessed", "status"),
    [
        ("fre 2026-11-13", DutyStatus.FULFILLED),
        ("lör 2026-11-14", DutyStatus.FULFILLED),
        ("sön 2026-11-15", DutyStatus.FULFILLED_LATE),
    ],
)
def test_a_protection_assessment_is_in_time_the_same_day_or_the_next(
    assessed: str, status: DutyStatus
) -> None:
    case = a_case(a_report("fre 2026-11-13", assessed_on=day(assessed)))
    assert duty_of(case, PROTECTION, TODAY).status is status


def test_a_decided_report_without_assessment_date_has_no_open_duty() -> None:
    report = a_report("fre 2026-11-06", decided_on=day("fre 2026-11-13"), decision=NOT_OPENED)
    assert rules_owed(a_case(report), TODAY) == [PRELIMINARY]
    undated = replace(report, decided_on=None)
    assert PROTECTION not in rules_owed(a_case(undated), TODAY)


def test_an_assessment_dated_after_today_does_not_fill_the_gap() -> None:
    report = a_report(
        "fre 2026-11-06",
        decided_on=day("fre 2026-11-13"),
        decision=NOT_OPENED,
        assessed_on=day("mån 2026-11-16"),
    )
    assert PROTECTION not in rules_owed(a_case(report), "lör 2026-11-14")
    assert PROTECTION in rules_owed(a_case(report), "mån 2026-11-16")


def test_each_report_before_the_decision_has_its_own_14_days() -> None:
    case = a_case(a_report("mån 2026-11-09"), a_report("ons 2026-11-11", "AKT-2"))
    dates = [found.due_on for found in duties(case, TODAY) if found.rule is PRELIMINARY]
    assert dates == [day("mån 2026-11-23"), day("ons 2026-11-25")]


def test_one_decision_to_open_closes_every_report_on_the_child() -> None:
    first = a_report("mån 2026-11-09", decided_on=day("mån 2026-11-16"), decision=OPENED)
    case = a_case(first, a_report("ons 2026-11-11", "AKT-2"), an_investigation("mån 2026-11-16"))
    second = duty_of(case, PRELIMINARY, TODAY, "AKT-2")
    assert (second.status, second.fulfilled_on) == (DutyStatus.FULFILLED, day("mån 2026-11-16"))
    before = duty_of(case, PRELIMINARY, "sön 2026-11-15", "AKT-2")
    assert before.is_open, "the investigation had not been opened the day before"


def test_an_undated_decision_to_open_is_dated_by_an_opening_on_the_day_it_came_in() -> None:
    report = a_report("mån 2026-11-09", decision=OPENED)
    found = duty_of(a_case(report, an_investigation("mån 2026-11-09")), PRELIMINARY, TODAY)
    assert (found.status, found.fulfilled_on) == (DutyStatus.FULFILLED, day("mån 2026-11-09"))


def test_an_undated_decision_not_to_open_is_not_dated_by_a_later_opening() -> None:
    report = a_report("mån 2026-03-02", decision=ReportDecision.NO_INVESTIGATION)
    case = a_case(report, an_investigation("tor 2026-09-03"))
    assert [found for found in duties(case, TODAY) if found.rule is PRELIMINARY] == []


def test_an_opening_after_today_does_not_date_a_decision() -> None:
    report = a_report("mån 2026-11-09", decision=OPENED)
    case = a_case(report, an_investigation("fre 2026-11-27"))
    assert [found for found in duties(case, TODAY) if found.rule is PRELIMINARY] == []


def test_a_report_after_the_opening_is_not_closed_by_it() -> None:
    closed = an_investigation("mån 2026-06-01", closed_on=day("fre 2026-10-30"))
    case = a_case(a_report("mån 2026-11-09"), closed)
    assert duty_of(case, PRELIMINARY, TODAY).is_open


JOINING = [
    # (opened, closed, received on ons 2026-11-11, decision required)
    ("tis 2026-11-10", None, False),
    ("ons 2026-11-11", None, False),
    ("mån 2026-06-01", "ons 2026-11-11", False),  # open on the day the report came in
    ("mån 2026-06-01", "tis 2026-11-10", True),  # closed the day before
]


@pytest.mark.parametrize(("opened", "closed", "is_required"), JOINING)
def test_a_report_during_an_investigation_needs_no_decision(
    opened: str, closed: str | None, is_required: bool
) -> None:
    running = an_investigation(opened, closed_on=day(closed) if closed else None)
    case = a_case(a_report("ons 2026-11-11"), running)
    found = duty_of(case, PRELIMINARY, TODAY)
    assert (found.status is not DutyStatus.NOT_REQUIRED) is is_required
    assert duty_of(case, PROTECTION, TODAY).status is DutyStatus.OVERDUE


def test_a_report_that_the_export_calls_joined_needs_no_decision() -> None:
    case = a_case(a_report("ons 2026-11-11", decision=JOINED))
    assert duty_of(case, PRELIMINARY, TODAY).status is DutyStatus.NOT_REQUIRED
    assert duty_of(case, PRELIMINARY, TODAY).days_left is None


def test_a_report_decided_during_an_investigation_keeps_its_own_decision() -> None:
    report = a_report("mån 2026-11-02", decided_on=day("tis 2026-11-17"), decision=NOT_OPENED)
    case = a_case(report, an_investigation("mån 2026-06-01"))
    assert duty_of(case, PRELIMINARY, TODAY).status is DutyStatus.FULFILLED_LATE


def test_a_joined_report_does_not_restart_the_four_months() -> None:
    case = a_case(a_report("ons 2026-11-11", decision=JOINED), an_investigation("tis 2026-07-21"))
    assert duty_of(case, INVESTIGATION, TODAY).due_on == day("lör 2026-11-21")


def test_siblings_have_one_clock_each() -> None:
    older = a_case(an_investigation("tis 2026-07-21"), case="BU-1")
    younger = a_case(an_investigation("ons 2026-07-22"), case="BU-2")
    found = [duty_of(case, INVESTIGATION, TODAY) for case in (older, younger)]
    assert [one.case for one in found] == ["BU-1", "BU-2"]
    assert [one.due_on for one in found] == [day("lör 2026-11-21"), day("sön 2026-11-22")]


def test_a_row_from_after_today_does_not_exist_yet() -> None:
    case = a_case(
        a_report("lör 2026-11-21"),
        an_investigation("lör 2026-11-21"),
        a_placement("lör 2026-11-21"),
        a_follow_up("lör 2026-11-21"),
    )
    assert rules_owed(case, TODAY) == []
    assert len(rules_owed(case, "lör 2026-11-21")) == 5


def test_a_decision_after_today_has_not_been_taken() -> None:
    report = a_report("mån 2026-11-09", decided_on=day("fre 2026-11-20"), decision=NOT_OPENED)
    assert duty_of(a_case(report), PRELIMINARY, "tor 2026-11-19").is_open
    assert duty_of(a_case(report), PRELIMINARY, TODAY).status is DutyStatus.FULFILLED


def test_an_opening_counts_while_the_reports_own_decision_lies_ahead() -> None:
    report = a_report("mån 2026-11-09", decided_on=day("fre 2026-11-20"), decision=OPENED)
    case = a_case(report, an_investigation("mån 2026-11-16"))
    assert duty_of(case, PRELIMINARY, "tis 2026-11-17").fulfilled_on == day("mån 2026-11-16")


def test_a_row_older_than_its_rule_gives_no_duty() -> None:
    assert rules_owed(a_case(a_report("mån 2012-12-31")), TODAY) == []
    assert rules_owed(a_case(an_investigation("ons 1997-12-31")), TODAY) == []
    assert rules_owed(a_case(a_report("tis 2013-01-01")), TODAY) == [PROTECTION, PRELIMINARY]


CONSIDERATIONS = [
    (LegalBasis.SOL, RuleId.PLACEMENT_CONSIDERATION),
    (LegalBasis.LVU_2, RuleId.LVU_CONSIDERATION),
    (LegalBasis.LVU_3, RuleId.LVU_RECONSIDERATION),
]


@pytest.mark.parametrize(("basis", "rule"), CONSIDERATIONS)
def test_a_placement_is_considered_by_its_legal_basis(basis: LegalBasis, rule: RuleId) -> None:
    placement = a_placement("mån 2026-06-01", basis=basis)
    found = duty_of(a_case(placement), rule, TODAY)
    assert found.due_on == day("tis 2026-12-01")
    considered = replace(placement, last_considered_on=day("tor 2026-10-15"))
    assert duty_of(a_case(considered), rule, TODAY).due_on == day("tor 2027-04-15")


def test_a_consideration_dated_after_today_does_not_count() -> None:
    placement = a_placement("mån 2026-06-01", last_considered_on=day("lör 2026-11-21"))
    assert duties(a_case(placement), TODAY)[0].triggered_on == day("mån 2026-06-01")


@pytest.mark.parametrize(
    ("ended", "is_owed"),
    [("tor 2026-11-19", False), (TODAY, False), ("lör 2026-11-21", True), (None, True)],
)
def test_a_consideration_is_owed_while_the_placement_lasts(
    ended: str | None, is_owed: bool
) -> None:
    placement = a_placement("mån 2026-06-01", ended_on=day(ended) if ended else None)
    assert (rules_owed(a_case(placement), TODAY) == [RuleId.PLACEMENT_CONSIDERATION]) is is_owed


def an_emergency_case(closed: str | None, ended: str | None = None) -> tuple[RuleId, ...]:
    placement = a_placement(
        "mån 2026-06-01",
        PlacementForm.EMERGENCY_HOME,
        investigation_number="UTR-1",
        ended_on=day(ended) if ended else None,
    )
    run = an_investigation("mån 2026-06-01", closed_on=day(closed) if closed else None)
    return tuple(rules_owed(a_case(placement, run), TODAY))


def test_the_emergency_limit_runs_from_the_closing_of_the_investigation() -> None:
    assert EMERGENCY not in an_emergency_case(None)
    assert EMERGENCY not in an_emergency_case("lör 2026-11-21"), "not closed yet"
    assert EMERGENCY in an_emergency_case("tor 2026-10-01")
    assert EMERGENCY not in an_emergency_case("tor 2026-10-01", ended="tor 2026-10-01")


def test_the_emergency_limit_is_two_months_and_ends_with_the_placement() -> None:
    placement = a_placement(
        "mån 2026-06-01", PlacementForm.EMERGENCY_HOME, investigation_number="UTR-1"
    )
    run = an_investigation("mån 2026-06-01", closed_on=day("tis 2026-09-15"))
    found = duty_of(a_case(placement, run), EMERGENCY, TODAY)
    assert (found.due_on, found.status) == (day("sön 2026-11-15"), DutyStatus.OVERDUE)
    moved = replace(placement, ended_on=day("fre 2026-11-13"))
    assert duty_of(a_case(moved, run), EMERGENCY, TODAY).status is DutyStatus.FULFILLED


def test_the_emergency_limit_is_for_emergency_homes_and_the_placements_own_investigation() -> None:
    closed = an_investigation("mån 2026-06-01", closed_on=day("tor 2026-10-01"))
    foster = a_placement("mån 2026-06-01", investigation_number="UTR-1")
    other = a_placement("mån 2026-06-01", PlacementForm.EMERGENCY_HOME, investigation_number="X")
    assert EMERGENCY not in rules_owed(a_case(foster, closed), TODAY)
    assert EMERGENCY not in rules_owed(a_case(other, closed), TODAY)


def test_a_follow_up_is_owed_until_it_is_completed() -> None:
    case = a_case(a_follow_up("fre 2026-05-22", completed="fre 2026-11-20"))
    rule = RuleId.FOLLOW_UP_AFTER_INVESTIGATION
    assert duty_of(case, rule, "tor 2026-11-19").days_left == 3
    assert duty_of(case, rule, TODAY).status is DutyStatus.FULFILLED


def test_a_duty_carries_its_row_unit_and_caseworker() -> None:
    found = duty_of(a_case(an_investigation("tis 2026-07-21")), INVESTIGATION, TODAY)
    assert (found.source, found.unit, found.caseworker) == ("UTR-1", "Barnenheten", "Bo Alm")
