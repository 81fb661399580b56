"""What a digest asks somebody to look at: gaps, names that are nobody's, possible restarts."""

import json
from dataclasses import replace
from datetime import date
from unicodedata import normalize

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
    digests_of,
    investigation,
    report,
)

from digests.render import weekly_html, weekly_text
from digests.weekly.as_json import weekly_as_json
from digests.weekly.to_check import CaseworkerFault
from rules.data_gap_kinds import DataGapKind
from rules.facts import Outcome, ReportDecision

RESTARTED_ELSEWHERE = case_of(
    investigation(
        21,
        "2026-07-01",
        "2026-10-29",
        number="UTR-21A",
        unit=YOUTH,
        outcome=Outcome.NO_INTERVENTION,
    ),
    investigation(21, "2026-11-14", number="UTR-21B"),
)
"""Closed by the youth unit, opened again sixteen days later by the children's."""

AN_ID, ANOTHER_ID = (f"2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5{n}" for n in "bc")


def test_a_digest_never_holds_another_units_row() -> None:
    digests = digests_of([*CASES, RESTARTED_ELSEWHERE])
    for digest in digests.values():
        document = weekly_as_json(digest.week, [digest])["digests"][0]
        rows = _rows_in(document)
        assert {row["unit"] for row in rows} <= {digest.unit}
    reception = weekly_text(digests[RECEPTION]) + weekly_html(digests[RECEPTION])
    assert "BU-5" not in reception
    assert "Anna Ek" not in reception
    children = weekly_text(digests[CHILDREN]) + weekly_html(digests[CHILDREN])
    children += json.dumps(weekly_as_json(WEEK, [digests[CHILDREN]]))
    assert "UTR-21B" in children
    for told in ("UTR-21A", "2026-10-29", "29 okt"):
        assert told not in children


def test_a_restart_after_another_units_investigation_names_no_other_investigation() -> None:
    digest = digests_of([RESTARTED_ELSEWHERE])[CHILDREN]
    (restart,) = digest.to_check.possible_restarts
    assert (restart.earlier_number, restart.earlier_closed_on) == (None, None)
    words = (
        "UTR-21B inleddes lör 14 nov, inom 30\N{NO-BREAK SPACE}dagar efter en annan utredning om "
        "samma barn, som inte är enhetens och därför inte visas, Anna Ek"
    )
    assert words in weekly_text(digest)
    assert words in weekly_html(digest)


@pytest.mark.parametrize(("unit", "named"), [(CHILDREN, "UTR-22A"), (YOUTH, None), ("", None)])
def test_a_restart_after_an_investigation_that_was_not_read_names_it_to_its_own_unit(
    unit: str, named: str | None
) -> None:
    case = case_of(
        investigation(22, "2026-07-01", "2026-10-29", number="UTR-22A", unit=unit),
        investigation(22, "2026-11-14", number="UTR-22B"),
    )
    known_by_span = replace(case, investigations=case.investigations[1:])
    digest = digests_of([known_by_span])[CHILDREN]
    (restart,) = digest.to_check.possible_restarts
    assert restart.earlier_number == named
    is_told = "16\N{NO-BREAK SPACE}dagar efter att UTR-22A avslutades" in weekly_text(digest)
    assert is_told is (named is not None)


