"""What is missing in a row is listed for correction, never guessed."""

import pytest
from case_builders import a_case, a_placement, a_report, an_investigation, day, gaps

from rules.data_gap_kinds import DataGapKind
from rules.facts import (
    Outcome,
    PlacementForm,
    ReportDecision,
    ReportType,
)

TODAY = "fre 2026-11-20"
NOT_OPENED = ReportDecision.NO_INVESTIGATION
COMPLETE = {
    "assessed_on": day("mån 2026-11-02"),
    "decided_on": day("mån 2026-11-09"),
    "decision": NOT_OPENED,
}

REPORTS = [
    (COMPLETE, []),
    ({}, []),
    (
        {**COMPLETE, "assessed_on": None},
        [DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING],
    ),
    ({**COMPLETE, "decided_on": None}, [DataGapKind.DECISION_DATE_MISSING]),
    ({**COMPLETE, "decision": None}, [DataGapKind.DECISION_MISSING]),
    ({**COMPLETE, "decision": ReportDecision.JOINED, "decided_on": None}, []),
    ({**COMPLETE, "caseworker": ""}, [DataGapKind.CASEWORKER_MISSING]),
    ({**COMPLETE, "unit": ""}, [DataGapKind.UNIT_MISSING]),
]


@pytest.mark.parametrize(("facts", "kinds"), REPORTS)
def test_a_report_lists_what_it_lacks(facts: dict[str, object], kinds: list[DataGapKind]) -> None:
    assert gaps(a_case(a_report("mån 2026-11-02", **facts)), TODAY) == kinds


def test_an_undated_decision_is_no_gap_where_an_opening_tells_the_day() -> None:
    report = a_report(
        "mån 2026-11-02",
        assessed_on=day("mån 2026-11-02"),
        decision=ReportDecision.INVESTIGATION_OPENED,
    )
    assert gaps(a_case(report), TODAY) == [DataGapKind.DECISION_DATE_MISSING]
    assert gaps(a_case(report, an_investigation("mån 2026-11-09")), TODAY) == []


def test_an_application_and_a_report_from_after_today_lack_nothing() -> None:
    undecided = {**COMPLETE, "assessed_on": None}
    application = a_report("mån 2026-11-02", type=ReportType.APPLICATION, **undecided)
    assert gaps(a_case(application), TODAY) == []
    assert gaps(a_case(a_report("mån 2026-11-02", **undecided)), "sön 2026-11-01") == []


CLOSED = {"closed_on": day("mån 2026-11-02"), "outcome": Outcome.NO_INTERVENTION}
INVESTIGATIONS = [
    (CLOSED, []),
    ({}, []),
    ({**CLOSED, "outcome": None}, [DataGapKind.OUTCOME_MISSING]),
    ({**CLOSED, "closed_on": day("lör 2026-11-21")}, [DataGapKind.CLOSED_IN_THE_FUTURE]),
    (
        {"extended_to": day("mån 2027-02-01")},
        [DataGapKind.EXTENSION_DECISION_DATE_MISSING],
    ),
    (
        {"extended_to": day("mån 2026-11-02"), "extension_decided_on": day("mån 2026-11-02")},
        [DataGapKind.EXTENSION_NOT_LONGER],
    ),
    (
        {"extension_decided_on": day("mån 2026-11-02")},
        [DataGapKind.EXTENSION_DECISION_WITHOUT_DATE_TO],
    ),
    (
        {"extended_to": day("mån 2027-02-01"), "extension_decided_on": day("mån 2026-11-02")},
        [],
    ),
]


@pytest.mark.parametrize(
    ("decided", "ended", "kinds"),
    [
        ("tor 2026-10-01", {}, []),  # the last day of the four months
        ("fre 2026-10-02", {}, [DataGapKind.EXTENSION_DECIDED_TOO_LATE]),
        ("fre 2026-10-02", CLOSED, []),  # nothing waits for it any more
    ],
)
def test_an_extension_decided_too_late_may_be_a_second_one_while_the_investigation_runs(
    decided: str, ended: dict[str, object], kinds: list[DataGapKind]
) -> None:
    extended = {"extended_to": day("mån 2027-02-01"), "extension_decided_on": day(decided)}
    row = an_investigation("mån 2026-06-01", **extended, **ended)
    assert gaps(a_case(row), TODAY) == kinds


@pytest.mark.parametrize(("facts", "kinds"), INVESTIGATIONS)
def test_an_investigation_lists_what_it_lacks(
    facts: dict[str, object], kinds: list[DataGapKind]
) -> None:
    assert gaps(a_case(an_investigation("tis 2026-07-21", **facts)), TODAY) == kinds


PLACEMENTS = [
    (PlacementForm.EMERGENCY_HOME, {}, [DataGapKind.INVESTIGATION_LINK_MISSING]),
    (PlacementForm.EMERGENCY_HOME, {"investigation_number": "UTR-1"}, []),
    (PlacementForm.FOSTER_HOME, {}, []),
    (None, {}, [DataGapKind.PLACEMENT_FORM_MISSING]),
    (PlacementForm.FOSTER_HOME, {"legal_basis": None}, [DataGapKind.LEGAL_BASIS_MISSING]),
    (
        PlacementForm.FOSTER_HOME,
        {"legal_basis": None, "ended_on": day("tor 2026-11-19")},
        [],
    ),
    (
        PlacementForm.FOSTER_HOME,
        {"last_considered_on": day("lör 2026-11-21")},
        [DataGapKind.CONSIDERED_IN_THE_FUTURE],
    ),
]


@pytest.mark.parametrize(("form", "facts", "kinds"), PLACEMENTS)
def test_a_placement_lists_what_it_lacks(
    form: PlacementForm | None, facts: dict[str, object], kinds: list[DataGapKind]
) -> None:
    assert gaps(a_case(a_placement("mån 2026-06-01", form, **facts)), TODAY) == kinds


def test_a_row_older_than_its_rule_is_listed_once_per_rule() -> None:
    found = gaps(a_case(a_report("mån 2012-12-31")), TODAY)
    assert found == [DataGapKind.OLDER_THAN_THE_RULE] * 2


@pytest.mark.parametrize("kind", DataGapKind)
def test_every_gap_is_explained_in_a_swedish_sentence(kind: DataGapKind) -> None:
    assert kind.explanation.endswith(".")
    assert kind.explanation[0].isupper()
