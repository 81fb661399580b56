"""The monthly summary as the data of its printed document: worded figures, section by section.

This is the edge where typed values become what typst reads. The template has the headings of
the tables and their order; here is only what differs from month to month.
"""

from dataclasses import asdict

from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Section
from digests.monthly.pdf_parts import (
    Json,
    comparison_part,
    figure_part,
    groups_part,
    indicator_part,
    rule_part,
    trend_part,
    unit_part,
)
from digests.monthly.printable import all_printable
from digests.monthly.worded_rows import (
    band_row,
    cause_row,
    gap_rows,
    hidden_means,
    months_in_emergency_care,
)
from digests.words import sentence


def pdf_data(summary: MonthlySummary) -> Json:
    """Return everything that the document says, in signs that its fonts have."""
    printed: Json = all_printable(
        {
            **_opening(summary),
            **_shares(summary),
            **_pictures(summary),
            **_closing(summary),
        }
    )
    return printed


def _opening(summary: MonthlySummary) -> Json:
    return {
        "headings": {section.value: section.heading for section in Section},
        "month": summary.month.name,
        "month_title": sentence(summary.month.name),
        "counted_from": summary.counted_from.name,
        "is_preliminary": summary.is_preliminary,
        "verdict": list(summary.verdict),
        "stamp_sentence": sentence(summary.stamp.words),
        "warning": summary.stamp.warning,
        "hides_counts": summary.hides_counts,
        "hidden_words": hidden_means(),
    }


def _shares(summary: MonthlySummary) -> Json:
    """Return the sections that are tables of indicators."""
    return {
        "targeted": [indicator_part(each) for each in summary.with_target],
        "judged_how": list(summary.judged_how),
        "comparisons": [comparison_part(each) for each in summary.year_comparison],
        "over_limit": [indicator_part(summary.over_limit)],
        "child_spoken_with": [indicator_part(summary.child_spoken_with)],
        "breakdowns": [groups_part(each) for each in summary.breakdowns],
        "interventions": [indicator_part(each) for each in summary.interventions],
        "emergency_care": [indicator_part(each) for each in summary.emergency_care],
        "emergency_care_months": months_in_emergency_care(summary),
        "continuity": [indicator_part(each) for each in summary.continuity],
    }


def _pictures(summary: MonthlySummary) -> Json:
    """Return the sections that have charts, each with the numbers of its table."""
    return {
        "trends": [trend_part(each) for each in drawn_trends(summary)],
        "bands": {
            "figure": figure_part(drawn_bands(summary)),
            "rows": [asdict(band_row(each)) for each in summary.bands],
        },
        "causes": {
            "figure": figure_part(drawn_causes(summary)),
            "rows": [asdict(cause_row(each)) for each in summary.causes],
        },
        "units": [unit_part(each) for each in drawn_units(summary)],
    }


def _closing(summary: MonthlySummary) -> Json:
    return {
        "places": {each.section.value: each.marker for each in summary.places},
        "definitions": [
            {"title": each.definition.title_sv, "words": each.definition.definition_sv}
            for each in summary.indicators
        ],
        "sources": [{"title": each.title, "used_for": each.used_for} for each in summary.sources],
        "rules": [rule_part(each) for each in summary.rule_notes],
        "gaps": [asdict(each) for each in gap_rows(summary)],
    }
