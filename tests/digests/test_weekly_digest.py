"""What a digest holds: whose rows, in which week they end, how each caseworker stands."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from digest_facts import (
    CASES,
    CHILDREN,
    FRESH,
    RECEPTION,
    TODAY,
    YOUTH,
    case_of,
    cases_in,
    digests_of,
    investigation,
    report,
)

from digests.periods import Week
from digests.render import weekly_text
from digests.stamp import DataStamp, data_stamp
from digests.weekly.as_json import weekly_as_json
from digests.weekly.model import Matter
from rules.facts import CaseFacts
from rules.policy import Policy, WeekendRule
from storage.queries import KindImport, LastImport


def test_a_case_with_rows_in_two_units_is_divided_between_their_digests() -> None:
    digests = digests_of()
    joined = [item for item in digests[RECEPTION].changes.new if item.case == "BU-8"]
    assert [item.matter for item in joined] == [Matter.REPORT]
    assert "BU-8" not in cases_in(digests[CHILDREN].changes.new)
    assert digests[CHILDREN].outlook.open_duties == 8


def test_overdue_comes_worst_first() -> None:
    assert cases_in(digests_of()[CHILDREN].outlook.overdue) == ["BU-1", "BU-4", "BU-2"]


def test_what_comes_is_told_by_the_week_it_ends_in() -> None:
    outlook = digests_of()[CHILDREN].outlook
    assert cases_in(outlook.this_week) == ["BU-5"]
    assert outlook.next_week == ()
    assert cases_in(outlook.later) == ["BU-10"]
    assert cases_in(digests_of()[RECEPTION].outlook.this_week) == ["BU-6"]


@pytest.mark.parametrize(
    ("received", "span"),
    [
        ("2026-11-06", "this_week"),  # due fri 2026-11-20, today
        ("2026-11-08", "this_week"),  # due sun 2026-11-22
        ("2026-11-09", "next_week"),  # due mon 2026-11-23
        ("2026-11-15", "next_week"),  # due sun 2026-11-29
        ("2026-11-16", "later"),  # due mon 2026-11-30
    ],
)
def test_a_duty_is_in_one_span_only_at_the_edges_of_the_weeks(received: str, span: str) -> None:
    case = case_of(report(1, received, assessed_on=date.fromisoformat(received)))
    outlook = digests_of([case])[RECEPTION].outlook
    filled = [name for name in ("this_week", "next_week", "later") if getattr(outlook, name)]
    assert filled == [span]


def test_thirty_days_on_is_soon_and_thirty_one_is_not() -> None:
    on_the_edge = case_of(investigation(1, "2026-08-20"))  # due sun 2026-12-20
    beyond = case_of(investigation(2, "2026-08-21"))
    outlook = digests_of([on_the_edge, beyond])[CHILDREN].outlook
    assert cases_in(outlook.due_soon) == ["BU-1"]
    assert outlook.open_duties == 2


def test_a_caseworkers_load_counts_open_near_and_overdue() -> None:
    anna, bo = digests_of()[CHILDREN].per_caseworker
    assert (anna.caseworker, anna.open, anna.near, anna.overdue) == ("Anna Ek", 5, 1, 1)
    assert (bo.caseworker, bo.open, bo.near, bo.overdue) == ("Bo Åberg", 3, 1, 2)
    assert anna.oldest_decisive_on == date(2026, 10, 10)


def test_a_unit_that_nobody_listed_still_gets_a_digest() -> None:
    digests = digests_of([case_of(investigation(1, "2026-06-10", unit="Nya enheten"))])
    assert digests["Nya enheten"].recipients == ()
    assert cases_in(digests["Nya enheten"].outlook.overdue) == ["BU-1"]


def test_a_quiet_unit_gets_a_true_sentence() -> None:
    digest = digests_of()[YOUTH]
    assert digest.is_quiet
    text = weekly_text(digest)
    assert "Inget att rapportera" in text
    assert "inga öppna frister" in text


def test_a_quiet_unit_with_far_duties_says_when_the_next_one_ends() -> None:
    case = case_of(investigation(1, "2026-10-01", unit=YOUTH))
    text = weekly_text(digests_of([case])[YOUTH])
    assert "1\N{NO-BREAK SPACE}öppen frist, närmast måndag 1 februari 2027" in text


def test_a_unit_without_any_import_is_not_called_quiet() -> None:
    text = weekly_text(digests_of([], stamp=DataStamp(None))[YOUTH])
    assert "Inga uppgifter har lästs in" in text
    assert "Inget att rapportera" not in text


def imported(at: datetime, *, from_registration: bool = False) -> LastImport:
    return LastImport(1, at, (KindImport("report", at),), from_registration)


def test_days_of_registration_are_warned_about_first_of_all() -> None:
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    stamp = data_stamp(imported(now, from_registration=True), now, 36)
    digest = digests_of(stamp=stamp)[CHILDREN]
    assert "den dag de registrerades" in weekly_text(digest).partition("ÖVER TIDEN")[0]


def test_old_data_is_warned_about_first_of_all() -> None:
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    stamp = data_stamp(imported(now - timedelta(hours=36, minutes=1)), now, 36)
    digest = digests_of(stamp=stamp)[CHILDREN]
    assert "äldre än de brukar vara" in weekly_text(digest).partition("ÖVER TIDEN")[0]
    assert data_stamp(imported(now - timedelta(hours=36)), now, 36).warning is None


def test_the_stamp_tells_swedish_time() -> None:
    assert FRESH.words == "uppgifter per 20 november 2026 kl. 05.12"


def test_a_municipality_that_moves_days_past_weekends_has_no_hole_in_its_lists() -> None:
    shifted = Policy(weekend_rule=WeekendRule.SHIFTED)
    case = case_of(investigation(1, "2026-07-21"))  # sat 2026-11-21 -> mon 2026-11-23
    digest = digests_of([case], today=date(2026, 11, 22), policy=shifted)[CHILDREN]
    assert digest.outlook.overdue == ()
    (item,) = digest.outlook.next_week
    assert (item.due_on, item.days_left) == (date(2026, 11, 21), 1)


def test_four_months_that_end_on_a_weekend_are_not_past_on_the_monday_they_move_to() -> None:
    shifted = Policy(weekend_rule=WeekendRule.SHIFTED)
    case = case_of(
        investigation(
            1, "2026-07-21", extended_to=date(2027, 1, 21), extension_decided_on=date(2026, 11, 19)
        )
    )
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    week = Week(2026, 48)
    assert (
        digests_of([case], today=monday, week=week, policy=shifted)[CHILDREN].past_limit.extended
        == ()
    )
    assert digests_of([case], today=tuesday, week=week, policy=shifted)[
        CHILDREN
    ].past_limit.extended


def test_a_rule_nobody_has_verified_for_a_year_is_warned_about() -> None:
    digest = digests_of(
        [case_of(investigation(1, "2027-10-01"))], today=date(2027, 12, 1), week=Week(2027, 48)
    )[CHILDREN]
    assert digest.rule_notes == ()
    later = digests_of(
        [case_of(investigation(1, "2027-08-10"))], today=date(2027, 12, 1), week=Week(2027, 48)
    )[CHILDREN]
    assert later.rule_notes[0].warning is not None
    assert later.rule_notes[0].warning in weekly_text(later)


def test_the_cases_are_gone_through_once_for_all_units() -> None:
    asked = 0

    def once() -> object:
        nonlocal asked
        asked += 1
        yield from CASES

    digests_of(once())
    assert asked == 1


def test_the_json_has_the_keys_of_the_contract() -> None:
    document = weekly_as_json(Week(2026, 47), digests_of().values())
    assert document["week"] == "2026-W47"
    children = document["digests"][0]
    wanted = {"unit", "recipient", "overdue", "due_soon", "changed", "per_caseworker"}
    assert wanted <= children.keys()
    assert children["recipient"] == "maria.lind@kommun.example"
    row_keys = {
        "case",
        "rule",
        "due_on",
        "shifted_due_on",
        "days_left",
        "status",
        "unit",
        "caseworker",
    }
    for row in (*children["overdue"], *children["due_soon"], *children["changed"]["new"]):
        assert row_keys <= row.keys()
    assert document["digests"][1]["recipient"] is None
    json.dumps(document)


def test_a_past_week_is_seen_from_its_monday() -> None:
    digest = digests_of(week=Week(2026, 46))[CHILDREN]
    assert digest.as_of == date(2026, 11, 9)
    assert "BU-2" not in cases_in(digest.outlook.overdue)


def test_due_soon_holds_every_open_duty_that_ends_within_thirty_days_and_no_other() -> None:
    cases: list[CaseFacts] = [
        case_of(investigation(number, (TODAY - timedelta(days=number)).isoformat()))
        for number in range(60, 160)
    ]
    outlook = digests_of(cases)[CHILDREN].outlook
    listed = {item.case: item for item in (*outlook.overdue, *outlook.due_soon)}
    assert len(listed) == len(outlook.overdue) + len(outlook.due_soon)
    assert all(item.due_on <= TODAY + timedelta(days=30) for item in listed.values())
    assert all(item.due_on < TODAY for item in outlook.overdue)
    assert outlook.due_soon[0].due_on >= TODAY


def test_a_digest_of_the_same_facts_in_another_order_is_the_same() -> None:
    assert digests_of(reversed(CASES)) == digests_of()


def test_a_manager_who_shares_a_unit_is_a_recipient_too() -> None:
    digest = digests_of()[CHILDREN]
    both = replace(digest, recipients=(*digest.recipients, "b@kommun.example"))
    document = weekly_as_json(digest.week, [both])["digests"][0]
    assert document["recipients"] == ["maria.lind@kommun.example", "b@kommun.example"]
