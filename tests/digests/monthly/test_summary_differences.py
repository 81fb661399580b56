"""A summary that was sent beside the same month counted again: what differs, and what is hidden."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from digest_facts import CHILDREN, YOUTH, case_of, investigation, report, steady_cases, summary_of

from bot.texts.sent_summaries import difference_words
from digests.monthly.build import build_monthly_summary
from digests.monthly.differences import Difference, differences_between
from digests.monthly.model import MonthlySummary
from digests.monthly.places import Place, figures_by_place, hidden_in, placed_figures
from digests.monthly.targets import Targets, TargetValues, TargetVerdict
from digests.words import HIDDEN
from rules.facts import CaseFacts, ReportDecision
from rules.indicators import Figure, Grouping, IndicatorId
from rules.policy import DEFAULT_POLICY

IN_TIME = IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME
RECEIVED = IndicatorId.REPORTS_RECEIVED
MONTH_AND_YEAR = ["2026-01/2026-10", "2026-10/2026-10"]


def reports(number: int, *, late: int = 0, unit: str = CHILDREN, at: int = 0) -> list[CaseFacts]:
    """Reports of 5 October, owed a decision on 19 October."""
    return [
        case_of(
            report(
                at + each,
                "2026-10-05",
                unit=unit,
                assessed_on=date(2026, 10, 5),
                decided_on=date(2026, 10, 19) + timedelta(days=each < late),
                decision=ReportDecision.NO_INVESTIGATION,
            )
        )
        for each in range(number)
    ]


def again(then: MonthlySummary, cases: Sequence[CaseFacts]) -> MonthlySummary:
    """The month counted again from other cases, as the command does it."""
    return build_monthly_summary(
        cases,
        month=then.month,
        today=date(2026, 11, 20),
        policy=DEFAULT_POLICY,
        stamp=then.stamp,
        hidden_before=hidden_in(then),
    )


def of(differences: Sequence[Difference], indicator: IndicatorId) -> list[Difference]:
    return [each for each in differences if each.place.indicator is indicator]


def test_what_has_not_changed_differs_in_nothing() -> None:
    assert differences_between(summary_of(steady_cases()), summary_of(steady_cases())) == ()


def test_each_figure_that_changed_is_named_then_and_now() -> None:
    then = summary_of(reports(40, late=10))
    found = differences_between(then, again(then, reports(42, late=12)))
    whole, unit = of(found, IN_TIME)
    words = "Förhandsbedömning i tid, oktober 2026"
    assert difference_words(whole) == (
        f"{words}: 75,0\N{NO-BREAK SPACE}% (30 av 40) → 71,4\N{NO-BREAK SPACE}% (30 av 42)"
    )
    assert difference_words(unit).startswith(f"{words}, {CHILDREN}: 75,0")
    assert sorted(str(each.place.span) for each in of(found, RECEIVED)) == MONTH_AND_YEAR
    assert difference_words(of(found, RECEIVED)[0]) == "Inkomna anmälningar, oktober 2026: 40 → 42"


def test_a_unit_that_was_not_there_then_is_named() -> None:
    then = summary_of(reports(40))
    found = of(differences_between(then, again(then, [*reports(40), *_others(9)])), IN_TIME)
    (unit,) = [each for each in found if each.place.group == YOUTH]
    assert difference_words(unit) == (
        f"Förhandsbedömning i tid, oktober 2026, {YOUTH}: – → 100\N{NO-BREAK SPACE}% (9 av 9)"
    )


def _others(number: int, late: int = 0) -> list[CaseFacts]:
    return reports(number, late=late, unit=YOUTH, at=1000)


def test_a_count_that_was_hidden_stays_hidden_with_what_gave_it_away() -> None:
    """Three of Ungdomsenheten were hidden, and so the other unit; five would show both."""
    then = summary_of([*reports(40), *_others(3)])
    assert _hidden_groups(then) == {CHILDREN, YOUTH}
    grown = [*reports(40), *_others(5)]
    assert _hidden_groups(summary_of(grown)) == set()
    now = again(then, grown)
    assert _hidden_groups(now) == {CHILDREN, YOUTH}
    found = differences_between(then, now)
    assert not [each for each in found if each.place.by is Grouping.UNIT]
    assert {difference_words(each) for each in of(found, RECEIVED)} == {
        "Inkomna anmälningar, oktober 2026: 43 → 45",
        "Inkomna anmälningar, januari–oktober 2026: 43 → 45",
    }


def test_what_is_hidden_in_one_of_them_is_said_of_neither() -> None:
    many, few = summary_of([*reports(40), *_others(9)]), summary_of([*reports(40), *_others(3)])
    for then, now in ((many, few), (few, many)):
        all_found = differences_between(then, now)
        found = [each for each in all_found if each.place.by is Grouping.UNIT]
        assert {each.place.group for each in found} == {CHILDREN, YOUTH}
        for each in found:
            assert (each.then, each.now, each.is_hidden) == (None, None, True)
            assert difference_words(each).endswith(f": {HIDDEN}")


@pytest.mark.parametrize(("before", "after"), [(3, 4), (3, 5), (4, 60), (0, 3), (9, 3), (1, 0)])
def test_no_difference_ever_shows_a_figure_that_either_hides(before: int, after: int) -> None:
    then = summary_of([*reports(40, late=before), *_others(before)])
    now = again(then, [*reports(40, late=after), *_others(after)])
    for each in differences_between(then, now):
        for told in (each.then, each.now):
            assert told is None or not told.figure.suppressed
    shown = [place for place, figure in figures_by_place(now).items() if not figure.suppressed]
    hidden = [place for place, figure in figures_by_place(then).items() if figure.suppressed]
    assert not set(shown) & set(hidden)


def _hidden_groups(summary: MonthlySummary) -> set[str | None]:
    return {
        each.figure.group
        for breakdown in summary.units
        for each in breakdown.groups
        if each.figure.suppressed and breakdown.definition.id is IN_TIME
    }


def test_a_verdict_by_another_target_is_named_with_both() -> None:
    cases = reports(40, late=10)
    lower = Targets({IN_TIME: {2026: TargetValues(0.7)}})
    found = of(differences_between(summary_of(cases), summary_of(cases, targets=lower)), IN_TIME)
    (whole,) = found
    assert whole.then
    assert whole.now
    assert (whole.then.verdict, whole.now.verdict) == (TargetVerdict.NOT_MET, TargetVerdict.MET)
    assert "ej uppfyllt (mål 100\N{NO-BREAK SPACE}%) → i hög grad uppfyllt (mål minst 70" in (
        difference_words(whole)
    )


def test_an_indicator_that_means_something_else_says_so() -> None:
    cases = [case_of(investigation(each, "2026-10-01", "2026-10-20")) for each in range(9)]
    then, now = summary_of(cases), summary_of(cases, history_from=date(2026, 9, 1))
    (same,) = of(differences_between(then, now), IndicatorId.SAME_CASEWORKER)
    assert difference_words(same).endswith("måttet har fått en ny definition")


def test_every_figure_of_a_summary_has_a_place_of_its_own() -> None:
    """What two tables show of the same months is one figure, and never two that disagree."""
    summary = summary_of(steady_cases())
    seen: dict[Place, Figure] = {}
    for place, figure in placed_figures(summary):
        assert seen.setdefault(place, figure) == figure
