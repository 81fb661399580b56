"""A day in a form is understood as people write it, and refused when it is none."""

from datetime import date

import pytest

from bot.web.pages.typed_days import NoSuchDayError, day_typed

TODAY = date(2026, 11, 20)  # fre


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026-3-5", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026\N{NON-BREAKING HYPHEN}03\N{EN DASH}05", "2026-03-05"),
        ("5.3.2026", "2026-03-05"),
        ("5/3 2026", "2026-03-05"),
        ("5 mars 2026", "2026-03-05"),
        ("den 5 mars 2026", "2026-03-05"),
        ("torsdag 5 mars 2026", "2026-03-05"),
        ("  5 Mars 2026 ", "2026-03-05"),
        ("i dag", "2026-11-20"),
        ("imorgon", "2026-11-21"),
        ("igår", "2026-11-19"),
        ("på fredag", "2026-11-27"),
        ("förra fredagen", "2026-11-13"),
        ("31 oktober", "2026-10-31"),  # behind us, and nearer than next year's
        ("5 mars", "2027-03-05"),  # ahead of us, and nearer than last year's
        ("25/12", "2026-12-25"),
        ("julafton", "2026-12-24"),
        ("midsommarafton 2027", "2027-06-25"),
        ("29 februari 2028", "2028-02-29"),
    ],
)
def test_a_day_is_understood(written: str, day: str) -> None:
    assert day_typed(written, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "written",
    [
        "", "hej", "nästa vecka", "om två veckor", "5 mars och 6 mars", "20 november eller så",
        "2026", "202603055", "12000-01-01", "<script>", "20 november 2026 " + "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_not_one_day_is_none(written: str) -> None:
    assert day_typed(written, TODAY) is None


@pytest.mark.parametrize(
    "written", ["31 februari", "2026-02-30", "30.2.2026", "99/99", "1889-12-31", "2101-01-01"]
)
def test_a_day_that_no_calendar_of_ours_has_is_refused(written: str) -> None:
    with pytest.raises(NoSuchDayError):
        day_typed(written, TODAY)
