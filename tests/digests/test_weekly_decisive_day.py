"""Lists, days left and words go by the day that decides lateness in the municipality."""

import json
from datetime import date

import pytest
from digest_facts import CHILDREN, RECEPTION, case_of, cases_in, digests_of, investigation, report

from digests.periods import week_of
from digests.render import weekly_card_json, weekly_html, weekly_text
from digests.weekly.as_json import weekly_as_json
from digests.weekly.model import WeeklyDigest
from rules.policy import DEFAULT_POLICY, Policy, WeekendRule

STRICT, SHIFTED = DEFAULT_POLICY, Policy(weekend_rule=WeekendRule.SHIFTED)
WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
SPANS = ("overdue", "this_week", "next_week", "later")


def day(text: str) -> date:
    """Return the date of for example *fre 2026-11-06*; the weekday must be right."""
    weekday, iso = text.split()
    found = date.fromisoformat(iso)
    assert WEEKDAYS[found.weekday()] == weekday, f"{iso} is not a {weekday}"
    return found


def seen(opened: str, today: str, policy: Policy) -> WeeklyDigest:
    """The digest of a unit with one investigation."""
    on = day(today)
    case = case_of(investigation(1, day(opened).isoformat()))
    return digests_of([case], today=on, week=week_of(on), policy=policy)[CHILDREN]


def where(digest: WeeklyDigest) -> tuple[str, int]:
    """The one list that the one duty stands in, and its days left."""
    (name,) = [span for span in SPANS if getattr(digest.outlook, span)]
    (item,) = getattr(digest.outlook, name)
    return name, item.days_left


# opened, today, where it stands in a strict municipality and in one that moves the day
EDGES = [
    # last day lör 2026-11-21, next working day mån 2026-11-23
    ("tis 2026-07-21", "mån 2026-11-16", ("this_week", 5), ("next_week", 7)),
    ("tis 2026-07-21", "lör 2026-11-21", ("this_week", 0), ("next_week", 2)),
    ("tis 2026-07-21", "sön 2026-11-22", ("overdue", -1), ("next_week", 1)),
    ("tis 2026-07-21", "mån 2026-11-23", ("overdue", -2), ("this_week", 0)),
    ("tis 2026-07-21", "tis 2026-11-24", ("overdue", -3), ("overdue", -1)),
    # last day sön 2026-11-22
    ("ons 2026-07-22", "sön 2026-11-22", ("this_week", 0), ("next_week", 1)),
    ("ons 2026-07-22", "mån 2026-11-23", ("overdue", -1), ("this_week", 0)),
    # last day fre 2026-06-19, midsommarafton
    ("tor 2026-02-19", "fre 2026-06-19", ("this_week", 0), ("next_week", 3)),
    ("tor 2026-02-19", "mån 2026-06-22", ("overdue", -3), ("this_week", 0)),
    # last day tis 2026-01-06, trettondedag jul, a holiday in the week
    ("lör 2025-09-06", "tis 2026-01-06", ("this_week", 0), ("this_week", 1)),
    ("lör 2025-09-06", "tor 2026-01-08", ("overdue", -2), ("overdue", -1)),
    # last day fre 2026-11-20, a working day
    ("mån 2026-07-20", "fre 2026-11-20", ("this_week", 0), ("this_week", 0)),
    ("mån 2026-07-20", "lör 2026-11-21", ("overdue", -1), ("overdue", -1)),
    # thirty days on: last day lör 2026-12-19, next working day mån 2026-12-21
    ("ons 2026-08-19", "fre 2026-11-20", ("later", 29), None),
    ("ons 2026-08-19", "lör 2026-11-21", ("later", 28), ("later", 30)),
]


@pytest.mark.parametrize(("opened", "today", "strict", "shifted"), EDGES)
def test_a_duty_is_listed_by_the_day_that_its_days_left_are_counted_to(
    opened: str,
    today: str,
    strict: tuple[str, int],
    shifted: tuple[str, int] | None,
) -> None:
    assert where(seen(opened, today, STRICT)) == strict
    moved = seen(opened, today, SHIFTED)
    if shifted is None:
        assert moved.outlook.due_soon == ()
        assert moved.outlook.next_due_on == day("mån 2026-12-21")
        return
    assert where(moved) == shifted


