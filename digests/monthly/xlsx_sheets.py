"""The sheets of the workbook: one for each table of the summary, in the order of the document."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from digests.monthly.drawings import cause_name
from digests.monthly.model import MonthlySummary
from digests.monthly.parts import Breakdown, MonthlyIndicator, PeriodComparison, Section
from digests.monthly.worded_rows import GROUP_HEADS, hidden_means
from digests.monthly.xlsx_cells import (
    EMPTY,
    TITLE_HEAD,
    Cell,
    Column,
    Look,
    Sheet,
    basis_of,
    change,
    columns,
    figure_cells,
    goal,
    indicator_cells,
    moment,
    month,
    rows,
    value_of,
    words,
)
from digests.monthly.xlsx_notes import definitions_sheet, gaps_sheet, rules_sheet, sources_sheet
from digests.words import sentence
from rules.indicators import BANDS, TargetSense, definition_of
from rules.swedish_time import SWEDISH_TIME

_FIGURE = (("Täljare", 11), ("Nämnare", 11))
_INDICATOR = columns(
    TITLE_HEAD,
    ("Månaden", 16),
    *_FIGURE,
    *((f"Månaden före{each}", 16) for each in ("", ", täljare", ", nämnare")),
    *((f"Samma månad i fjol{each}", 16) for each in ("", ", täljare", ", nämnare")),
    ("Skillnad mot i fjol", 16),
)
_SENSES = {TargetSense.AT_LEAST: "minst", TargetSense.AT_MOST: "högst"}


def sheets_of(summary: MonthlySummary) -> Iterator[Sheet]:
    """Yield the sheets; one that would be empty is left out."""
    for sheet in (
        _overview(summary),
        _targets(summary),
        _trends(summary),
        _comparisons(summary.year_comparison),
        _bands(summary),
        *_described(summary),
        _groups(summary.breakdowns, "Samtal efter kön och ålder"),
        _groups(summary.units, "Enheterna"),
        _indicators(summary.indicators, "Alla mått"),
        definitions_sheet(summary),
        sources_sheet(summary),
        rules_sheet(summary),
        gaps_sheet(summary),
    ):
        if sheet.rows:
            yield sheet


def _overview(summary: MonthlySummary) -> Sheet:
    imported_at = summary.stamp.imported_at
    told: list[tuple[str, Cell]] = [
        ("Månad", month(summary.month)),
        ("Preliminär", words("ja" if summary.is_preliminary else "nej")),
        ("Uppgifter per", moment(imported_at.astimezone(SWEDISH_TIME)) if imported_at else EMPTY),
        ("Att veta om uppgifterna", words(summary.stamp.warning)),
        *((Section.VERDICT.heading, words(each)) for each in summary.verdict),
        *(("Så bedöms målen", words(each)) for each in summary.judged_how),
        ("Visas inte", words(hidden_means() if summary.hides_counts else None)),
    ]
    given = ((words(name), cell) for name, cell in told if cell.value)
    return Sheet("Översikt", columns(("Uppgift", 26), ("Innehåll", 100)), rows(given))


def _targets(summary: MonthlySummary) -> Sheet:
    heads = columns(
        TITLE_HEAD,
        ("Värde", 12),
        *_FIGURE,
        ("Minst eller högst", 12),
        ("Etappmål", 12),
        ("Mål", 12),
        ("Målet gäller från år", 12),
        ("Bedömning", 22),
    )
    return Sheet("Mål", heads, rows(_targeted(each) for each in summary.with_target))


def _targeted(indicator: MonthlyIndicator) -> tuple[Cell, ...]:
    target, definition = indicator.target, indicator.definition
    held_against = (EMPTY, EMPTY, EMPTY, EMPTY)
    if target is not None:
        held_against = (
            words(_SENSES[target.sense]),
            goal(target.milestone, definition),
            goal(target.target, definition),
            Cell(target.year),
        )
    figures = figure_cells(indicator.figure)
    return (words(definition.title_sv), *figures, *held_against, words(indicator.verdict.words))


def _trends(summary: MonthlySummary) -> Sheet:
    given = (
        (
            words(trend.definition.title_sv),
            month(point.month),
            *figure_cells(point.figure),
            goal(point.target, trend.definition),
        )
        for trend in summary.trends
        for point in trend.points
    )
    heads = columns(TITLE_HEAD, ("Månad", 16), ("Värde", 14), *_FIGURE, ("Mål", 12))
    return Sheet("Tolv månader", heads, rows(given))


def _comparisons(periods: Iterable[PeriodComparison]) -> Sheet:
    given = (
        (
            words(count.definition.title_sv),
            words(period.words),
            value_of(count.now),
            words(period.words_before),
            value_of(count.before),
            change(count.change),
        )
        for period in periods
        for count in period.counts
    )
    heads = columns(
        TITLE_HEAD,
        ("Tid", 24),
        ("Antal", 12),
        ("Tid i fjol", 24),
        ("Antal i fjol", 12),
        ("Skillnad", 12),
    )
    return Sheet("Jämfört med i fjol", heads, rows(given))


def _bands(summary: MonthlySummary) -> Sheet:
    names = [definition_of(each).title_sv for each in BANDS]
    pairs = [(head, 18) for name in names for head in (name, f"{name}, antal")]
    given = (
        (
            month(each.month),
            basis_of(each.short)[1],
            *(cell for figure in each.figures for cell in figure_cells(figure)[:2]),
        )
        for each in summary.bands
    )
    return Sheet("Tidsband", columns(("Månad", 16), ("Avslutade", 12), *pairs), rows(given))


def _described(summary: MonthlySummary) -> Iterator[Sheet]:
    """Yield the tables of indicators that are described rather than held against a target."""
    yield _indicators((summary.over_limit,), "Över fyra månader")
    heads = (Column("Orsak", 44), *_INDICATOR[1:])
    given = (
        (words(sentence(cause_name(each))), *indicator_cells(each)[1:]) for each in summary.causes
    )
    yield Sheet("Orsaker", heads, rows(given))
    yield _indicators((summary.child_spoken_with,), "Samtal med barnet")
    yield _indicators(summary.interventions, "Insatser")
    care = _indicators(summary.emergency_care, "Jourhem")
    yield replace(care, rows=(*care.rows, _months_in_emergency_care(summary)))
    yield _indicators(summary.continuity, "Samma handläggare")


def _months_in_emergency_care(summary: MonthlySummary) -> tuple[Cell, ...]:
    months = summary.emergency_care_mean_months
    return words("Månader i jourhem i genomsnitt"), Cell(months, Look.DECIMAL)


def _indicators(given: Iterable[MonthlyIndicator], name: str) -> Sheet:
    return Sheet(name, _INDICATOR, rows(map(indicator_cells, given)))


def _groups(breakdowns: Iterable[Breakdown], name: str) -> Sheet:
    given = (
        (
            words(each.definition.title_sv),
            words(GROUP_HEADS[each.by]),
            words(group.name),
            *figure_cells(group.figure),
        )
        for each in breakdowns
        for group in each.groups
    )
    heads = columns(TITLE_HEAD, ("Uppdelat efter", 16), ("Grupp", 30), ("Värde", 14), *_FIGURE)
    return Sheet(name, heads, rows(given))
