"""The curve of Kaplan and Meier from the day an investigation has come to, with its band."""

import warnings
from datetime import date

import numpy as np
import pytest
from forecast_facts import TODAY, running, took
from scipy.stats import CensoredData, ecdf

from digests.forecast.curve import FEWEST_COMPARED, LEVEL, Curve, fitted_curve
from rules.facts import InvestigationTime


def curve_of(*times: InvestigationTime) -> Curve:
    return fitted_curve(times, TODAY)


@pytest.mark.parametrize(
    ("after", "until", "likely"),
    [
        (0, 99, 1.0),
        (0, 100, 0.0),  # closed on the last day is in time
        (60, 99, 1.0),
        (60, 100, 0.0),
        (60, 123, 0.0),
    ],
)
def test_where_all_took_a_hundred_days_the_chance_is_all_or_nothing(
    after: int, until: int, likely: float
) -> None:
    chance = curve_of(*took(*[100] * 30)).still_open(after, until)
    assert chance is not None
    assert chance.likely == likely


def test_all_or_nothing_is_never_certain() -> None:
    curve = curve_of(*took(*[100] * 30))
    none_closed, all_closed = curve.still_open(0, 99), curve.still_open(0, 100)
    assert none_closed is not None
    assert all_closed is not None
    assert 0.9 < none_closed.low < none_closed.high == 1
    assert 0 == all_closed.low < all_closed.high < 0.1


def test_the_chance_is_among_those_that_were_open_as_long() -> None:
    curve = curve_of(*took(*[30] * 60, *[110] * 30, *[130] * 10))
    from_the_start, after_sixty = curve.still_open(0, 120), curve.still_open(60, 120)
    assert from_the_start is not None
    assert after_sixty is not None
    assert from_the_start.likely == pytest.approx(10 / 100)
    assert after_sixty.likely == pytest.approx(10 / 40)


def test_those_that_run_count_for_as_long_as_they_have_come() -> None:
    # ten closed after 50 days while twenty were open; five of the ten left are lost on day 70
    curve = curve_of(*took(*[50] * 10, *[90] * 5), *running(*[70] * 5))
    chance = curve.still_open(0, 80)
    assert chance is not None
    assert chance.likely == pytest.approx(10 / 20)
    later = curve_of(*took(*[50] * 10, *[90] * 4, 130), *running(*[70] * 5)).still_open(0, 100)
    assert later is not None
    assert later.likely == pytest.approx(10 / 20 * 1 / 5)


def test_to_leave_out_those_that_run_would_give_another_chance() -> None:
    with_them = curve_of(*took(*[50] * 20, *[130] * 5), *running(*[60] * 20))
    without = curve_of(*took(*[50] * 20, *[130] * 5))
    first, second = with_them.still_open(0, 120), without.still_open(0, 120)
    assert first is not None
    assert second is not None
    assert first.likely > second.likely


@pytest.mark.parametrize("after", [0, 20, 67, 100])
def test_the_band_is_that_of_the_library_for_those_that_were_open_as_long(after: int) -> None:
    closed = [10 + number * 37 % 160 for number in range(80)]
    still = [1 + number * 53 % 159 for number in range(30)]
    found = curve_of(*took(*closed), *running(*still)).still_open(after, 123)
    days = np.array([day for day in (*closed, *still) if day > after])
    is_open = np.array([False] * len(closed) + [True] * len(still))
    is_open = is_open[[day > after for day in (*closed, *still)]]
    theirs = ecdf(CensoredData.right_censored(days, is_open)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of days where there is no band
        band = theirs.confidence_interval(LEVEL, method="log-log")
    assert found is not None
    assert found.likely == pytest.approx(float(theirs.evaluate(123)))
    assert found.low == pytest.approx(float(band.low.evaluate(123)))
    assert found.high == pytest.approx(float(band.high.evaluate(123)))


def test_nothing_is_said_where_too_few_were_followed_that_long() -> None:
    many_short = took(*[40] * 50)
    just_enough = curve_of(*many_short, *took(*[110] * FEWEST_COMPARED))
    too_few = curve_of(*many_short, *took(*[110] * (FEWEST_COMPARED - 1)))
    assert just_enough.still_open(100, 120) is not None
    assert too_few.still_open(100, 120) is None


def test_those_that_run_and_have_not_come_that_far_are_nothing_to_compare_with() -> None:
    curve = curve_of(*took(*[40] * 50), *running(*[101] * 30))
    assert curve.still_open(100, 120) is None


def test_a_closing_after_today_is_not_known() -> None:
    ahead = [InvestigationTime("Norr", "", date(2026, 8, 1), date(2026, 11, 17))] * 10
    known, unknown = took(*[90] * 10, *[130] * 10), [*ahead]
    as_open = [InvestigationTime("Norr", "", date(2026, 8, 1))] * 10
    assert curve_of(*known, *unknown).still_open(0, 120) == curve_of(*known, *as_open).still_open(
        0, 120
    )
