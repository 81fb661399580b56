"""Building the board's monthly summary out of facts that are gone through once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from digests.monthly.counting import (
    COMPARED,
    MAIN_INDICATORS,
    STATUTORY,
    MonthlyCounts,
    Span,
    count_month,
    first_month_needed,
    since_january,
)
from digests.monthly.hidden import NONE_HIDDEN, HiddenFigures
from digests.monthly.model import MonthlySummary
from digests.monthly.names import group_words, span_words
from digests.monthly.parts import (
    BandMonth,
    Breakdown,
    ComparedCount,
    GapCount,
    GroupFigure,
    MonthlyIndicator,
    PeriodComparison,
    Trend,
    TrendPoint,
)
from digests.monthly.sentences import judging_sentences, verdict_sentences
from digests.monthly.sources import PLACES, sources_of
from digests.monthly.targets import DEFAULT_TARGETS, Targets
from digests.periods import Month, require_begun, twelve_months_to
from digests.rule_notes import rule_note
from digests.stamp import DataStamp
from rules.catalogue import RuleId, version_in_force
from rules.data_gap_kinds import DataGapKind
from rules.facts import CaseFacts
from rules.indicators import (
    BANDS,
    Figure,
    Grouping,
    IndicatorDefinition,
    IndicatorId,
    IndicatorKind,
    definition_of,
    few_hidden,
)
from rules.policy import Policy

__all__ = ["MAIN_INDICATORS", "build_monthly_summary", "first_month_needed"]

_RULES_BEHIND = (
    RuleId.PROTECTION_ASSESSMENT,
    RuleId.PRELIMINARY_ASSESSMENT,
    RuleId.INVESTIGATION,
)


def build_monthly_summary(
    cases: Iterable[CaseFacts],
    *,
    month: Month,
    today: date,
    policy: Policy,
    stamp: DataStamp,
    targets: Targets = DEFAULT_TARGETS,
    history_from: date | None = None,
    hidden_before: HiddenFigures = NONE_HIDDEN,
    kept_from: date | None = None,
) -> MonthlySummary:
    """Return the summary as of `today`; `cases` are gone through once.

    `history_from` is the day from which the imports have kept who works on an investigation.
    `hidden_before` stays hidden, so that two summaries side by side tell no more than one.
    `kept_from` is the day from which closed matters are kept, None where all are.
    Raises DigestError for a month that has not begun.
    """
    require_begun(month, today)
    counts = count_month(cases, month, today, policy, hidden_before)
    builder = _Builder(month, today, policy, targets, history_from, counts)
    indicators = tuple(builder.indicator(each) for each in IndicatorId)
    counted_from = first_month_needed(month)
    is_whole = kept_from is None or kept_from <= counted_from.first_day
    return MonthlySummary(
        month=month,
        counted_from=counted_from,
        is_preliminary=builder.is_preliminary,
        stamp=stamp,
        verdict=verdict_sentences(month, indicators, has_data=stamp.imported_at is not None),
        indicators=indicators,
        judged_how=judging_sentences(indicators, targets),
        trends=tuple(builder.trend(each) for each in MAIN_INDICATORS),
        year_comparison=tuple(builder.comparisons()),
        bands=tuple(builder.bands()),
        breakdowns=(
            builder.breakdown(IndicatorId.CHILD_SPOKEN_WITH, Grouping.SEX),
            builder.breakdown(IndicatorId.CHILD_SPOKEN_WITH, Grouping.AGE),
        ),
        units=tuple(builder.breakdown(each, Grouping.UNIT) for each in STATUTORY),
        places=PLACES,
        sources=sources_of(stamp),
        data_gaps=_gap_counts(counts.gaps),
        rule_notes=tuple(
            rule_note(version_in_force(rule, month.last_day), today) for rule in _RULES_BEHIND
        ),
        kept_from=None if is_whole else kept_from,
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes the parts of one month's summary from what was counted."""

    month: Month
    today: date
    policy: Policy
    targets: Targets
    history_from: date | None
    counts: MonthlyCounts

    @property
    def is_preliminary(self) -> bool:
        return self.today <= self.month.last_day

    def definition(self, indicator: IndicatorId) -> IndicatorDefinition:
        return definition_of(indicator, self.policy, self.history_from)

    def indicator(self, indicator: IndicatorId) -> MonthlyIndicator:
        definition, target = self.definition(indicator), self.targets.of(indicator, self.month.year)
        figure = self.counts.of_month(indicator, self.month)
        a_year_before = Span(self.month, self.month).a_year_before
        year_before = self.counts.of(indicator, a_year_before)
        is_count = definition.kind is IndicatorKind.COUNT
        return MonthlyIndicator(
            definition=definition,
            figure=figure,
            previous=self.counts.of_month(indicator, self.month.previous),
            year_before=year_before,
            verdict=self.targets.verdict(figure, target),
            target=target,
            change=self._change(figure, year_before) if is_count else None,
        )

    def trend(self, indicator: IndicatorId) -> Trend:
        points = (
            TrendPoint(month, self.counts.of_month(indicator, month), self._goal(indicator, month))
            for month in twelve_months_to(self.month)
        )
        return Trend(self.definition(indicator), tuple(points))

    def comparisons(self) -> Iterator[PeriodComparison]:
        """Yield the month beside the same month a year before, then the year so far."""
        for span in dict.fromkeys((Span(self.month, self.month), since_january(self.month))):
            before = span.a_year_before
            yield PeriodComparison(
                first=span.first,
                last=span.last,
                words=span_words(span.first, span.last),
                words_before=span_words(before.first, before.last),
                counts=tuple(self._compared(each, span) for each in COMPARED),
            )

    def bands(self) -> Iterator[BandMonth]:
        for month in twelve_months_to(self.month):
            yield BandMonth(month, *(self.counts.of_month(band, month) for band in BANDS))

    def breakdown(self, indicator: IndicatorId, by: Grouping) -> Breakdown:
        groups = (
            GroupFigure(group_words(each.group or "", by), each)
            for each in self.counts.groups_of(indicator, by)
            if each.suppressed or each.denominator
        )
        return Breakdown(self.definition(indicator), by, tuple(groups))

    def _compared(self, indicator: IndicatorId, span: Span) -> ComparedCount:
        now, before = self.counts.of(indicator, span), self.counts.of(indicator, span.a_year_before)
        return ComparedCount(self.definition(indicator), now, before, self._change(now, before))

    def _change(self, now: Figure, before: Figure) -> float | None:
        if self.is_preliminary or now.numerator is None or not before.numerator:
            return None
        return now.numerator / before.numerator - 1

    def _goal(self, indicator: IndicatorId, month: Month) -> float | None:
        target = self.targets.of(indicator, month.year)
        return None if target is None else target.judged_by


def _gap_counts(gaps: Counter[DataGapKind]) -> tuple[GapCount, ...]:
    return tuple(GapCount(kind, few_hidden(gaps[kind])) for kind in DataGapKind if gaps[kind])
