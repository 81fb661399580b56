"""Building the board's monthly summary out of facts: one pass over thirteen months of cases.

Twelve months are the trend; the thirteenth is the same month a year before, which counts of
reports and investigations are compared with.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from digests.monthly.model import (
    GapCount,
    MonthlyIndicator,
    MonthlySummary,
    TargetVerdict,
    Trend,
    TrendPoint,
)
from digests.periods import Month, require_begun, twelve_months_to
from digests.rule_notes import rule_note
from digests.stamp import DataStamp
from rules.case_duties import duties_of_case
from rules.catalogue import RuleId, version_in_force
from rules.data_gaps import DataGapKind, data_gaps_of_case
from rules.facts import CaseFacts
from rules.indicators import (
    Figure,
    IndicatorDefinition,
    IndicatorId,
    IndicatorKind,
    TargetSense,
    compute_months,
    definition_of,
    suppress_small,
)
from rules.indicators.figures import SMALLEST_SHOWN_COUNT
from rules.policy import Policy

MAIN_INDICATORS = (
    IndicatorId.PROTECTION_ASSESSMENT_IN_TIME,
    IndicatorId.PRELIMINARY_ASSESSMENT_IN_TIME,
    IndicatorId.INVESTIGATION_IN_TIME,
    IndicatorId.INVESTIGATION_WITHIN_GOAL,
    IndicatorId.OVER_LIMIT_WITHOUT_EXTENSION,
    IndicatorId.REPORTS_RECEIVED,
    IndicatorId.INVESTIGATIONS_OPENED,
)
"""The indicators that the board follows month by month."""

_RULES_BEHIND = (
    RuleId.PROTECTION_ASSESSMENT,
    RuleId.PRELIMINARY_ASSESSMENT,
    RuleId.INVESTIGATION,
)


def first_month_needed(month: Month) -> Month:
    """Return the earliest month whose rows a month's summary is counted from."""
    return twelve_months_to(month)[0].previous


def build_monthly_summary(
    cases: Iterable[CaseFacts], *, month: Month, today: date, policy: Policy, stamp: DataStamp
) -> MonthlySummary:
    """Return the summary as of `today`; `cases` are gone through once.

    Raises DigestError for a month that has not begun.
    """
    require_begun(month, today)
    months = (first_month_needed(month), *twelve_months_to(month))
    spans = [(each.first_day, each.last_day) for each in months]
    gaps: Counter[DataGapKind] = Counter()
    counted = _counting_gaps(cases, gaps, today, policy)
    figures = [
        _by_indicator(suppress_small(found, policy))
        for found in compute_months(counted, spans, today, policy)
    ]
    return MonthlySummary(
        month=month,
        is_preliminary=today <= month.last_day,
        stamp=stamp,
        indicators=tuple(_indicator(each, figures, policy) for each in IndicatorId),
        trends=tuple(_trend(each, months[1:], figures[1:], policy) for each in MAIN_INDICATORS),
        data_gaps=_gap_counts(gaps),
        rule_notes=tuple(
            rule_note(version_in_force(rule, month.last_day), today) for rule in _RULES_BEHIND
        ),
    )


def _counting_gaps(
    cases: Iterable[CaseFacts], gaps: Counter[DataGapKind], today: date, policy: Policy
) -> Iterator[CaseFacts]:
    """Yield the cases as they are, adding up on the way what is missing in their rows."""
    for case in cases:
        duties = duties_of_case(case, today, policy)
        gaps.update(gap.kind for gap in data_gaps_of_case(case, duties, today))
        yield case


def _by_indicator(figures: Iterable[Figure]) -> dict[IndicatorId, Figure]:
    return {figure.id: figure for figure in figures}


def _indicator(
    indicator: IndicatorId, figures: Sequence[dict[IndicatorId, Figure]], policy: Policy
) -> MonthlyIndicator:
    definition = definition_of(indicator, policy)
    figure, year_before = figures[-1][indicator], figures[0][indicator]
    return MonthlyIndicator(
        definition=definition,
        figure=figure,
        previous=figures[-2][indicator],
        year_before=year_before,
        verdict=_verdict(definition, figure),
        change=_change(definition, figure, year_before),
    )


def _verdict(definition: IndicatorDefinition, figure: Figure) -> TargetVerdict:
    if definition.target is None:
        return TargetVerdict.NO_TARGET
    if figure.share is None:
        return TargetVerdict.UNKNOWN
    if definition.target_sense is TargetSense.AT_MOST:
        is_met = figure.share <= definition.target
    else:
        is_met = figure.share >= definition.target
    return TargetVerdict.MET if is_met else TargetVerdict.NOT_MET


def _change(definition: IndicatorDefinition, now: Figure, before: Figure) -> float | None:
    if definition.kind is not IndicatorKind.COUNT or now.numerator is None or not before.numerator:
        return None
    return now.numerator / before.numerator - 1


def _trend(
    indicator: IndicatorId,
    months: Sequence[Month],
    figures: Sequence[dict[IndicatorId, Figure]],
    policy: Policy,
) -> Trend:
    points = (
        TrendPoint(month, found[indicator]) for month, found in zip(months, figures, strict=True)
    )
    return Trend(definition_of(indicator, policy), tuple(points))


def _gap_counts(gaps: Counter[DataGapKind]) -> tuple[GapCount, ...]:
    return tuple(
        GapCount(kind, gaps[kind] if gaps[kind] >= SMALLEST_SHOWN_COUNT else None)
        for kind in DataGapKind
        if gaps[kind]
    )
