"""Rows that name no unit: shown where their caseworker works, else only counted."""

import json
from dataclasses import replace
from datetime import date

import pytest
from digest_facts import (
    ANNA,
    CASES,
    CHILDREN,
    RECEPTION,
    STAFF,
    WEEK,
    YOUTH,
    case_of,
    cases_in,
    digests_of,
    investigation,
)

from digests.render import weekly_card_json, weekly_html, weekly_text
from digests.weekly.as_json import weekly_as_json
from digests.weekly.model import Unplaced, WeeklyDigest
from rules.data_gap_kinds import DataGapKind
from rules.facts import Outcome, StaffMember

ANNAS = case_of(investigation(31, "2026-07-10", unit=""))
NOBODYS = case_of(investigation(32, "2026-07-10", unit="", caseworker="Nils Okänd"))
NOBODYS_COMING = case_of(investigation(33, "2026-07-25", unit="", caseworker=""))
ELSEWHERE = replace(ANNA, email="anna.ek2@kommun.example", unit=YOUTH)


def everything_written(digest: WeeklyDigest) -> str:
    document = json.dumps(weekly_as_json(WEEK, [digest]), ensure_ascii=False)
    return weekly_html(digest) + weekly_text(digest) + weekly_card_json(digest) + document


def test_a_row_without_a_unit_stands_in_the_digest_of_its_caseworkers_unit() -> None:
    digests = digests_of([*CASES, ANNAS])
    assert "BU-31" in cases_in(digests[CHILDREN].outlook.overdue)
    assert "BU-31" in cases_in(digests[CHILDREN].past_limit.without_extension)
    gaps = [(gap.kind, gap.case) for gap in digests[CHILDREN].to_check.data_gaps]
    assert gaps == [
        (DataGapKind.EXTENSION_DECIDED_TOO_LATE, "BU-4"),
        (DataGapKind.UNIT_MISSING, "BU-31"),
    ]
    for unit in (RECEPTION, YOUTH):
        assert "BU-31" not in everything_written(digests[unit])
    assert digests[CHILDREN].unplaced == Unplaced()


def test_such_a_row_says_that_its_unit_is_missing() -> None:
    digest = digests_of([ANNAS])[CHILDREN]
    assert "sista dag tis 10 nov, Anna Ek, enhet saknas" in weekly_text(digest)
    assert 'Anna Ek<span class="moved">enhet saknas</span>' in weekly_html(digest)
    assert "Anna Ek, enhet saknas" in weekly_card_json(digest)
    (item,) = weekly_as_json(WEEK, [digest])["digests"][0]["overdue"]
    assert item["unit"] == ""


@pytest.mark.parametrize("staff", [(*STAFF, ELSEWHERE), (), (replace(ANNA, unit=None),)])
def test_a_row_that_may_be_another_units_is_shown_to_no_manager(
    staff: tuple[StaffMember, ...],
) -> None:
    digests = digests_of([ANNAS], staff=staff)
    assert list(digests) == [CHILDREN, RECEPTION, YOUTH]
    for digest in digests.values():
        assert "BU-31" not in everything_written(digest)
        assert digest.unplaced == Unplaced(duties=1, cases=1, overdue=1)


def test_what_is_no_units_is_counted_in_every_digest_and_shown_in_none() -> None:
    for digest in digests_of([*CASES, NOBODYS, NOBODYS_COMING]).values():
        written = everything_written(digest)
        assert digest.unplaced == Unplaced(duties=2, cases=2, overdue=1)
        for part in ("BU-32", "BU-33", "UTR-32", "Nils Okänd"):
            assert part not in written
        for page in (weekly_html(digest), weekly_text(digest), weekly_card_json(digest)):
            text = page.replace("\N{NO-BREAK SPACE}", " ")
            assert "2 öppna frister i 2 ärenden utan enhet, 1 av dem över tiden." in text
            assert "ingen enhetschef ser dem" in text
    document = weekly_as_json(WEEK, [digest])["digests"][0]
    assert document["without_unit"] == {"duties": 2, "cases": 2, "overdue": 1}


def test_one_such_duty_is_told_in_the_singular() -> None:
    late, coming = digests_of([NOBODYS])[YOUTH], digests_of([NOBODYS_COMING])[YOUTH]
    told = weekly_text(late).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 öppen frist i 1 ärende utan enhet, och den är över tiden. Det går inte" in told
    told = weekly_text(coming).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 öppen frist i 1 ärende utan enhet. Det går inte att säga vilken enhet den" in told


def test_a_digest_says_nothing_of_missing_units_where_none_is_missing() -> None:
    for digest in digests_of().values():
        assert "utan enhet" not in weekly_html(digest) + weekly_text(digest)


def test_a_restart_in_a_row_without_a_unit_names_no_other_units_investigation() -> None:
    earlier = investigation(
        34,
        "2026-07-01",
        "2026-11-10",
        number="UTR-34A",
        unit="",
        caseworker="Nils Okänd",
        outcome=Outcome.NO_INTERVENTION,
    )
    again = investigation(34, "2026-11-14", number="UTR-34B", unit="")
    digest = digests_of([case_of(earlier, again)])[CHILDREN]
    (restart,) = digest.to_check.possible_restarts
    assert (restart.number, restart.earlier_number) == ("UTR-34B", None)
    assert "UTR-34A" not in everything_written(digest)
    assert date(2026, 11, 10).isoformat() not in everything_written(digest)
