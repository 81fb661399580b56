"""Short ways to ask for one figure in the indicator tests."""

from datetime import date

from case_builders import day

from rules.facts import CaseFacts
from rules.indicators import Figure, IndicatorId, compute_indicators
from rules.policy import DEFAULT_POLICY, Policy

TODAY = day("fre 2026-11-20")
NOVEMBER = (day("sön 2026-11-01"), day("mån 2026-11-30"))
AUTUMN = (day("tis 2026-09-01"), day("mån 2026-11-30"))
Counts = tuple[int | None, int | None]


def figure_of(
    indicator: IndicatorId,
    *cases: CaseFacts,
    period: tuple[date, date] = NOVEMBER,
    today: date = TODAY,
    policy: Policy = DEFAULT_POLICY,
) -> Figure:
    figures = compute_indicators(cases, *period, today, policy)
    assert [figure.id for figure in figures] == list(IndicatorId)
    return next(figure for figure in figures if figure.id is indicator)


def counts(indicator: IndicatorId, *cases: CaseFacts, **how: object) -> Counts:
    found = figure_of(indicator, *cases, **how)
    return found.numerator, found.denominator
