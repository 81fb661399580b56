"""What a figure is held against, and the three verdicts."""

import pytest
from digest_facts import steady_cases, summary_of

from digests.monthly.model import TargetVerdict
from digests.monthly.targets import DEFAULT_TARGETS, Targets, TargetValues, YearTarget
from digests.periods import Month
from rules.indicators import IndicatorId, TargetSense
from rules.indicators.figures import Figure, figure

IN_TIME = IndicatorId.INVESTIGATION_IN_TIME
WITHOUT = IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION
DAYS, RESTARTS = IndicatorId.EMERGENCY_CARE_MEAN_DAYS, IndicatorId.POSSIBLE_RESTART
MET, PARTLY, NOT = TargetVerdict.MET, TargetVerdict.PARTLY_MET, TargetVerdict.NOT_MET


@pytest.mark.parametrize(
    ("reached", "goal", "verdict"),
    [
        (80, 0.8, MET),
        (79, 0.8, PARTLY),
        (70, 0.8, PARTLY),  # ten percentage points, which 0.8 − 0.1 is not in binary
        (69, 0.8, NOT),
        (100, 1.0, MET),
        (90, 1.0, PARTLY),
        (89, 1.0, NOT),
        (0, 0.05, PARTLY),
    ],
)
def test_a_share_is_partly_met_within_ten_percentage_points(
    reached: int, goal: float, verdict: TargetVerdict
) -> None:
    held = YearTarget(TargetSense.AT_LEAST, goal)
    assert DEFAULT_TARGETS.verdict(figure(IN_TIME, None, reached, 100), held) is verdict


@pytest.mark.parametrize(
    ("without", "verdict"), [(0, MET), (1, PARTLY), (10, PARTLY), (11, NOT), (100, NOT)]
)
def test_none_without_extension_is_met_by_none_and_partly_by_a_tenth(
    without: int, verdict: TargetVerdict
) -> None:
    none = DEFAULT_TARGETS.of(WITHOUT, 2026)
    assert DEFAULT_TARGETS.verdict(figure(WITHOUT, None, without, 100), none) is verdict


@pytest.mark.parametrize(
    ("indicator", "figures", "goal", "verdict"),
    [
        (DAYS, (1800, 10), 180, MET),
        (DAYS, (1980, 10), 180, PARTLY),  # ten percent over 180 days is 198
        (DAYS, (1990, 10), 180, NOT),
        (RESTARTS, (0, 0), 0, MET),
        (RESTARTS, (5, 0), 0, NOT),  # nothing is partly none
        (RESTARTS, (21, 0), 20, PARTLY),
        (RESTARTS, (23, 0), 20, NOT),
    ],
)
def test_a_count_and_a_mean_are_partly_met_within_ten_percent_of_the_target(
    indicator: IndicatorId, figures: tuple[int, int], goal: float, verdict: TargetVerdict
) -> None:
    held = YearTarget(TargetSense.AT_MOST, goal)
    assert DEFAULT_TARGETS.verdict(figure(indicator, None, *figures), held) is verdict


def test_what_is_not_shown_is_not_judged() -> None:
    held = DEFAULT_TARGETS.of(IN_TIME, 2026)
    hidden = Figure(IN_TIME, None, None, None, None, suppressed=True)
    assert DEFAULT_TARGETS.verdict(hidden, held) is TargetVerdict.UNKNOWN
    assert DEFAULT_TARGETS.verdict(figure(IN_TIME, None, 0, 0), held) is TargetVerdict.UNKNOWN
    assert DEFAULT_TARGETS.verdict(hidden, None) is TargetVerdict.NO_TARGET


def test_the_milestone_decides_where_the_year_has_one() -> None:
    assert YearTarget(TargetSense.AT_LEAST, 1.0, 0.6).judged_by == 0.6
    assert YearTarget(TargetSense.AT_LEAST, 1.0).judged_by == 1.0
    assert YearTarget(TargetSense.AT_LEAST, None, 0.4).judged_by == 0.4


HISTORY = Targets(
    {IN_TIME: {2024: TargetValues(0.9), 2026: TargetValues(1.0, milestone=0.65)}},
)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2023, (None, 1.0, None)),  # nothing set yet: that of the sources
        (2024, (2024, 0.9, None)),
        (2025, (2024, 0.9, None)),  # the latest year before it
        (2026, (2026, 1.0, 0.65)),
        (2029, (2026, 1.0, 0.65)),
    ],
)
def test_a_month_is_held_against_what_was_set_for_its_year(
    year: int, expected: tuple[int | None, float, float | None]
) -> None:
    held = HISTORY.of(IN_TIME, year)
    assert held is not None
    assert (held.year, held.target, held.milestone) == expected


def test_what_is_set_for_a_later_year_leaves_an_old_verdict_alone() -> None:
    old, later = Month(2025, 12), Targets({IN_TIME: {2026: TargetValues(0.1)}})
    for targets in (DEFAULT_TARGETS, later):
        assert summary_of(steady_cases(), month=old, targets=targets).of(IN_TIME).verdict is NOT
    assert summary_of(steady_cases(), targets=later).of(IN_TIME).verdict is MET


def test_a_trend_over_the_new_year_has_the_target_of_each_year() -> None:
    summary = summary_of(steady_cases(), month=Month(2026, 2), targets=HISTORY)
    trend = next(each for each in summary.trends if each.definition.id is IN_TIME)
    assert [point.target for point in trend.points[-4:]] == [0.9, 0.9, 0.65, 0.65]


def test_the_thresholds_and_the_milestone_are_stated() -> None:
    targets = Targets(HISTORY.by_year, partly_met_within=7.5)
    said = " ".join(summary_of(steady_cases(), targets=targets).judged_how)
    assert "högst 7,5 procentenheter ifrån" in said
    assert "är det etappmålet som bedöms" in said
    assert "är i hög grad uppfyllt bara när ingen är det" in said
    assert "etappmål" not in " ".join(summary_of(steady_cases()).judged_how)


def test_an_indicator_without_a_target_gets_one_by_the_setting() -> None:
    set_for = Targets({IndicatorId.INTERVENTION_DURING_VIOLENCE: {2026: TargetValues(None, 0.4)}})
    found = summary_of(steady_cases(), targets=set_for)
    assert IndicatorId.INTERVENTION_DURING_VIOLENCE in {each.id for each in found.with_target}