def test_a_moved_day_says_which_day_it_stands_in_for() -> None:
    digest = seen("tis 2026-07-21", "sön 2026-11-22", SHIFTED)
    assert "sista dag mån 23 nov (nästa arbetsdag efter lör 21 nov)" in weekly_text(digest)
    assert 'mån 23 nov<span class="moved">nästa arbetsdag efter lör 21 nov</span>' in weekly_html(
        digest
    )
    assert "sista dag mån 23 nov (nästa arbetsdag efter lör 21 nov)" in " ".join(
        block["items"][1]["text"].replace("\\", "")
        for block in json.loads(weekly_card_json(digest))["body"]
        if block["type"] == "Container"
    )
    choice = "Kommunen har valt att räkna nästa arbetsdag som sista dag"
    assert choice in weekly_text(digest)
    assert choice in weekly_html(digest)
    assert digest.per_caseworker[0].oldest_decisive_on == day("mån 2026-11-23")


def test_a_strict_municipality_is_told_of_the_next_working_day_beside_the_last_day() -> None:
    digest = seen("tis 2026-07-21", "fre 2026-11-20", STRICT)
    assert "sista dag lör 21 nov (nästa arbetsdag mån 23 nov)" in weekly_text(digest)
    assert "Kommunen har valt" not in weekly_text(digest) + weekly_html(digest)


def test_the_worst_of_the_late_is_told_by_the_day_it_became_late() -> None:
    digest = seen("tis 2026-07-21", "tis 2026-11-24", SHIFTED)
    assert "över tiden, sedan 23 november 2026." in weekly_text(digest)
    assert "fyra månader mån 23 nov (nästa arbetsdag efter lör 21 nov)" in weekly_text(digest)


def test_an_extension_that_ends_on_a_day_off_says_what_it_counts_to() -> None:
    extended = investigation(
        1,
        "2026-07-18",
        extended_to=day("lör 2027-01-16"),
        extension_decided_on=day("mån 2026-11-16"),
    )
    today = day("fre 2026-11-20")
    for policy, words in (
        (STRICT, "till lör 16 jan 2027, beslutad mån 16 nov"),
        (SHIFTED, "till lör 16 jan 2027, räknas till mån 18 jan 2027, beslutad mån 16 nov"),
    ):
        digest = digests_of([case_of(extended)], today=today, policy=policy)[CHILDREN]
        assert words in weekly_text(digest)
        assert words in weekly_html(digest)


def test_what_is_new_is_told_with_the_day_that_decides() -> None:
    new = report(1, "2026-11-15", assessed_on=date(2026, 11, 15))  # due sön 2026-11-29
    for policy, words in (
        (STRICT, "sista dag sön 29 nov, Eva"),
        (SHIFTED, "sista dag mån 30 nov (nästa arbetsdag efter sön 29 nov), Eva"),
    ):
        digest = digests_of([case_of(new)], policy=policy)[RECEPTION]
        assert cases_in(digest.changes.new) == ["BU-1"]
        assert words in weekly_text(digest).partition("Nya (1)")[2]


def test_a_protection_assessment_is_never_moved() -> None:
    new = report(1, "2026-11-20")  # fre: at once, last defensible day lör 2026-11-21
    for policy in (STRICT, SHIFTED):
        (item, *_) = digests_of([case_of(new)], policy=policy)[RECEPTION].outlook.this_week
        assert (item.rule, item.decisive_on) == ("protection_assessment", day("lör 2026-11-21"))


def test_the_json_says_which_day_decides() -> None:
    digest = seen("tis 2026-07-21", "sön 2026-11-22", SHIFTED)
    (row,) = weekly_as_json(digest.week, [digest])["digests"][0]["due_soon"]
    days = {"due_on": "2026-11-21", "shifted_due_on": "2026-11-23", "decisive_on": "2026-11-23"}
    assert row.items() >= days.items()
