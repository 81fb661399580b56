"""A database of any earlier version is brought up to today's, with everything that is in it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from earlier_databases import WRITTEN, Rows, earlier_database, rows_in
from sqlalchemy import text

from rules.facts import Investigation, LegalBasis, OverrunCause, Role, StaffMember
from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.queries import (
    LooksWanted,
    caseworker_cases,
    caseworkers_known_from,
    last_import,
    looks,
    staff_by_email,
)
from storage.records import (
    calendar_by_token,
    conversation_of,
    digest_pause_of,
    recorded_causes,
    sent_summary,
    waiting_reminders,
)
from storage.records.outbox import (
    DeliveriesWanted,
    DeliveryState,
    absences,
    attempts_of,
    deliveries,
    last_tick,
    wish_of,
)
from storage.schema import known_versions

EARLIER = known_versions()[:-1]
PROGRAM = Path(__file__).with_name("migrating_program.py")
TODAY = date(2026, 11, 20)  # fre
ASA, MANAGER = "asa@x.example", "chef@x.example"
IN_ENTRA = "11111111-1111-4111-8111-111111111111"
OCTOBER = "2026-10"


def moment(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


def asa(database: Database) -> StaffMember:
    found = staff_by_email(database, ASA)
    assert found is not None
    return found


def require_kept(before: Rows, after: Rows) -> None:
    """Require every row that there was, with every value that it had."""
    for table in before.keys() - {"alembic_version"}:
        columns = set().union(*before[table])
        kept = [{name: row[name] for name in row if name in columns} for row in after[table]]
        assert kept == before[table], table


def test_each_earlier_version_has_its_rows_written_down() -> None:
    missing = [version for version in EARLIER if not (WRITTEN / f"{version}.sql").exists()]
    assert not missing, f"Write what {missing} could hold in {WRITTEN.name}/NNNN.sql, as SQL."


@pytest.mark.parametrize("version", known_versions())
def test_nothing_is_lost_on_the_way_from_any_version(unmigrated_url: str, version: str) -> None:
    before = earlier_database(unmigrated_url, version)
    assert before["alembic_version"] == [{"version_num": version}]
    assert all(before[table] for table in ("investigation", "staff", "access_log"))
    open_database(unmigrated_url).close()
    after = rows_in(unmigrated_url)
    assert after["alembic_version"] == [{"version_num": known_versions()[-1]}]
    require_kept(before, after)


def test_every_table_of_the_last_version_had_rows_in_it(unmigrated_url: str) -> None:
    before = earlier_database(unmigrated_url, EARLIER[-1])
    assert [table for table, rows in before.items() if not rows] == []


@pytest.fixture
def brought_up(unmigrated_url: str) -> Iterator[Database]:
    earlier_database(unmigrated_url, EARLIER[-1])
    database = open_database(unmigrated_url)
    yield database
    database.close()


def test_cases_and_people_are_read_as_before(brought_up: Database) -> None:
    staff = asa(brought_up)
    assert (staff.name, staff.role, staff.unit) == ("Åsa Öberg", Role.CASEWORKER, "Barnenheten")
    assert staff.entra_object_id == IN_ENTRA
    (case,) = caseworker_cases(brought_up, staff, TODAY)
    assert case.case == "BU-2026-00001"
    assert case.reports[0].assessed_on == date(2026, 11, 16)
    investigation: Investigation = case.investigations[0]
    assert investigation.extended_to == date(2026, 12, 11)
    assert investigation.overrun_cause is OverrunCause.COMPLEX
    assert case.placements[0].legal_basis is LegalBasis.SOL
    told = last_import(brought_up)
    assert told is not None
    assert told.finished_at == moment(20, 6)
    assert told.received_dates_are_registration
    assert caseworkers_known_from(brought_up) == TODAY


def test_what_people_have_told_is_read_as_before(brought_up: Database) -> None:
    staff = asa(brought_up)
    chat = conversation_of(brought_up, IN_ENTRA)
    assert chat is not None
    assert (chat.conversation_id, chat.installed) == ("a:1", True)
    reminded = [each.on for each in waiting_reminders(brought_up, staff)]
    assert reminded == [date(2026, 11, 27), date(2026, 12, 4)]
    (cause,) = recorded_causes(brought_up, "UTR-2026-00001")
    assert (cause.cause, cause.who) == (OverrunCause.COMPLEX, ASA)
    calendar = calendar_by_token(brought_up, "test")
    assert calendar is not None
    assert calendar.email_key == ASA
    pause = digest_pause_of(brought_up, staff)
    assert pause is not None
    assert pause.until == date(2026, 12, 1)
    seen = [(look.intent, look.rows, look.denied) for look in looks(brought_up, LooksWanted())]
    assert sorted(seen) == [("case", 0, True), ("my_cases", 1, False)]


def test_the_outbox_and_the_board_summaries_are_read_as_before(brought_up: Database) -> None:
    rows = {row.period: row for row in deliveries(brought_up, DeliveriesWanted())}
    assert {period: row.state for period, row in rows.items()} == {
        "2026-W47": DeliveryState.SENT,
        "2026-W48": DeliveryState.SUBMITTING,
    }
    (attempt,) = attempts_of(brought_up, rows["2026-W47"].id)
    assert (attempt.outcome, attempt.started_at) == ("sent", moment(16, 6, 15))
    assert wish_of(brought_up, MANAGER).hour == 9
    (absence,) = absences(brought_up)
    assert absence.deputy == "vice@x.example"
    tick = last_tick(brought_up, "schedule")
    assert tick is not None
    assert tick.last_at == moment(23, 6, 15)
    summary = sent_summary(brought_up, OCTOBER)
    assert summary is not None
    assert (summary.context, summary.sent_at) == ('{"month": "2026-10"}', moment(9, 8, 0, 5))


@pytest.mark.parametrize("table", ["access_log", "overrun_cause_record"])
def test_what_only_grows_cannot_be_changed_after_the_way_either(
    brought_up: Database, table: str
) -> None:
    with pytest.raises(StorageError), brought_up.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET who = 'x'"))  # noqa: S608 — our own names


def test_a_process_killed_half_way_leaves_the_earlier_database_whole(unmigrated_url: str) -> None:
    before = earlier_database(unmigrated_url, "0001")
    command = [sys.executable, str(PROGRAM), unmigrated_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"standing still\n"
        process.kill()
        assert process.wait() == -9
    assert rows_in(unmigrated_url) == before
    open_database(unmigrated_url).close()
    require_kept(before, rows_in(unmigrated_url))
