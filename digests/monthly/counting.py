"""Counting everything that a month's summary shows in one pass over the cases.

What is shown is also emptied of small counts here, all tables together: a month that is hidden
must not be told by the year's sum, nor a unit by the whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from digests.monthly.hidden import NONE_HIDDEN, HiddenFigures, still_hidden
from digests.periods import Month, twelve_months_to
from rules.case_duties import duties_of_case
from rules.data_gap_kinds import DataGapKind
from rules.data_gaps import data_gaps_of_case, reopened_investigations
from rules.facts import CaseFacts
from rules.indicators import (
    BANDS,
    AddedUp,
    Asked,
    Counted,
    Figure,
    Grouping,
    IndicatorId,
    Table,
    compute_periods,
    suppress_together,
)
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

COMPARED = (IndicatorId.REPORTS_RECEIVED, IndicatorId.INVESTIGATIONS_OPENED)
"""The counts that are held against the same time a year before."""

STATUTORY = MAIN_INDICATORS[:3]
"""The three statutory indicators, which each unit has its share of."""

_GROUPED = {
    Grouping.UNIT: STATUTORY,
    Grouping.SEX: (IndicatorId.CHILD_SPOKEN_WITH,),
    Grouping.AGE: (IndicatorId.CHILD_SPOKEN_WITH,),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months that are counted together."""

    first: Month
    last: Month

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"

    @property
    def a_year_before(self) -> "Span":
        return Span(_a_year_before(self.first), _a_year_before(self.last))

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(each for each in twelve_months_to(self.last) if each >= self.first)


@dataclass(frozen=True, slots=True)
class MonthlyCounts:
    """What has been counted, as it may be shown: figures of spans, groups of the month, gaps."""

    wholes: Mapping[Span, Mapping[IndicatorId, Figure]]
    groups: Mapping[Grouping, tuple[Figure, ...]]
    gaps: Counter[DataGapKind]

    def of(self, indicator: IndicatorId, span: Span) -> Figure:
        return self.wholes[span][indicator]

    def of_month(self, indicator: IndicatorId, month: Month) -> Figure:
        return self.of(indicator, Span(month, month))

    def groups_of(self, indicator: IndicatorId, by: Grouping) -> tuple[Figure, ...]:
        return tuple(each for each in self.groups[by] if each.id is indicator)


def first_month_needed(month: Month) -> Month:
    """Return the earliest month whose rows a month's summary is counted from."""
    return Month(month.year - 1, 1)


def since_january(month: Month) -> Span:
    return Span(Month(month.year, 1), month)


def count_month(
    cases: Iterable[CaseFacts],
    month: Month,
    today: date,
    policy: Policy,
    hidden_before: HiddenFigures = NONE_HIDDEN,
) -> MonthlyCounts:
    """Return everything that a month's summary shows; `cases` are gone through once."""
    spans, gaps = _spans(month), Counter[DataGapKind]()
    asked = [Asked(each.first.first_day, each.last.last_day) for each in spans]
    of_month = Asked(month.first_day, month.last_day, tuple(_GROUPED))
    seen = _noting_gaps(cases, gaps, today, policy)
    *wholes, grouped = compute_periods(seen, (*asked, of_month), today, policy)
    tables = [_whole(span, month, found) for span, found in zip(spans, wholes, strict=True)]
    tables += _groups(month, grouped)
    safe = suppress_together(tables, tuple(_added_up(month)), policy)
    shown = [still_hidden(table, hidden_before) for table in safe]
    of_spans = zip(spans, shown, strict=False)  # the groups' tables come after
    figures = {span: {each.id: each for each in table.figures} for span, table in of_spans}
    groups = {table.by: table.figures for table in shown if table.by is not None}
    return MonthlyCounts(figures, groups, gaps)


def _spans(month: Month) -> tuple[Span, ...]:
    """Return the months of the trend and of the year before, and both years up to the month."""
    year = since_january(month)
    months = {*twelve_months_to(month), *year.a_year_before.months}
    spans = {Span(each, each) for each in months} | {year, year.a_year_before}
    return tuple(sorted(spans, key=str))


def _whole(span: Span, month: Month, found: Counted) -> Table:
    wanted = _shown_of(span, month)
    return Table(str(span), tuple(each for each in found.whole if each.id in wanted))


def _shown_of(span: Span, month: Month) -> Iterable[IndicatorId]:
    """Return what the document shows of a span, or lets be worked out."""
    if span.first != span.last or span.last not in twelve_months_to(month):
        return IndicatorId if span.last == _a_year_before(month) == span.first else COMPARED
    if span.last in (month, month.previous):
        return IndicatorId
    return (*MAIN_INDICATORS, *BANDS)


def _groups(month: Month, grouped: Counted) -> Iterator[Table]:
    for by, wanted in _GROUPED.items():
        figures = tuple(each for each in grouped.by(by) if each.id in wanted)
        yield Table(str(Span(month, month)), figures, by)


def _added_up(month: Month) -> Iterator[AddedUp]:
    for span in (since_january(month), since_january(month).a_year_before):
        if len(span.months) > 1:
            yield AddedUp(str(span), tuple(str(Span(each, each)) for each in span.months))


def _noting_gaps(
    cases: Iterable[CaseFacts], gaps: Counter[DataGapKind], today: date, policy: Policy
) -> Iterator[CaseFacts]:
    """Yield the cases as they are, adding up on the way what is missing in their rows."""
    for case in cases:
        duties = duties_of_case(case, today, policy)
        gaps.update(gap.kind for gap in data_gaps_of_case(case, duties, today))
        gaps.update(gap.kind for gap in reopened_investigations(case, today, policy))
        yield case


def _a_year_before(month: Month) -> Month:
    return Month(month.year - 1, month.number)
