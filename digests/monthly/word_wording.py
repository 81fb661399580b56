"""The monthly summary as the fields of a Word template: each figure in the words of the board."""

from digests.monthly.drawings import (
    DrawnTrend,
    DrawnUnits,
    drawn_bands,
    drawn_causes,
    drawn_trends,
    drawn_units,
)
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Section
from digests.monthly.pictures import NOT_DRAWN, picture_of
from digests.monthly.word_context import (
    BandTable,
    CauseTable,
    DefinitionRow,
    SourceRow,
    TrendTable,
    UnitTable,
    WordContext,
)
from digests.monthly.worded_rows import (
    band_row,
    cause_row,
    comparison_table,
    gap_rows,
    group_row,
    group_table,
    hidden_means,
    indicator_row,
    month_row,
    months_in_emergency_care,
    rule_words,
)
from digests.rule_notes import RuleNote
from digests.words import sentence

_PRELIMINARY = "Preliminär: månaden är inte slut och siffrorna kommer att ändras."
_NOTHING_MEANS = "Ett streck betyder att det inte fanns något att räkna, eller att inget är satt."


def document_title(summary: MonthlySummary) -> str:
    """Return what the document is called, for example in the window of Word."""
    soon = " (preliminär)" if summary.is_preliminary else ""
    return f"Sammanställning till nämnden, {summary.month.name}{soon}"


def word_context(summary: MonthlySummary) -> WordContext:
    """Return everything that a template may show."""
    return WordContext(
        title=document_title(summary),
        month=summary.month.name,
        preliminary=_PRELIMINARY if summary.is_preliminary else "",
        data_as_of=f"{sentence(summary.stamp.words)}.",
        warning=summary.stamp.warning or "",
        verdict=summary.verdict,
        targeted=tuple(map(indicator_row, summary.with_target)),
        judged_how=summary.judged_how,
        hidden=hidden_means() if summary.hides_counts else "",
        nothing=_NOTHING_MEANS,
        trends=tuple(map(_trend, drawn_trends(summary))),
        comparisons=tuple(map(comparison_table, summary.year_comparison)),
        bands=BandTable(picture_of(drawn_bands(summary)), tuple(map(band_row, summary.bands))),
        over_limit=indicator_row(summary.over_limit),
        causes=CauseTable(picture_of(drawn_causes(summary)), tuple(map(cause_row, summary.causes))),
        child_spoken_with=indicator_row(summary.child_spoken_with),
        breakdowns=tuple(map(group_table, summary.breakdowns)),
        interventions=tuple(map(indicator_row, summary.interventions)),
        emergency_care=tuple(map(indicator_row, summary.emergency_care)),
        emergency_care_months=months_in_emergency_care(summary),
        continuity=tuple(map(indicator_row, summary.continuity)),
        units=tuple(map(_unit, drawn_units(summary))),
        done=summary.place(Section.DONE).marker,
        proposed=summary.place(Section.PROPOSED).marker,
        indicators=tuple(map(indicator_row, summary.indicators)),
        definitions=_definitions(summary),
        sources=tuple(SourceRow(each.title, each.used_for) for each in summary.sources),
        rules=tuple(map(_rule, summary.rule_notes)),
        gaps=gap_rows(summary),
    )


def _trend(drawn: DrawnTrend) -> TrendTable:
    definition = drawn.trend.definition
    rows = tuple(month_row(each, definition) for each in drawn.trend.points)
    return TrendTable(definition.title_sv, picture_of(drawn.drawing), rows)


def _unit(drawn: DrawnUnits) -> UnitTable:
    rows = tuple(map(group_row, drawn.breakdown.groups))
    picture = picture_of(drawn.drawing) if drawn.fits_on_a_page else NOT_DRAWN
    return UnitTable(drawn.breakdown.definition.title_sv, picture, rows)


def _rule(note: RuleNote) -> str:
    return f"{rule_words(note)} {note.warning}" if note.warning else rule_words(note)


def _definitions(summary: MonthlySummary) -> tuple[DefinitionRow, ...]:
    found = (each.definition for each in summary.indicators)
    return tuple(DefinitionRow(each.title_sv, each.definition_sv) for each in found)
