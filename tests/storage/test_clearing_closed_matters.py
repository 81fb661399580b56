"""Clearing takes what no figure needs, and nothing that any figure or duty rests on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from case_lists import NORTH, caseworker, decided, investigation, placement, report
from clearing_town import (
    KEPT_FROM,
    NOW,
    add_months_at,
    figures_of_24_months,
    municipality,
    open_duties_today,
    rows_cleared,
    terms,
)
from sqlalchemy import text

from rules.facts import Outcome, OverrunCause, ReportDecision, Role, StaffMember
from rules.length import add_months
from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.records import (
    facts_kept_from,
    record_overrun_cause,
    recorded_causes,
    set_reminder,
    waiting_reminders,
)
from storage.records.clearing import Kept, clear, deleting, to_be_cleared

Import = Callable[..., ImportReport]
DAY = timedelta(days=1)
LAST_DAY = KEPT_FROM - DAY
LONG_AGO = KEPT_FROM - 200 * DAY
ASA = StaffMember("Åsa Holm", "asa.holm@exempelkommun.example", Role.CASEWORKER, "Barnenheten")
ASA_OF_NORTH = replace(ASA, email="asa.holm2@exempelkommun.example", unit=NORTH)
AN_ID = "2f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a5b"


def clear_now(database: Database) -> dict[Kept, int]:
    return rows_cleared(clear(database, terms(), who="test", at=NOW))


def count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 — our own names


def ended(number: int, on: date = LAST_DAY, case: int | None = None, **said: Any) -> Any:
    """An investigation whose limit ran out long ago and that was closed on the day."""
    facts = {"opened_on": LONG_AGO, "closed_on": on, "outcome": Outcome.NO_INTERVENTION} | said
    return investigation(number, case, **facts)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_figure_of_24_months_and_no_open_duty_changes(
    database: Database, imported: Import, seed: int
) -> None:
    imported(*municipality(seed, 150), now=NOW)
    figures, duties = figures_of_24_months(database), open_duties_today(database)
    planned = to_be_cleared(database, terms())

    cleared = clear(database, terms(), who="test", at=NOW)

    took = rows_cleared(cleared)
    assert min(took.get(kind, 0) for kind in list(Kept)[:3]) > 5
    assert cleared == planned
    assert figures_of_24_months(database) == figures
    assert open_duties_today(database) == duties
    assert clear_now(database) == {}


ENDINGS = [
    (ended(1), True),
    (ended(1, on=KEPT_FROM), False),
    (ended(1, closed_on=None, outcome=None), False),
    (ended(1, extended_to=KEPT_FROM), False),
    (ended(1, extended_to=LAST_DAY), True),
    (ended(1, opened_on=KEPT_FROM - 130 * DAY), False),  # its four months end later
    (ended(1, opened_on=KEPT_FROM - 131 * DAY), True),
    (decided(1, LAST_DAY, received_on=LONG_AGO), True),
    (decided(1, KEPT_FROM, received_on=LONG_AGO), False),
    (decided(1, LAST_DAY, received_on=KEPT_FROM - 40 * DAY), False),
    (decided(1, LAST_DAY, received_on=LONG_AGO, assessed_on=KEPT_FROM), False),
    (report(1, received_on=LONG_AGO, assessed_on=LONG_AGO), False),
    (report(1, received_on=LONG_AGO, decision=ReportDecision.NO_INVESTIGATION), True),
    (placement(1, started_on=LONG_AGO, ended_on=LAST_DAY), True),
    (placement(1, started_on=LONG_AGO, ended_on=KEPT_FROM), False),
    (placement(1, started_on=LONG_AGO), False),
]


@pytest.mark.parametrize(("row", "goes"), ENDINGS)
def test_a_matter_is_closed_by_its_last_event_or_its_last_limit(
    sqlite_database: Database, imported_here: Import, row: Any, goes: bool
) -> None:
    imported_here(row, now=NOW)
    assert bool(clear_now(sqlite_database)) is goes


@pytest.fixture
def imported_here(sqlite_database: Database, tmp_path: Any) -> Import:
    from case_lists import load

    def run(*facts: Any, **said: Any) -> ImportReport:
        return load(sqlite_database, tmp_path, *facts, **said)

    return run


@pytest.mark.parametrize(
    "lives",
    [
        report(2, 1),
        investigation(2, 1),
        placement(2, 1),
        ended(2, on=KEPT_FROM, case=1),
        report(2, 1, received_on=LONG_AGO),
    ],
)
def test_a_case_is_kept_whole_while_anything_in_it_lives(
    database: Database, imported: Import, lives: Any
) -> None:
    imported(ended(1), lives, now=NOW)
    assert clear_now(database) == {}


def test_an_undecided_report_goes_with_the_opening_that_answered_it(
    database: Database, imported: Import
) -> None:
    answered = report(1, received_on=LONG_AGO, assessed_on=LONG_AGO)
    unassessed = report(2, received_on=LONG_AGO)
    imported(answered, ended(1), unassessed, ended(2), now=NOW)
    assert clear_now(database) == {Kept.REPORTS: 1, Kept.INVESTIGATIONS: 1}
    assert [duty.source for duty in open_duties_today(database)] == ["AKT-2026-00002"]


def test_what_was_told_of_a_cleared_case_goes_with_it(database: Database, imported: Import) -> None:
    imported(ended(1), investigation(2, 2), caseworker("Åsa Holm"), now=NOW)
    for number in (1, 2):
        kept = f"UTR-2026-0000{number}"
        record_overrun_cause(database, kept, OverrunCause.COMPLEX, ASA, NOW + DAY)
        set_reminder(database, ASA, f"BU-2026-0000{number}", date(2027, 1, 1), NOW)
    assert clear_now(database) == {Kept.INVESTIGATIONS: 1, Kept.CAUSES: 1, Kept.REMINDERS: 1}
    assert [each.case for each in waiting_reminders(database, ASA)] == ["BU-2026-00002"]
    assert recorded_causes(database, "UTR-2026-00001") == ()
    assert len(recorded_causes(database, "UTR-2026-00002")) == 1


def test_who_an_investigation_has_been_with_goes_with_it(
    database: Database, imported: Import
) -> None:
    long_ago = datetime.combine(LONG_AGO, datetime.min.time(), UTC)
    imported(ended(1, closed_on=None, outcome=None), now=long_ago, modified_at=long_ago)
    imported(ended(1), now=NOW)
    assert count(database, "investigation_caseworker") == 1
    assert clear_now(database) == {Kept.INVESTIGATIONS: 1, Kept.CASEWORKERS: 1}
    assert count(database, "investigation_caseworker") == 0


def test_rows_that_the_source_lost_go_after_a_while_though_they_were_open(
    database: Database, imported: Import
) -> None:
    rows = [report(number, received_on=LONG_AGO) for number in range(1, 11)]
    imported(*rows, full=True, now=NOW - 200 * DAY, modified_at=NOW - 200 * DAY)
    imported(*rows[1:], full=True, now=NOW - 91 * DAY, modified_at=NOW - 91 * DAY)
    imported(*rows[2:], full=True, now=NOW - 89 * DAY, modified_at=NOW - 89 * DAY)
    planned = rows_cleared(to_be_cleared(database, terms()))
    assert clear_now(database) == planned
    assert planned[Kept.REPORTS] == 1
    assert count(database, "report") == 9


def test_every_clearing_is_written_down_also_one_that_took_nothing(
    database: Database, imported: Import
) -> None:
    assert facts_kept_from(database) is None
    imported(ended(1), report(2), now=NOW)
    clear_now(database)
    clear_now(database)
    with database.reading() as connection:
        found = connection.execute(
            text("SELECT who, rows, finished_at FROM purge_run WHERE table_name = 'case'")
        ).all()
    assert [(row.who, row.rows) for row in found] == [("test", 1), ("test", 0)]
    assert all(row.finished_at for row in found)
    assert facts_kept_from(database) == KEPT_FROM


@pytest.mark.parametrize("months", [-1, 0, 35])
def test_figures_go_by_the_furthest_day_that_any_clearing_reached(
    database: Database, months: int
) -> None:
    clear_now(database)
    later = terms(facts=add_months(KEPT_FROM, -months))
    clear(database, later, who="test", at=NOW + DAY)
    assert facts_kept_from(database) == max(KEPT_FROM, later.facts)


def test_an_import_goes_by_the_latest_clearing_so_that_keeping_more_takes_more_in(
    database: Database, imported: Import
) -> None:
    clear_now(database)
    clear(database, terms(facts=add_months(KEPT_FROM, -35)), who="test", at=NOW + DAY)
    imported(ended(1), now=NOW + DAY)
    assert count(database, "investigation") == 1
    assert facts_kept_from(database) == KEPT_FROM


def test_a_clearing_that_is_stopped_has_taken_whole_cases_and_the_next_takes_the_rest(
    database: Database, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        row for n in range(1, 5) for row in (ended(n), decided(n, LAST_DAY, received_on=LONG_AGO))
    ]
    imported(*rows, now=NOW)
    monkeypatch.setattr(deleting, "_CASES_AT_A_TIME", 2)

    class Stopped(BaseException):
        pass

    def stop(_seconds: float) -> None:
        raise Stopped

    monkeypatch.setattr("time.sleep", stop)
    with pytest.raises(Stopped):
        clear_now(database)
    assert (count(database, "report"), count(database, "investigation")) == (2, 2)
    monkeypatch.undo()
    assert clear_now(database) == {Kept.REPORTS: 2, Kept.INVESTIGATIONS: 2}


def test_a_case_to_which_something_comes_meanwhile_is_left(
    database: Database, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(ended(1), ended(2), now=NOW)
    monkeypatch.setattr(deleting, "_CASES_AT_A_TIME", 1)
    monkeypatch.setattr("time.sleep", lambda _seconds: imported(report(2), now=NOW))
    assert clear_now(database) == {Kept.INVESTIGATIONS: 1}
    with database.reading() as connection:
        left = connection.execute(text("SELECT number FROM investigation")).scalars().all()
    assert left == ["UTR-2026-00002"]


def test_of_imports_the_latest_of_each_kind_is_always_kept(
    database: Database, imported: Import
) -> None:
    long_ago = NOW - 300 * DAY
    later = long_ago + DAY
    rows = (report(1, received_on=LONG_AGO), investigation(1, opened_on=LONG_AGO))
    imported(rows[0], now=long_ago - DAY, modified_at=long_ago - DAY)
    imported(*rows, full=True, now=long_ago, modified_at=long_ago)
    imported(*rows, full=True, now=later, modified_at=later)
    imported(rows[0], now=later + DAY, modified_at=later + DAY)
    # The first list of investigations tells since when their caseworkers have been seen.
    assert clear_now(database) == {Kept.IMPORTED_FILES: 1}
    with database.reading() as connection:
        left = connection.execute(
            text("SELECT kind, batch_id FROM import_file ORDER BY batch_id, kind DESC")
        ).all()
    assert [tuple(row) for row in left] == [
        *(("reports", 2), ("investigations", 2)),
        *(("reports", 3), ("investigations", 3)),
        ("reports", 4),
    ]


def test_looks_are_kept_for_their_own_time(database: Database) -> None:
    from storage.queries import record_look

    for at in (add_months_at(-24) - DAY, add_months_at(-24)):
        record_look(database, who="x", at=at, intent="list_due", rows=1)
    assert clear_now(database) == {Kept.LOOKS: 1}


def test_an_import_does_not_bring_back_what_was_cleared(
    database: Database, imported: Import
) -> None:
    old = (ended(1), decided(1, LAST_DAY, received_on=LONG_AGO), placement(2))
    imported(*old, full=True, now=NOW)
    assert clear_now(database) == {Kept.REPORTS: 1, Kept.INVESTIGATIONS: 1}
    told = imported(*old, full=True, now=NOW + DAY)
    assert {(each.rows, each.inserted, each.unchanged, each.gone) for each in told.files} == {
        (1, 0, 1, 0)
    }
    assert [each for each in told.warnings if "gallrade" in each] == [
        "aktualiseringar.csv: 1 rad gäller avslutade ärenden som är gallrade. "
        "De lästes inte in igen.",
        "utredningar.csv: 1 rad gäller avslutade ärenden som är gallrade. De lästes inte in igen.",
    ]
    assert (count(database, "report"), count(database, "investigation")) == (0, 0)


def test_a_case_that_lives_again_brings_all_its_rows(database: Database, imported: Import) -> None:
    imported(ended(1), now=NOW)
    clear_now(database)
    told = imported(ended(1), report(2, 1), now=NOW + DAY)
    assert (count(database, "report"), count(database, "investigation")) == (1, 1)
    assert not [each for each in told.warnings if "gallrade" in each]
    imported(report(2, 1), now=NOW + DAY)
    imported(ended(3, case=1), now=NOW + DAY)  # alive by what is stored
    assert count(database, "investigation") == 2


def test_where_nothing_was_cleared_matters_of_any_age_are_taken_in(
    database: Database, imported: Import
) -> None:
    assert imported(ended(1), now=NOW).files[0].inserted == 1


@pytest.mark.parametrize(
    ("left", "other", "stays"),
    [
        (ASA_OF_NORTH, None, False),  # nobody else has the name
        (ASA_OF_NORTH, replace(ASA, unit=NORTH), False),  # the unit tells nothing apart
        (ASA_OF_NORTH, ASA, True),
        (replace(ASA_OF_NORTH, unit=""), ASA, True),
        (replace(ASA_OF_NORTH, entra_object_id=AN_ID), ASA, True),
        (
            replace(ASA_OF_NORTH, entra_object_id=AN_ID),
            replace(ASA, entra_object_id=AN_ID),
            False,  # the same person with another address
        ),
    ],
)
def test_who_left_is_kept_while_their_rows_must_be_kept_from_a_namesake(
    database: Database,
    imported: Import,
    left: StaffMember,
    other: StaffMember | None,
    stays: bool,
) -> None:
    staff = [caseworker(f"Person {number}") for number in range(5)] + ([other] if other else [])
    row = report(1, unit=NORTH, received_on=(NOW - 110 * DAY).date())
    another = replace(row, number="AKT-2026-00002", caseworker="Person 1")
    imported(*staff, left, row, full=True, now=NOW - 101 * DAY)
    imported(*staff, row, full=True, now=NOW - 100 * DAY)
    assert clear_now(database).get(Kept.STAFF, 0) == (0 if stays else 1)
    imported(another, full=True, force=True, now=NOW)
    assert clear_now(database).get(Kept.STAFF, 0) == (1 if stays else 0)
