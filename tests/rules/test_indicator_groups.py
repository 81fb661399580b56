"""How figures are grouped, read in one pass and kept from leaving the unit when small."""

from collections.abc import Iterable

import pytest
from case_builders import a_case, a_report
from indicator_figures import AUTUMN, NOVEMBER, TODAY

from rules.facts import CaseFacts, Sex
from rules.indicators import (
    Asked,
    Figure,
    Grouping,
    IndicatorId,
    compute_indicators,
    compute_periods,
    suppress_small,
)
from rules.policy import DEFAULT_POLICY

PROTECTION = IndicatorId.PROTECTION_ASSESSMENT_IN_TIME


def groups_of(figures: Iterable[Figure]) -> list[str | None]:
    return list(dict.fromkeys(figure.group for figure in figures))


AGES = [
    (0, "0–5"),
    (5, "0–5"),
    (6, "6–12"),
    (12, "6–12"),
    (13, "13–17"),
    (17, "13–17"),
    (18, "18–21"),
    (21, "18–21"),
    (22, "unknown"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("age", "group"), AGES)
def test_ages_fall_in_their_group(age: int | None, group: str) -> None:
    case = a_case(a_report("sön 2026-11-01", age=age))
    figures = compute_indicators([case], *NOVEMBER, TODAY, DEFAULT_POLICY, Grouping.AGE)
    assert groups_of(figures) == [None, group]


def test_groups_come_after_the_whole_in_a_readers_order() -> None:
    names = ["Östra", "Ärla", "Åby", "Zon", "Barn", ""]
    cases = [
        a_case(
            a_report("sön 2026-11-01", unit=name, age=age, sex=sex),
            case=f"BU-{name}",
        )
        for name, age, sex in zip(names, [14, 7, 3, 19, None, 8], [*Sex, *Sex], strict=True)
    ]
    expected = {
        Grouping.UNIT: [None, "Barn", "Zon", "Åby", "Ärla", "Östra", "unknown"],
        Grouping.AGE: [None, "0–5", "6–12", "13–17", "18–21", "unknown"],
        Grouping.SEX: [None, "boy", "girl", "unknown"],
        Grouping.CASEWORKER: [None, "Anna Ek"],
        Grouping.MONTH: [None, "2026-09", "2026-10", "2026-11"],
    }
    for by, groups in expected.items():
        figures = compute_indicators(cases, *AUTUMN, TODAY, DEFAULT_POLICY, by)
        assert groups_of(figures) == groups
        assert len(figures) == len(groups) * len(IndicatorId)


def test_names_that_differ_in_capitals_alone_have_a_fixed_order() -> None:
    names = ["NORR", "NORr", "NOrr", "Norr", "nORR", "norr"]
    cases = [a_case(a_report("sön 2026-11-01", unit=name), case=f"BU-{name}") for name in names]
    figures = compute_indicators(cases, *AUTUMN, TODAY, DEFAULT_POLICY, Grouping.UNIT)
    assert groups_of(figures) == [None, *names]


def test_the_groups_of_what_is_counted_by_row_add_up_to_the_whole() -> None:
    cases = [
        a_case(a_report("sön 2026-11-01", unit=unit), case=f"BU-{number}")
        for number, unit in enumerate(["A", "A", "B"])
    ]
    figures = compute_indicators(iter(cases), *NOVEMBER, TODAY, DEFAULT_POLICY, Grouping.UNIT)
    found = {f.group: f.denominator for f in figures if f.id is PROTECTION}
    assert found == {None: 3, "A": 2, "B": 1}


def test_cases_are_read_once_and_not_kept() -> None:
    seen = []

    def stream() -> Iterable[CaseFacts]:
        for number in range(3):
            seen.append(number)
            yield a_case(a_report("sön 2026-11-01"), case=f"BU-{number}")

    asked = [Asked(*AUTUMN), Asked(*NOVEMBER, (Grouping.UNIT, Grouping.SEX))]
    autumn, november = compute_periods(stream(), asked, TODAY, DEFAULT_POLICY)
    assert seen == [0, 1, 2]
    assert (len(autumn.whole), autumn.groups) == (len(IndicatorId), ())
    assert len(november.by(Grouping.UNIT)) == len(november.by(Grouping.SEX)) == len(IndicatorId)


def test_several_groupings_at_once_give_what_each_gives_alone() -> None:
    cases = [
        a_case(a_report("sön 2026-11-01", unit=unit, sex=sex, age=age), case=f"BU-{age}")
        for unit, sex, age in [("A", Sex.GIRL, 3), ("A", Sex.BOY, 13), ("B", Sex.GIRL, None)]
    ]
    groupings = (Grouping.UNIT, Grouping.SEX, Grouping.AGE)
    (together,) = compute_periods(cases, [Asked(*NOVEMBER, groupings)], TODAY, DEFAULT_POLICY)
    for by in groupings:
        alone = compute_indicators(cases, *NOVEMBER, TODAY, DEFAULT_POLICY, by)
        assert (*together.whole, *together.by(by)) == alone


SMALL = [
    # indicator, numerator, denominator, suppressed
    (PROTECTION, 0, 0, False),
    (PROTECTION, 0, 4, True),
    (PROTECTION, 0, 5, False),
    (PROTECTION, 1, 50, True),
    (PROTECTION, 4, 50, True),
    (PROTECTION, 5, 50, False),
    (IndicatorId.REPORTS_RECEIVED, 0, None, False),
    (IndicatorId.REPORTS_RECEIVED, 4, None, True),
    (IndicatorId.REPORTS_RECEIVED, 5, None, False),
    (IndicatorId.EMERGENCY_CARE_MEAN_DAYS, 400, 4, True),
    (IndicatorId.EMERGENCY_CARE_MEAN_DAYS, 4, 5, False),  # four days are not four people
    (IndicatorId.SAME_CASEWORKER, None, None, False),
]


@pytest.mark.parametrize(("indicator", "numerator", "denominator", "is_small"), SMALL)
def test_one_to_four_are_suppressed(
    indicator: IndicatorId, numerator: int | None, denominator: int | None, is_small: bool
) -> None:
    share = numerator / denominator if numerator is not None and denominator else None
    figure = Figure(indicator, "Barnenheten", numerator, denominator, share)
    [found] = suppress_small([figure])
    emptied = Figure(indicator, "Barnenheten", None, None, None, suppressed=True)
    assert found == (emptied if is_small else figure)
