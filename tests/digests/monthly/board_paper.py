"""A board's summary put together by hand, so that every kind of figure is in it once.

Hidden months, months with nothing to count, a target that changed at the turn of the year and
units whose names look like markup: all that a chart or a printed page could stumble over.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from digests.monthly.model import MonthlySummary
from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    ComparedCount,
    GapCount,
    GroupFigure,
    MonthlyIndicator,
    PeriodComparison,
    PlaceForText,
    Section,
    Source,
    Trend,
    TrendPoint,
)
from digests.monthly.targets import DEFAULT_TARGETS
from digests.periods import Month, twelve_months_to
from digests.rule_notes import rule_note
from digests.stamp import DataStamp
from rules.catalogue import RuleId, version_in_force
from rules.data_gap_kinds import DataGapKind
from rules.indicators import (
    BANDS,
    CAUSES,
    Figure,
    Grouping,
    IndicatorId,
    IndicatorKind,
    definition_of,
)
from rules.indicators.figures import figure

MONTH = Month(2026, 10)
MONTHS = twelve_months_to(MONTH)
STAMP = DataStamp(datetime(2026, 11, 2, 4, 12, tzinfo=UTC))
HOSTILE_UNITS = (
    "#panic(1) $x^2$ *fet* _kursiv_",
    "<b>Norr</b> & @mål `kod` // bort",
    "Åsö/Ängby ”Östra” \\ [länk](x) {{ 7 }}",
)

UNITS = ("Barnenheten", "Mottagningen", "Ungdomsenheten")

SHARE = IndicatorId.INVESTIGATION_IN_TIME
COUNT = IndicatorId.REPORTS_RECEIVED


def shown(indicator: IndicatorId, numerator: int, denominator: int) -> Figure:
    return figure(indicator, None, numerator, denominator)


def hidden(indicator: IndicatorId) -> Figure:
    return Figure(indicator, None, None, None, None, suppressed=True)


def steady_trend(indicator: IndicatorId = SHARE) -> Trend:
    """One month hidden, two with nothing to count, and another target until the new year."""
    given: list[Figure] = [
        shown(indicator, numerator, 40)
        for numerator in (30, 31, 32, 25, 20, 33, 31, 34, 35, 36, 39, 40)
    ]
    given[2] = hidden(indicator)
    given[6] = given[7] = shown(indicator, 0, 0)
    target = definition_of(indicator).target
    points = (
        TrendPoint(month, each, target and (0.8 if month.year == 2025 else target))
        for month, each in zip(MONTHS, given, strict=True)
    )
    return Trend(definition_of(indicator), tuple(points))


def counted_trend(indicator: IndicatorId = COUNT) -> Trend:
    points = (
        TrendPoint(month, shown(indicator, 1000 + 17 * (place % 5), 0))
        for place, month in enumerate(MONTHS)
    )
    return Trend(definition_of(indicator), tuple(points))


def band_months() -> tuple[BandMonth, ...]:
    """One month hidden, one in which nothing was closed, one without the middle band."""
    counts = [(20 + place, 10 + place % 3, 9 + place % 4) for place in range(12)]
    counts[5], counts[8] = (0, 0, 0), (25, 0, 15)
    months = [
        BandMonth(
            month, *(shown(each, n, sum(those)) for each, n in zip(BANDS, those, strict=True))
        )
        for month, those in zip(MONTHS, counts, strict=True)
    ]
    months[1] = BandMonth(MONTHS[1], *(hidden(each) for each in BANDS))
    return tuple(months)


def cause_groups() -> tuple[GroupFigure, ...]:
    names = ("Bristande dokumentation", "Bristande handläggning", "Komplext ärende")
    figures = [shown(CAUSES[0], 12, 60), shown(CAUSES[1], 8, 60), hidden(CAUSES[2])]
    return tuple(GroupFigure(*pair) for pair in zip(names, figures, strict=True))


def unit_groups(names: Sequence[str] = UNITS) -> tuple[GroupFigure, ...]:
    figures = [shown(SHARE, 29, 31), hidden(SHARE), shown(SHARE, 13, 50)]
    return tuple(GroupFigure(name, figures[at % 3]) for at, name in enumerate(names))


def board_paper(
    units: Sequence[str] = UNITS, stamp: DataStamp = STAMP, *, is_preliminary: bool = False
) -> MonthlySummary:
    """The summary of October 2026."""
    return MonthlySummary(
        month=MONTH,
        counted_from=MONTHS[0],
        is_preliminary=is_preliminary,
        stamp=stamp,
        verdict=(
            "Två av fem mål är i hög grad uppfyllda i oktober 2026.",
            "29 av 31 utredningar avslutades i lagstadgad tid.",
            "Två enheter når inte målet för förhandsbedömningar.",
        ),
        indicators=tuple(_indicator(each) for each in IndicatorId),
        judged_how=("Delvis uppfyllt betyder att högst 10 procentenheter fattas till målet.",),
        trends=(
            steady_trend(),
            steady_trend(IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME),
            counted_trend(),
        ),
        year_comparison=_comparisons(),
        bands=band_months(),
        breakdowns=tuple(_breakdown(by, names) for by, names in _GROUPS),
        units=(Breakdown(definition_of(SHARE), Grouping.UNIT, unit_groups(units)),),
        places=tuple(
            PlaceForText(each, f"[Nämndsekreterarens text: {each.heading.lower()}]")
            for each in (Section.DONE, Section.PROPOSED)
        ),
        sources=(Source("Uttag ur verksamhetssystemet", "alla siffror"),),
        data_gaps=(
            GapCount(DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING, 17),
            GapCount(DataGapKind.OUTCOME_MISSING, None),
        ),
        rule_notes=tuple(
            rule_note(version_in_force(each, MONTH.last_day), MONTH.last_day)
            for each in (RuleId.PRELIMINARY_ASSESSMENT, RuleId.INVESTIGATION)
        ),
    )


_GROUPS = ((Grouping.SEX, ("Flicka", "Pojke")), (Grouping.AGE, ("0–6 år", "7–12 år", "13–17 år")))


def _breakdown(by: Grouping, names: Sequence[str]) -> Breakdown:
    spoken = IndicatorId.CHILD_SPOKEN_WITH
    groups = [GroupFigure(name, shown(spoken, 9 + place, 40)) for place, name in enumerate(names)]
    return Breakdown(definition_of(spoken), by, tuple(groups))


def _indicator(indicator: IndicatorId) -> MonthlyIndicator:
    definition = definition_of(indicator)
    is_count = definition.kind is IndicatorKind.COUNT
    now = shown(indicator, 1083 if is_count else 29, 31)
    if indicator in (CAUSES[2], IndicatorId.EMERGENCY_CARE_OVER_GOAL):
        now = hidden(indicator)
    target = DEFAULT_TARGETS.of(indicator, MONTH.year)
    return MonthlyIndicator(
        definition=definition,
        figure=now,
        previous=shown(indicator, 25, 31),
        year_before=shown(indicator, 0, 0),
        verdict=DEFAULT_TARGETS.verdict(now, target),
        target=target,
    )


def _comparisons() -> tuple[PeriodComparison, ...]:
    periods = (
        (MONTH, "oktober 2026", "oktober 2025"),
        (Month(2026, 1), "januari–oktober 2026", "januari–oktober 2025"),
    )
    return tuple(
        PeriodComparison(first, MONTH, words, before, _compared_counts())
        for first, words, before in periods
    )


def _compared_counts() -> tuple[ComparedCount, ...]:
    opened = IndicatorId.INVESTIGATIONS_OPENED
    return (
        ComparedCount(definition_of(COUNT), shown(COUNT, 1083, 0), shown(COUNT, 973, 0), 0.1131),
        ComparedCount(definition_of(opened), shown(opened, 423, 0), hidden(opened), None),
    )
