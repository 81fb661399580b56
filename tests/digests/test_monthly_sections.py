"""The sections of the board's summary: the year before, bands, groups, gaps, places for text."""

from dataclasses import replace
from datetime import date

import pytest
from digest_facts import CHILDREN, YOUTH, case_of, investigation, report, steady_cases, summary_of

from digests.monthly.as_json import monthly_as_json
from digests.monthly.model import MonthlySummary, Section
from digests.periods import Month
from digests.render import monthly_html, monthly_text
from digests.stamp import DataStamp
from rules.data_gap_kinds import DataGapKind
from rules.facts import CaseFacts, CaseworkersSeen, ReportDecision, Sex
from rules.indicators import IndicatorId


def reports_on(*days: str) -> list[CaseFacts]:
    return [case_of(report(number, day)) for number, day in enumerate(days)]


def received(summary: MonthlySummary) -> list[tuple[str, int | None, int | None, float | None]]:
    return [
        (period.words, count.now.numerator, count.before.numerator, count.change)
        for period in summary.year_comparison
        for count in period.counts
        if count.definition.id is IndicatorId.REPORTS_RECEIVED
    ]


def test_the_month_and_the_year_so_far_stand_beside_those_a_year_before() -> None:
    days = ["2025-10-05"] * 10 + ["2025-02-05"] * 10 + ["2026-10-05"] * 15 + ["2026-03-05"] * 10
    days += ["2025-11-05"] * 20  # after the month, so in no comparison
    assert received(summary_of(reports_on(*days))) == [
        ("oktober 2026", 15, 10, pytest.approx(0.5)),
        ("januari–oktober 2026", 25, 20, pytest.approx(0.25)),
    ]


def test_january_is_the_year_so_far() -> None:
    summary = summary_of(reports_on(*["2026-01-05"] * 6), month=Month(2026, 1))
    assert received(summary) == [("januari 2026", 6, 0, None)]


def test_no_difference_is_counted_of_a_count_that_is_not_shown() -> None:
    summary = summary_of(reports_on(*["2025-10-05"] * 3, *["2026-10-05"] * 15))
    assert received(summary)[0] == ("oktober 2026", 15, None, None)


def test_no_difference_is_counted_before_the_month_is_over() -> None:
    days = ["2025-11-05"] * 10 + ["2026-11-05"] * 15
    summary = summary_of(reports_on(*days), month=Month(2026, 11))
    assert [change for *_, change in received(summary)] == [None, None]
    assert "Skillnaden räknas när månaden är slut." in monthly_text(summary)


def test_a_month_of_few_is_not_told_by_the_year_so_far() -> None:
    days = ["2026-10-05"] * 15 + ["2026-03-05"] * 3 + ["2026-02-05"] * 10
    (trend,) = [
        each
        for each in summary_of(reports_on(*days)).trends
        if each.definition.id is IndicatorId.REPORTS_RECEIVED
    ]
    hidden = [str(point.month) for point in trend.points if point.figure.suppressed]
    assert hidden == ["2026-02", "2026-03"]


def test_a_month_last_year_that_is_not_shown_is_not_told_either() -> None:
    days = ["2025-01-05"] * 3 + ["2025-02-05"] * 20
    summary = summary_of(reports_on(*days), month=Month(2026, 2))
    assert [before for _, _, before, _ in received(summary)] == [None, 23]


def test_the_bands_of_every_month_add_up_to_what_was_closed() -> None:
    summary = summary_of(steady_cases())
    assert len(summary.bands) == 12
    for month in summary.bands:
        assert sum(each.numerator or 0 for each in month.figures) == month.short.denominator


def test_girls_and_boys_and_ages_are_groups_of_the_same_assessments() -> None:
    summary = summary_of(steady_cases())
    by_sex, _ = summary.breakdowns
    assert [group.name for group in by_sex.groups] == ["Pojkar", "Flickor"]
    whole = summary.child_spoken_with.figure
    assert sum(group.figure.denominator or 0 for group in by_sex.groups) == whole.denominator


def test_a_child_whose_sex_is_not_given_is_a_group_of_its_own() -> None:
    cases = [
        case_of(
            report(
                number,
                "2026-10-05",
                decided_on=date(2026, 10, 8),
                decision=ReportDecision.NO_INVESTIGATION,
                sex=Sex.GIRL if number % 2 else Sex.UNKNOWN,
            )
        )
        for number in range(20)
    ]
    names = [group.name for group in summary_of(cases).breakdowns[0].groups]
    assert names == ["Flickor", "Kön saknas"]


