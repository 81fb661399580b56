"""Emergency foster care in figures: children, days, and stays over the goal."""

import pytest
from case_builders import a_case, a_placement, day
from indicator_figures import counts, figure_of

from rules.facts import Placement, PlacementForm
from rules.indicators import IndicatorId


def emergency(started: str, ended: str | None = None, number: str = "PLA-1") -> Placement:
    until = day(ended) if ended else None
    return a_placement(started, PlacementForm.EMERGENCY_HOME, number=number, ended_on=until)


STAYS = [
    # started, ended, (people, sum of days, over six months) in November as of 20 November
    ("mån 2026-11-02", None, (1, 18, 0)),
    ("tor 2026-10-01", "lör 2026-10-31", (0, 0, 0)),  # ended the day before
    ("tor 2026-10-01", "sön 2026-11-01", (1, 31, 0)),
    ("tor 2026-10-01", "lör 2026-11-21", (1, 50, 0)),  # ends after today: still there
    ("lör 2026-11-21", None, (0, 0, 0)),  # begins after today
    ("ons 2026-05-20", None, (1, 184, 0)),  # six months today: not longer
    ("tis 2026-05-19", None, (1, 185, 1)),
]


@pytest.mark.parametrize(("started", "ended", "expected"), STAYS)
def test_emergency_care_follows_the_stay_to_the_end_of_the_period(
    started: str, ended: str | None, expected: tuple[int, int, int]
) -> None:
    case = a_case(emergency(started, ended))
    people, total, over = expected
    assert counts(IndicatorId.EMERGENCY_CARE_PEOPLE, case) == (people, None)
    assert counts(IndicatorId.EMERGENCY_CARE_MEAN_DAYS, case) == (total, people)
    assert counts(IndicatorId.EMERGENCY_CARE_OVER_GOAL, case) == (over, people)


def test_a_child_with_two_stays_is_one_child_with_the_days_of_both() -> None:
    two = a_case(
        emergency("tor 2026-10-01", "tis 2026-11-03"),
        emergency("mån 2026-11-09", None, "PLA-2"),
    )
    one = a_case(emergency("ons 2026-11-18"), case="BU-2")
    found = figure_of(IndicatorId.EMERGENCY_CARE_MEAN_DAYS, two, one)
    assert (found.numerator, found.denominator, found.share) == (33 + 11 + 2, 2, 23.0)


def test_one_long_stay_of_several_puts_the_child_over_the_goal() -> None:
    long = emergency("mån 2026-03-02", "tis 2026-11-03")
    short = emergency("mån 2026-11-09", None, "PLA-2")
    for stays in ((long, short), (short, long)):
        assert counts(IndicatorId.EMERGENCY_CARE_OVER_GOAL, a_case(*stays)) == (1, 1)


def test_a_stay_is_cut_at_the_end_of_a_past_period() -> None:
    october = (day("tor 2026-10-01"), day("lör 2026-10-31"))
    case = a_case(emergency("tor 2026-10-01"))
    assert counts(IndicatorId.EMERGENCY_CARE_MEAN_DAYS, case, period=october) == (30, 1)
    assert counts(IndicatorId.EMERGENCY_CARE_PEOPLE, case, period=october) == (1, None)


def test_a_foster_home_is_no_emergency_care() -> None:
    assert counts(IndicatorId.EMERGENCY_CARE_PEOPLE, a_case(a_placement("mån 2026-11-02"))) == (
        0,
        None,
    )