def _rows_in(value: object) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [row for each in value for row in _rows_in(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if "case" in value else []
    return own + [row for each in value.values() for row in _rows_in(each)]


def test_data_gaps_stand_in_the_digest_of_the_rows_unit() -> None:
    gaps = digests_of()[RECEPTION].to_check.data_gaps
    assert [(gap.kind, gap.source) for gap in gaps] == [
        (DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING, "AKT-7")
    ]


def test_a_gap_of_long_ago_is_listed_and_is_neither_a_change_nor_a_duty() -> None:
    undated = report(
        1, "2025-01-07", decided_on=date(2025, 1, 14), decision=ReportDecision.NO_INVESTIGATION
    )
    reported = digests_of([case_of(undated)])[RECEPTION]
    closed = digests_of([case_of(investigation(2, "2025-01-07", "2025-05-30"))])[CHILDREN]
    for digest, kind in (
        (reported, DataGapKind.PROTECTION_ASSESSMENT_DATE_MISSING),
        (closed, DataGapKind.OUTCOME_MISSING),
    ):
        assert [gap.kind for gap in digest.to_check.data_gaps] == [kind]
        assert digest.changes.is_empty
        assert digest.outlook.open_duties == 0
        assert kind.explanation in weekly_text(digest)
        assert "Inget att rapportera" not in weekly_text(digest)


def test_a_caseworker_who_is_not_in_personal_csv_is_named() -> None:
    found = digests_of()[RECEPTION].to_check.unknown_caseworkers
    assert [(each.caseworker, each.fault, each.cases) for each in found] == [
        ("Vikarie <Ny> & Co", CaseworkerFault.UNKNOWN, ("BU-6",))
    ]


def test_a_name_that_two_members_of_staff_share_is_told_apart_by_the_unit_only() -> None:
    namesake = replace(ANNA, email="anna.ek2@kommun.example", unit=YOUTH)
    case = case_of(investigation(1, "2026-09-01"))
    elsewhere = case_of(investigation(2, "2026-09-01", unit=RECEPTION))
    digests = digests_of([case, elsewhere], staff=(*STAFF, namesake))
    assert digests[CHILDREN].to_check.unknown_caseworkers == ()
    (unknown,) = digests[RECEPTION].to_check.unknown_caseworkers
    assert (unknown.caseworker, unknown.fault) == ("Anna Ek", CaseworkerFault.AMBIGUOUS)


@pytest.mark.parametrize(("left_unit", "object_id"), [(RECEPTION, None), ("", None), (None, AN_ID)])
def test_rows_of_who_has_left_reach_no_namesake_and_the_manager_is_told(
    left_unit: str | None, object_id: str | None
) -> None:
    here = replace(ANNA, entra_object_id=ANOTHER_ID)
    staff = [here if member is ANNA else member for member in STAFF]
    left = replace(ANNA, email="anna.ek2@kommun.example", unit=left_unit, entra_object_id=object_id)
    rows = [
        case_of(investigation(n, "2026-09-01", unit=u)) for n, u in ((1, CHILDREN), (2, RECEPTION))
    ]
    digests = digests_of(rows, staff=staff, left=[left])
    assert digests[CHILDREN].to_check.unknown_caseworkers == ()
    (unknown,) = digests[RECEPTION].to_check.unknown_caseworkers
    assert (unknown.caseworker, unknown.fault) == ("Anna Ek", CaseworkerFault.AMBIGUOUS)
    assert "som står eller har stått i personallistan" in weekly_text(digests[RECEPTION])


@pytest.mark.parametrize(("unit", "object_id"), [(CHILDREN, None), (RECEPTION, ANOTHER_ID)])
def test_rows_of_who_left_the_same_unit_or_is_the_same_person_reach_their_caseworker(
    unit: str, object_id: str | None
) -> None:
    here = replace(ANNA, entra_object_id=ANOTHER_ID)
    staff = [here if member is ANNA else member for member in STAFF]
    left = replace(ANNA, email="anna.ek2@kommun.example", unit=unit, entra_object_id=object_id)
    row = case_of(investigation(2, "2026-09-01", unit=RECEPTION))
    digests = digests_of([row], staff=staff, left=[left])
    assert digests[RECEPTION].to_check.unknown_caseworkers == ()


def test_a_row_without_a_caseworker_is_listed_and_counted_last() -> None:
    digest = digests_of([*CASES, case_of(investigation(20, "2026-09-01", caseworker=""))])
    assert digest[CHILDREN].per_caseworker[-1].caseworker == ""
    assert digest[CHILDREN].to_check.unknown_caseworkers[0].fault is CaseworkerFault.MISSING


def test_names_are_the_same_however_they_are_spelt() -> None:
    spelt = normalize("NFD", " BO  ÅBERG")
    case = case_of(investigation(20, "2026-09-01", caseworker=spelt, unit="BARNENHETEN "))
    digests = digests_of([*CASES, case])
    assert list(digests) == [CHILDREN, RECEPTION, YOUTH]
    assert digests[CHILDREN].to_check.unknown_caseworkers == ()
    assert [load.cases for load in digests[CHILDREN].per_caseworker] == [5, 4]


def test_a_possible_restart_is_flagged_with_what_it_followed() -> None:
    (restart,) = digests_of()[CHILDREN].to_check.possible_restarts
    assert (restart.number, restart.earlier_number, restart.days_between) == ("UTR-9B", "UTR-9", 15)


def test_a_unit_without_a_manager_is_told_that_its_letter_reaches_nobody() -> None:
    digests = digests_of()
    words = "Ingen enhetschef finns i personallistan, så brevet har ingen mottagare."
    for unit, is_warned in ((RECEPTION, True), (CHILDREN, False)):
        assert (words in weekly_text(digests[unit])) is is_warned
        assert (words in weekly_html(digests[unit])) is is_warned
    assert weekly_as_json(WEEK, [digests[RECEPTION]])["digests"][0]["recipient"] is None
