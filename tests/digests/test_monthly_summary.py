"""The board's summary: its figures, what it hides, its targets and its trend."""

import json
from datetime import date

import pytest
from digest_facts import CASES, case_of, investigation, report, steady_cases, summary_of
from drawing_reading import lines_in, shapes_in

from digests.errors import DigestError
from digests.monthly.as_json import monthly_as_json
from digests.monthly.build import MAIN_INDICATORS
from digests.monthly.drawings import drawn_trends
from digests.monthly.model import TargetVerdict
from digests.periods import Month
from digests.render import monthly_html, monthly_text
from digests.stamp import DataStamp
from rules.data_gap_kinds import DataGapKind
from rules.facts import ReportDecision
from rules.indicators import IndicatorId, compute_indicators
from rules.policy import DEFAULT_POLICY


def test_the_figures_are_those_of_the_indicators_for_the_month() -> None:
    summary = summary_of(steady_cases(), month=Month(2026, 5))
    alone = compute_indicators(
        steady_cases(), date(2026, 5, 1), date(2026, 5, 31), date(2026, 11, 20), DEFAULT_POLICY
    )
    assert [each.figure for each in summary.indicators if not each.figure.suppressed] == [
        figure
        for figure, each in zip(alone, summary.indicators, strict=True)
        if not each.figure.suppressed
    ]
    figure = summary.of(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME).figure
    assert (figure.numerator, figure.denominator) == (24, 31)


def test_no_count_under_five_reaches_the_board() -> None:
    document = monthly_as_json(summary_of(CASES, month=Month(2026, 11)))
    counts = [each["numerator"] for each in (*document["indicators"], *document["trend"])]
    assert not [count for count in counts if count is not None and 0 < count < 5]
    assert any(each["suppressed"] for each in document["indicators"])
    assert [(gap["kind"], gap["rows"]) for gap in document["data_gaps"]] == [
        ("protection_assessment_date_missing", None),
        ("extension_decided_too_late", None),
        ("reopened", None),
    ]


def test_a_suppressed_figure_is_said_to_be_hidden_and_why() -> None:
    text = monthly_text(summary_of(CASES, month=Month(2026, 11)))
    assert "visas inte" in text
    assert "står där ett antal är ett till fyra" in text


def test_a_share_of_nothing_is_a_dash_and_meets_no_target() -> None:
    summary = summary_of([], month=Month(2026, 10))
    assert {each.verdict for each in summary.with_target} == {TargetVerdict.UNKNOWN}
    text = monthly_text(summary)
    assert "Skyddsbedömning i tid: – (0 av 0)" in text
    assert "Ingen siffra går att jämföra med målen." in text
    assert "100 % (0" not in text


def test_a_month_that_is_not_over_is_marked_preliminary() -> None:
    last_day = summary_of(steady_cases(), month=Month(2026, 10), today=date(2026, 10, 31))
    assert last_day.is_preliminary
    assert "preliminär" in monthly_text(last_day)
    over = summary_of(steady_cases(), month=Month(2026, 10), today=date(2026, 11, 1))
    assert not over.is_preliminary
    assert "reliminär" not in monthly_html(over)


def test_a_month_that_has_not_begun_is_refused() -> None:
    with pytest.raises(DigestError, match="har inte börjat"):
        summary_of([], month=Month(2026, 12))


def test_the_trend_holds_twelve_months_of_every_main_indicator() -> None:
    trend = monthly_as_json(summary_of(steady_cases()))["trend"]
    assert len(trend) == 12 * len(MAIN_INDICATORS)
    assert (trend[0]["month"], trend[11]["month"]) == ("2025-11", "2026-10")


def test_a_target_is_met_only_on_its_right_side() -> None:
    summary = summary_of(steady_cases(), month=Month(2026, 4))
    verdicts = {each.id: each.verdict for each in summary.with_target}
    assert verdicts[IndicatorId.PROTECTION_ASSESSMENT_IN_TIME] is TargetVerdict.MET
    assert verdicts[IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME] is TargetVerdict.NOT_MET
    assert verdicts[IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION] is TargetVerdict.NOT_MET
    assert verdicts[IndicatorId.INVESTIGATION_WITHIN_GOAL] is TargetVerdict.MET


def test_counts_are_compared_with_the_same_month_a_year_before() -> None:
    both = [case_of(report(n, f"2025-10-{n + 1:02}")) for n in range(10)]
    both += [case_of(report(100 + n, f"2026-10-{n + 1:02}")) for n in range(15)]
    received = summary_of(both).of(IndicatorId.REPORTS_RECEIVED)
    assert received.change == pytest.approx(0.5)
    text = monthly_text(summary_of(both))
    assert "Inkomna anmälningar: 15, i fjol 10 (+50\N{NO-BREAK SPACE}%)" in text


def test_what_no_import_has_seen_is_said_to_be_missing() -> None:
    summary = summary_of(steady_cases())
    assert summary.of(IndicatorId.SAME_CASEWORKER).has_material is False
    assert "Samma handläggare hela utredningen: underlag saknas." in monthly_text(summary)


def test_data_gaps_behind_the_figures_are_counted() -> None:
    undated = [
        case_of(
            report(
                n,
                "2026-10-05",
                decided_on=date(2026, 10, 12),
                decision=ReportDecision.NO_INVESTIGATION,
            )
        )
        for n in range(7)
    ]
    (gap,) = summary_of(undated).data_gaps
    assert (gap.kind, gap.rows) == (DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING, 7)


def test_the_json_has_the_keys_of_the_contract() -> None:
    document = monthly_as_json(summary_of(steady_cases()))
    assert {"month", "indicators", "trend", "targets", "files"} <= document.keys()
    wanted = {
        "id",
        "group",
        "numerator",
        "denominator",
        "share",
        "suppressed",
        "definition",
        "title",
        "target",
    }
    assert all(wanted <= each.keys() for each in document["indicators"])
    assert [each["id"] for each in document["indicators"]] == [each.value for each in IndicatorId]
    json.dumps(document)


def test_a_month_without_a_figure_breaks_the_line_of_its_chart() -> None:
    cases = [
        case_of(report(n * 100 + m, f"{2025 if m > 10 else 2026}-{m:02}-05", assessed_on=None))
        for m in (11, 12, 2, 3)
        for n in range(6)
    ]
    drawing = drawn_trends(summary_of(cases))[0].drawing
    assert [len(line) for line in lines_in(drawing)] == [2, 2]
    assert len(shapes_in(drawing, "chart-spot")) == 12 - 8


def test_old_or_missing_data_is_warned_about() -> None:
    assert "Inga uppgifter har lästs in" in monthly_text(summary_of([], stamp=DataStamp(None)))


def test_an_investigation_still_open_counts_as_late_for_the_month_of_its_limit() -> None:
    cases = [case_of(investigation(n, "2026-06-10")) for n in range(6)]
    figure = summary_of(cases).of(IndicatorId.INVESTIGATION_IN_TIME).figure
    assert (figure.numerator, figure.denominator, figure.share) == (0, 6, 0.0)
