"""What a digest tells of the last week: extended, newly overdue, new and closed."""

from datetime import date, timedelta

import pytest
from digest_facts import (
    CHILDREN,
    RECEPTION,
    case_of,
    cases_in,
    digests_of,
    investigation,
    report,
)

from digests.periods import Week, week_of
from rules.facts import Outcome, ReportDecision


def test_a_case_extended_this_week_is_listed_as_extended() -> None:
    digest = digests_of()[CHILDREN]
    assert cases_in(digest.changes.extended) == ["BU-3"]
    assert cases_in(digest.past_limit.extended) == ["BU-3"]
    assert "BU-3" not in cases_in(digest.past_limit.without_extension)


def test_an_extension_decided_too_late_does_not_count_as_an_extension() -> None:
    without = digests_of()[CHILDREN].past_limit.without_extension
    assert cases_in(without) == ["BU-1", "BU-4", "BU-2"]


def test_an_extended_investigation_within_its_four_months_is_not_past_them() -> None:
    case = case_of(
        investigation(
            1,
            "2026-08-01",
            extended_to=date(2027, 2, 1),
            extension_decided_on=date(2026, 11, 18),
        )
    )
    digest = digests_of([case])[CHILDREN]
    assert digest.past_limit.extended == ()
    assert cases_in(digest.changes.extended) == ["BU-1"]


def test_changes_are_told_from_a_week_before_until_today_with_both_days() -> None:
    old = case_of(investigation(1, "2026-11-12"))
    first = case_of(investigation(2, "2026-11-13"))
    last = case_of(investigation(3, "2026-11-20"))
    tomorrow = case_of(investigation(4, "2026-11-21"))
    changes = digests_of([old, first, last, tomorrow])[CHILDREN].changes
    assert changes.since == date(2026, 11, 13)
    assert cases_in(changes.new) == ["BU-2", "BU-3"]


MONDAY = "2026-11-16"  # the day of a digest that was built on Sunday night's export
FROM_SUNDAY = (
    case_of(investigation(1, "2026-09-01")),
    case_of(investigation(2, "2026-09-01")),
    case_of(report(4, "2026-11-09", assessed_on=date(2026, 11, 9))),
)
FROM_MONDAY = (
    case_of(investigation(1, "2026-09-01", MONDAY, outcome=Outcome.NO_INTERVENTION)),
    case_of(
        investigation(
            2,
            "2026-09-01",
            extended_to=date(2027, 3, 1),
            extension_decided_on=date.fromisoformat(MONDAY),
        )
    ),
    case_of(investigation(3, MONDAY)),
    case_of(
        report(
            4,
            "2026-11-09",
            assessed_on=date(2026, 11, 9),
            decided_on=date.fromisoformat(MONDAY),
            decision=ReportDecision.NO_INVESTIGATION,
        )
    ),
)


def test_what_is_dated_on_a_digests_own_monday_is_told_the_monday_after() -> None:
    monday = date.fromisoformat(MONDAY)
    unknown = digests_of(FROM_SUNDAY, today=monday)
    assert unknown[CHILDREN].changes.is_empty
    assert unknown[RECEPTION].changes.closed == ()
    told = digests_of(FROM_MONDAY, today=monday + timedelta(days=7), week=Week(2026, 48))
    changes = told[CHILDREN].changes
    assert cases_in(changes.new) == ["BU-3"]
    assert cases_in(changes.closed) == ["BU-1"]
    assert cases_in(changes.extended) == ["BU-2"]
    assert cases_in(told[RECEPTION].changes.closed) == ["BU-4"]


def test_a_restart_closed_on_a_digests_own_monday_is_told_the_monday_after() -> None:
    closed = investigation(
        1, "2026-11-02", MONDAY, number="UTR-1B", outcome=Outcome.NO_INTERVENTION
    )
    case = case_of(
        investigation(1, "2026-06-20", "2026-10-30", outcome=Outcome.NO_INTERVENTION), closed
    )
    for monday, is_told in ((date(2026, 11, 23), True), (date(2026, 11, 30), False)):
        digest = digests_of([case], today=monday, week=week_of(monday))[CHILDREN]
        assert bool(digest.to_check.possible_restarts) is is_told


@pytest.mark.parametrize(
    ("opened", "is_new"),
    [
        ("2026-07-12", False),  # due thu 2026-11-12: was overdue a week before
        ("2026-07-13", True),  # due fri 2026-11-13: its last day was a week before
        ("2026-07-19", True),  # due thu 2026-11-19
    ],
)
def test_newly_overdue_is_what_was_not_overdue_a_week_before(opened: str, is_new: bool) -> None:
    digest = digests_of([case_of(investigation(1, opened))])[CHILDREN]
    assert len(digest.outlook.overdue) == 1
    assert bool(digest.changes.newly_overdue) is is_new


def test_a_closing_dated_tomorrow_has_not_happened() -> None:
    closes_tomorrow = case_of(investigation(1, "2026-07-01", "2026-11-21"))
    digest = digests_of([closes_tomorrow])[CHILDREN]
    assert cases_in(digest.outlook.overdue) == ["BU-1"]
    assert digest.changes.closed == ()


def test_what_was_closed_says_whether_it_was_in_time() -> None:
    digests = digests_of()
    assert [(i.case, i.status) for i in digests[CHILDREN].changes.closed] == [
        ("BU-11", "fulfilled_late")
    ]
    assert [(i.case, i.status) for i in digests[RECEPTION].changes.closed] == [
        ("BU-7", "fulfilled")
    ]
