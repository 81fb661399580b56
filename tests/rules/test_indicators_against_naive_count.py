"""The indicators of a cut of the reference files, held against a count made another way."""

from datetime import date

import pytest
from exempelkommun import CUT, cases_in, rows
from naive_count import Count, files, naive_count

from rules.indicators import (
    Asked,
    Figure,
    Grouping,
    IndicatorId,
    IndicatorKind,
    compute_indicators,
    compute_periods,
    definition_of,
)
from rules.policy import DEFAULT_POLICY

PERIODS = [
    # first, last, as of
    ("2025-01-01", "2026-11-20", "2026-11-20"),  # everything there is
    ("2026-10-01", "2026-10-31", "2026-11-20"),  # a month that has passed
    ("2026-11-01", "2026-11-30", "2026-11-20"),  # a month that has not
    ("2025-01-01", "2026-12-31", "2026-03-15"),  # the past, as it was seen then
    ("2025-06-30", "2025-07-01", "2026-11-20"),  # the change of acts
    ("2026-02-28", "2026-02-28", "2026-11-20"),  # one day
    ("2027-01-01", "2027-01-31", "2026-11-20"),  # nothing has happened yet
]
UNITS = sorted({cells["Enhet"] for cells in rows(CUT, "utredningar") + rows(CUT, "placeringar")})


def counted(figures: tuple[Figure, ...], group: str | None = None) -> dict[str, Count]:
    """Return the figures in the shape of the naive count: a count has itself as both."""
    found = {}
    for figure in figures:
        if figure.group != group or figure.id is IndicatorId.SAME_CASEWORKER:
            continue
        assert figure.numerator is not None
        is_count = definition_of(figure.id).kind is IndicatorKind.COUNT
        denominator = figure.numerator if is_count else figure.denominator
        assert denominator is not None
        found[figure.id.value] = (figure.numerator, denominator)
    return dict(sorted(found.items()))


def figures_of(first: str, last: str, today: str, by: Grouping | None = None) -> tuple[Figure, ...]:
    days = (date.fromisoformat(day) for day in (first, last, today))
    return compute_indicators(cases_in(), *days, DEFAULT_POLICY, by)


@pytest.mark.parametrize(("first", "last", "today"), PERIODS)
def test_the_whole_is_what_a_naive_count_finds(first: str, last: str, today: str) -> None:
    expected = naive_count(files(CUT), first, last, today)
    assert counted(figures_of(first, last, today)) == expected


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_what_a_naive_count_of_its_rows_finds(unit: str) -> None:
    period = PERIODS[0]
    expected = naive_count(files(CUT).of_unit(unit), *period, whole=files(CUT))
    assert counted(figures_of(*period, Grouping.UNIT), unit) == expected


MONTHS = [("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31"), ("2026-11-01", "2026-11-30")]
TODAY = "2026-11-20"


def test_the_months_of_a_trend_are_what_a_naive_count_of_each_finds() -> None:
    asked = [Asked(date.fromisoformat(first), date.fromisoformat(last)) for first, last in MONTHS]
    trend = compute_periods(iter(cases_in()), asked, date.fromisoformat(TODAY), DEFAULT_POLICY)
    expected = [naive_count(files(CUT), first, last, TODAY) for first, last in MONTHS]
    assert [counted(figures.whole) for figures in trend] == expected


def test_grouping_by_month_gives_the_same_months() -> None:
    figures = figures_of("2026-09-01", "2026-11-30", TODAY, Grouping.MONTH)
    for first, last in MONTHS:
        assert counted(figures, first[:7]) == naive_count(files(CUT), first, last, TODAY)


def test_the_cut_reaches_every_indicator_that_the_files_can_feed() -> None:
    reached = {
        name for name, (_, denominator) in counted(figures_of(*PERIODS[0])).items() if denominator
    }
    assert {indicator.value for indicator in IndicatorId} - reached == {
        "possible_restart",
        "same_caseworker",
    }
