"""The monthly summary as the data of its printed document: worded figures, section by section.

This is the edge where typed values become what typst reads. The template has the headings of
the tables and their order; here is only what differs from month to month.
"""

from typing import Any

from digests.monthly.drawings import drawn_bands, drawn_causes, drawn_trends, drawn_units
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Section
from digests.monthly.pdf_parts import (
    band_row,
    cause_row,
    comparison,
    drawn_trend,
    drawn_unit,
    figure_part,
    gap_row,
    grouped,
    indicator_row,
    rule_entry,
)
from digests.monthly.printable import all_printable
from digests.templating import rendered
from digests.words import decimal, sentence

Json = dict[str, Any]


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
        "hidden_words": rendered("monthly/_hidden.txt.j2").strip(),
    }


def _shares(summary: MonthlySummary) -> Json:
    """Return the sections that are tables of indicators."""
    return {
        "targeted": [indicator_row(each) for each in summary.with_target],
        "judged_how": list(summary.judged_how),
        "comparisons": [comparison(each) for each in summary.year_comparison],
        "over_limit": [indicator_row(summary.over_limit)],
        "child_spoken_with": [indicator_row(summary.child_spoken_with)],
        "breakdowns": [grouped(each) for each in summary.breakdowns],
        "interventions": [indicator_row(each) for each in summary.interventions],
        "emergency_care": [indicator_row(each) for each in summary.emergency_care],
        "emergency_care_months": _months_in_emergency_care(summary),
        "continuity": [indicator_row(each) for each in summary.continuity],
    }


def _months_in_emergency_care(summary: MonthlySummary) -> str | None:
    months = summary.emergency_care_mean_months
    return None if months is None else decimal(months)


def _pictures(summary: MonthlySummary) -> Json:
    """Return the sections that have charts, each with the numbers of its table."""
    return {
        "trends": [drawn_trend(each) for each in drawn_trends(summary)],
        "bands": {
            "figure": figure_part(drawn_bands(summary)),
            "rows": [band_row(each) for each in summary.bands],
        },
        "causes": {
            "figure": figure_part(drawn_causes(summary)),
            "rows": [cause_row(each) for each in summary.causes],
        },
        "units": [drawn_unit(each) for each in drawn_units(summary)],
    }


def _closing(summary: MonthlySummary) -> Json:
    return {
        "places": {each.section.value: each.marker for each in summary.places},
        "definitions": [
            {"title": each.definition.title_sv, "words": each.definition.definition_sv}
            for each in summary.indicators
        ],
        "sources": [{"title": each.title, "used_for": each.used_for} for each in summary.sources],
        "rules": [rule_entry(each) for each in summary.rule_notes],
        "gaps": [gap_row(each) for each in summary.data_gaps],
    }
