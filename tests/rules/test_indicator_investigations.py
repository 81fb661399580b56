"""Investigations in figures: in time, over four months, how long and how they ended."""

import pytest
from case_builders import a_case, an_investigation, day
from indicator_figures import Counts, counts

from rules.facts import Outcome, OverrunCause, Reason
from rules.indicators import IndicatorId, definition_of
from rules.length import days
from rules.policy import LocalGoal, Policy

IN_TIME = IndicatorId.INVESTIGATION_IN_TIME


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        ("tis 2026-06-30", "fre 2026-10-30", (0, 0)),  # limit 30 October
        ("ons 2026-07-01", "sön 2026-11-01", (1, 1)),
        ("ons 2026-07-01", "mån 2026-11-02", (0, 1)),
        ("ons 2026-07-01", None, (0, 1)),  # still open is late
        ("ons 2026-07-01", "lör 2026-11-21", (0, 1)),  # closed after today is still open
        ("mån 2026-07-20", "mån 2026-08-03", (1, 1)),  # limit today
        ("tis 2026-07-21", "mån 2026-08-03", (0, 0)),  # limit tomorrow
    ],
)
def test_investigations_are_counted_by_their_limit(
    opened: str, closed: str | None, expected: Counts
) -> None:
    found = an_investigation(opened, closed_on=day(closed) if closed else None)
    assert counts(IN_TIME, a_case(found)) == expected


OVER = IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION
EXTENDED = [
    # opened ons 2026-07-01, limit sön 2026-11-01: (decided, in time, over without extension)
    ("sön 2026-11-01", (0, 0), (0, 1)),  # limit moved out of the period
    ("mån 2026-11-02", (0, 1), (1, 1)),  # decided too late
    (None, (0, 0), (0, 1)),  # no decision day: counts as decided in time
]


@pytest.mark.parametrize(("decided", "in_time", "over"), EXTENDED)
def test_an_extension_decided_in_time_moves_the_limit_out_of_the_class_of_overruns(
    decided: str | None, in_time: Counts, over: Counts
) -> None:
    found = an_investigation(
        "ons 2026-07-01",
        extended_to=day("mån 2027-02-01"),
        extension_decided_on=day(decided) if decided else None,
    )
    assert counts(IN_TIME, a_case(found)) == in_time
    assert counts(OVER, a_case(found)) == over


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        ("ons 2026-07-01", "sön 2026-11-01", (0, 0)),  # closed on the limit
        ("ons 2026-07-01", "mån 2026-11-02", (1, 1)),
        ("ons 2026-07-01", None, (1, 1)),
        ("mån 2026-07-20", None, (0, 0)),  # the limit is today: not over it yet
        ("sön 2026-07-19", None, (1, 1)),
    ],
)
def test_only_what_was_open_the_day_after_four_months_is_over_the_limit(
    opened: str, closed: str | None, expected: Counts
) -> None:
    found = an_investigation(opened, closed_on=day(closed) if closed else None)
    assert counts(OVER, a_case(found)) == expected


@pytest.mark.parametrize("cause", [*OverrunCause, None])
def test_an_overrun_has_one_cause_or_none_given(cause: OverrunCause | None) -> None:
    late = a_case(an_investigation("ons 2026-07-01", overrun_cause=cause))
    in_time = a_case(
        an_investigation("ons 2026-07-01", closed_on=day("sön 2026-11-01"), overrun_cause=cause)
    )
    name = f"overrun_cause_{cause.value if cause else 'not_given'}"
    for indicator in IndicatorId:
        if indicator.startswith("overrun_cause"):
            expected = (int(indicator.value == name), 1)
            assert counts(indicator, late, in_time) == expected


BANDS = [IndicatorId.BAND_LE_90, IndicatorId.BAND_91_123, IndicatorId.BAND_GT_123]


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("tor 2026-08-06", [1, 0, 0]),  # 90 days before 4 November
        ("ons 2026-08-05", [0, 1, 0]),
        ("lör 2026-07-04", [0, 1, 0]),  # 123 days
        ("fre 2026-07-03", [0, 0, 1]),
    ],
)
def test_bands_turn_after_90_and_123_days(opened: str, expected: list[int]) -> None:
    case = a_case(an_investigation(opened, closed_on=day("ons 2026-11-04")))
    found = [counts(band, case) for band in BANDS]
    assert found == [(hit, 1) for hit in expected]
    assert counts(IndicatorId.INVESTIGATION_WITHIN_GOAL, case) == (expected[0], 1)


def test_the_goal_is_the_municipalitys_and_the_bands_are_not() -> None:
    case = a_case(an_investigation("tor 2026-08-06", closed_on=day("ons 2026-11-04")))
    policy = Policy(investigation_goal=LocalGoal("investigation_goal", "mål", days(60)))
    assert counts(IndicatorId.INVESTIGATION_WITHIN_GOAL, case, policy=policy) == (0, 1)
    assert counts(IndicatorId.BAND_LE_90, case, policy=policy) == (1, 1)
    text = definition_of(IndicatorId.INVESTIGATION_WITHIN_GOAL, policy).definition_sv
    assert "60 dagar" in text
    assert "90 dagar" not in text


@pytest.mark.parametrize(
    ("outcome", "hit"),
    [
        (Outcome.NO_INTERVENTION, 1),
        (Outcome.INTERVENTION_GRANTED, 0),
        (Outcome.INTERVENTION_DECLINED, 0),
        (None, 0),
    ],
)
def test_a_declined_or_missing_outcome_is_not_without_intervention(
    outcome: Outcome | None, hit: int
) -> None:
    closed = an_investigation("ons 2026-07-01", closed_on=day("sön 2026-11-01"), outcome=outcome)
    assert counts(IndicatorId.CLOSED_WITHOUT_INTERVENTION, a_case(closed)) == (hit, 1)


@pytest.mark.parametrize(
    ("reason", "began", "expected"),
    [
        (Reason.VIOLENCE_AGAINST_CHILD, "tis 2026-11-03", (1, 1)),
        (Reason.WITNESSED_VIOLENCE, "ons 2026-11-04", (0, 1)),  # on the end day
        (Reason.HONOUR_VIOLENCE, None, (0, 1)),
        (Reason.SEXUAL_ABUSE, "tis 2026-11-03", (0, 0)),
        (None, "tis 2026-11-03", (0, 0)),
    ],
)
def test_an_intervention_counts_when_begun_before_the_end_day(
    reason: Reason | None, began: str | None, expected: Counts
) -> None:
    closed = an_investigation(
        "ons 2026-07-01",
        closed_on=day("ons 2026-11-04"),
        reason=reason,
        intervention_began_on=day(began) if began else None,
    )
    assert counts(IndicatorId.INTERVENTION_DURING_VIOLENCE, a_case(closed)) == expected


def test_a_restart_is_also_an_opened_investigation() -> None:
    case = a_case(
        an_investigation("mån 2026-06-01", "UTR-1", closed_on=day("mån 2026-10-05")),
        an_investigation("ons 2026-11-04", "UTR-2"),
    )
    assert counts(IndicatorId.POSSIBLE_RESTART, case) == (1, None)
    assert counts(IndicatorId.INVESTIGATIONS_OPENED, case) == (1, None)
    later = a_case(*case.investigations[:1], an_investigation("tor 2026-11-05", "UTR-2"))
    assert counts(IndicatorId.POSSIBLE_RESTART, later) == (0, None)
