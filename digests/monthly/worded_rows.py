"""The rows of the printed tables, in the words of the board: Word, PDF and Excel share them."""

from digests.monthly.drawings import cause_name
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    ComparedCount,
    GapCount,
    GroupFigure,
    MonthlyIndicator,
    PeriodComparison,
    TrendPoint,
)
from digests.monthly.word_context import (
    BandRow,
    ComparedRow,
    ComparisonTable,
    GapRow,
    GroupTable,
    IndicatorRow,
    MonthRow,
    ShareRow,
)
from digests.rule_notes import RuleNote
from digests.templating import rendered
from digests.words import (
    HIDDEN,
    NOTHING,
    basis_words,
    change_words,
    decimal,
    figure_words,
    number,
    sentence,
    target_value,
)
from rules.indicators import Figure, Grouping, IndicatorDefinition, IndicatorKind, definition_of
from rules.wording import plain_date

WITHOUT_MATERIAL = "underlag saknas"
FEW_ROWS = "färre än fem"
GROUP_HEADS = {
    Grouping.UNIT: "Enhet",
    Grouping.CASEWORKER: "Handläggare",
    Grouping.SEX: "Kön",
    Grouping.AGE: "Ålder",
    Grouping.MONTH: "Månad",
}


def indicator_row(indicator: MonthlyIndicator) -> IndicatorRow:
    """Return an indicator with its target and its earlier figures."""
    goal, definition = indicator.target, indicator.definition
    return IndicatorRow(
        title=definition.title_sv,
        value=figure_words(indicator.figure) if indicator.has_material else WITHOUT_MATERIAL,
        basis=_basis(indicator.figure),
        milestone=NOTHING if goal is None else _goal(goal.milestone, definition),
        target=NOTHING if goal is None else _goal(goal.target, definition),
        verdict=indicator.verdict.words,
        previous=figure_words(indicator.previous),
        year_before=figure_words(indicator.year_before),
        change=_change(indicator.change),
    )


def month_row(point: TrendPoint, definition: IndicatorDefinition) -> MonthRow:
    """Return a month of a trend."""
    figure = point.figure
    target = _goal(point.target, definition)
    return MonthRow(point.month.name, figure_words(figure), _basis(figure), target)


def comparison_table(period: PeriodComparison) -> ComparisonTable:
    """Return a period beside that of the year before."""
    return ComparisonTable(period.words, period.words_before, tuple(map(_compared, period.counts)))


def _compared(count: ComparedCount) -> ComparedRow:
    now, before = figure_words(count.now), figure_words(count.before)
    return ComparedRow(count.definition.title_sv, now, before, _change(count.change))


def band_row(month: BandMonth) -> BandRow:
    """Return a month's three bands and how many they are shares of."""
    known = [each.denominator for each in month.figures if each.denominator is not None]
    closed = number(known[0]) if known else HIDDEN
    return BandRow(month.month.name, closed, *map(_with_basis, month.figures))


def _with_basis(figure: Figure) -> str:
    """Return for example *57,5 % (23 av 40)*."""
    words = figure_words(figure)
    return words if figure.share is None else f"{words} ({basis_words(figure)})"


def months_in_emergency_care(summary: MonthlySummary) -> str:
    """Return the mean time in emergency care in months."""
    months = summary.emergency_care_mean_months
    return NOTHING if months is None else decimal(months)


def cause_row(cause: MonthlyIndicator) -> ShareRow:
    """Return a cause with its share."""
    return _share_row(cause_name(cause), cause.figure)


def group_row(group: GroupFigure) -> ShareRow:
    """Return a group with its share."""
    return _share_row(group.name, group.figure)


def _share_row(name: str, figure: Figure) -> ShareRow:
    return ShareRow(name, figure_words(figure), _basis(figure))


def group_table(breakdown: Breakdown) -> GroupTable:
    """Return an indicator by group."""
    rows = tuple(map(group_row, breakdown.groups))
    return GroupTable(breakdown.definition.title_sv, GROUP_HEADS[breakdown.by], rows)


def gap_rows(summary: MonthlySummary) -> tuple[GapRow, ...]:
    """Return what is missing: what is cleared first, then how many rows lack something."""
    cleared = () if summary.cleared is None else (GapRow(summary.cleared, NOTHING),)
    return (*cleared, *map(_gap_row, summary.data_gaps))


def _gap_row(gap: GapCount) -> GapRow:
    return GapRow(gap.kind.explanation, FEW_ROWS if gap.rows is None else number(gap.rows))


def hidden_means() -> str:
    """Return what *visas inte* means."""
    return rendered("monthly/_hidden.txt.j2").strip()


def rule_words(note: RuleNote) -> str:
    """Return a rule with its version and what is less sure; its warning stands apart."""
    since, verified = plain_date(note.in_force_from), plain_date(note.verified_on)
    version = f"i lydelsen från {since}, kontrollerad {verified}."
    unsure = f" Mindre säkert – {'; '.join(note.unsure)}." if note.unsure else ""
    return f"{sentence(note.title)}: {note.length}, {note.citation}, {version}{unsure}"


def _basis(figure: Figure) -> str:
    """Return what a share or a mean is counted from; a count is counted from itself."""
    is_count = definition_of(figure.id).kind is IndicatorKind.COUNT
    return "" if is_count and not figure.suppressed else basis_words(figure)


def _goal(value: float | None, definition: IndicatorDefinition) -> str:
    return NOTHING if value is None else target_value(value, definition)


def _change(change: float | None) -> str:
    return NOTHING if change is None else change_words(change)