def test_a_unit_with_nothing_to_count_is_left_out() -> None:
    in_time = next(
        each
        for each in summary_of(steady_cases()).units
        if each.definition.id is IndicatorId.INVESTIGATION_IN_TIME
    )
    assert [group.name for group in in_time.groups] == [CHILDREN, YOUTH]


def test_a_missing_decision_day_is_listed_and_counts_as_late() -> None:
    decided = {"decision": ReportDecision.NO_INVESTIGATION, "assessed_on": date(2026, 10, 5)}
    summary = summary_of([case_of(report(number, "2026-10-05", **decided)) for number in range(6)])
    assert [(gap.kind, gap.rows) for gap in summary.data_gaps] == [
        (DataGapKind.DECISION_DATE_MISSING, 6)
    ]
    figure = summary.of(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME).figure
    assert (figure.numerator, figure.denominator) == (0, 6)


def test_a_reopened_investigation_is_listed_and_counts_as_opened_and_as_a_restart() -> None:
    cases = [
        case_of(
            investigation(number, "2026-07-01", "2026-10-01", number=f"UTR-{number}"),
            investigation(number, "2026-10-15", number=f"UTR-{number}B"),
        )
        for number in range(7)
    ]
    summary = summary_of(cases)
    gaps = {gap.kind: gap.rows for gap in summary.data_gaps}
    assert gaps[DataGapKind.REOPENED] == 7
    assert summary.of(IndicatorId.INVESTIGATIONS_OPENED).figure.numerator == 7
    assert summary.of(IndicatorId.POSSIBLE_RESTART).figure.numerator == 7


def test_the_continuity_of_caseworkers_is_told_with_the_day_it_is_known_from() -> None:
    cases = []
    for number in range(12):
        row = investigation(number, "2026-06-10", "2026-10-05")
        days = (date(2026, 6, 11), date(2026, 8, 1))[: 1 + (number < 5)]
        seen = (CaseworkersSeen(row.number, days),)
        cases.append(replace(case_of(row), caseworkers_seen=seen))
    summary = summary_of(cases, history_from=date(2026, 6, 1))
    same = summary.of(IndicatorId.SAME_CASEWORKER)
    assert (same.figure.numerator, same.figure.denominator, same.has_material) == (7, 12, True)
    assert "inleddes den 1 juni 2026 eller senare räknas" in monthly_text(summary)


def test_the_secretary_has_marked_places_to_write_in() -> None:
    summary = summary_of(steady_cases())
    for section in (Section.DONE, Section.PROPOSED):
        place = summary.place(section)
        assert place.marker.startswith("[")
        assert place.marker.endswith("]")
        for content in (monthly_text(summary), monthly_html(summary)):
            assert place.marker in content


def test_the_sections_come_in_the_order_that_a_board_reads() -> None:
    page = monthly_html(summary_of(steady_cases()))
    places = [page.index(f"<h2>{each.heading}</h2>") for each in Section if each != "verdict"]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("month", "cases", "sentence"),
    [
        (Month(2026, 10), steady_cases(), "Av 5 mål är 2 i hög grad uppfyllda och 3 ej uppfyllda."),
        (Month(2026, 10), reports_on("2026-10-05"), "Ingen siffra går att jämföra med målen."),
    ],
)
def test_the_verdict_is_three_sentences(
    month: Month, cases: list[CaseFacts], sentence: str
) -> None:
    verdict = summary_of(cases, month=month).verdict
    assert len(verdict) == 3
    assert verdict[0] == sentence
    assert all(each.endswith(".") for each in verdict)


def test_a_share_that_is_not_shown_is_not_in_the_verdict_either() -> None:
    verdict = summary_of([case_of(investigation(1, "2026-06-10"))]).verdict
    assert verdict[1].endswith("i lagstadgad tid i oktober 2026 visas inte.")
    assert verdict[2].endswith("klara i tid finns det ingen siffra för.")


def test_without_any_import_the_verdict_is_that_nothing_can_be_said() -> None:
    (only,) = summary_of([], stamp=DataStamp(None)).verdict
    assert "Inga uppgifter har lästs in" in only


def test_the_json_holds_every_section() -> None:
    document = monthly_as_json(summary_of(steady_cases()))
    assert {
        "year_comparison",
        "breakdowns",
        "bands",
        "units",
        "judged_how",
        "rules",
        "sources",
    } <= (document.keys())
    assert {row["id"] for row in document["units"]} == {
        "protection_assessment_in_time",
        "preliminary_assessment_in_time",
        "investigation_in_time",
    }
    assert document["targets"][0]["verdict_words"] == "i hög grad uppfyllt"
    assert document["rules"][2]["version_in_force_from"] == "2025-07-01"
