"""The access log and the recorded causes only grow, whoever asks the database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from case_lists import NOW, caseworker, investigation
from clearing_terms import clear_only
from sqlalchemy import Table, delete, insert, text

from rules.facts import OverrunCause, Role, StaffMember
from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.intake.batch import ImportReport
from storage.queries import (
    LookScope,
    LooksWanted,
    cases_for_figures,
    looks,
    number_of_looks,
    record_look,
)
from storage.records import record_overrun_cause, recorded_causes
from storage.records.clearing import Kept
from storage.schema import MIGRATIONS
from storage.tables import ACCESS_LOG, PURGE_RUN

Import = Callable[..., ImportReport]

DAY = timedelta(days=1)
INVESTIGATION = "UTR-2026-00001"
ASA = StaffMember("Åsa Holm", "asa.holm@exempelkommun.example", Role.CASEWORKER, "Barnenheten")
BO = StaffMember("Bo Ek", "bo.ek@exempelkommun.example", Role.UNIT_MANAGER, "Barnenheten")
_CHANGES = (
    "UPDATE {table} SET who = 'nobody'",
    "DELETE FROM {table}",
    "INSERT INTO purge_run (table_name, older_than, who, started_at, finished_at) "
    "SELECT '{table}', at, 'x', at, at FROM {table}; DELETE FROM {table}",
)


def _look(database: Database, at: datetime, **said: object) -> None:
    terms = {"who": ASA.email, "intent": "list_due", "rows": 1} | said
    record_look(database, at=at, **terms)  # type: ignore[arg-type]  # mixed kinds by name


def _rows(database: Database, table: Table) -> int:
    with database.reading() as connection:
        return len(connection.execute(table.select()).all())


def _run(database: Database, statements: str) -> None:
    with database.writing() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))


@pytest.mark.parametrize("change", _CHANGES)
def test_a_look_is_neither_changed_nor_deleted(database: Database, change: str) -> None:
    _look(database, NOW)
    with pytest.raises(StorageError):
        _run(database, change.format(table="access_log"))
    assert [look.who for look in looks(database, LooksWanted())] == [ASA.email]


@pytest.mark.parametrize("change", _CHANGES)
def test_a_recorded_cause_is_neither_changed_nor_deleted(
    database: Database, imported: Import, change: str
) -> None:
    imported(investigation(1))
    record_overrun_cause(database, INVESTIGATION, OverrunCause.COMPLEX, ASA, NOW)
    with pytest.raises(StorageError):
        _run(database, change.format(table="overrun_cause_record"))
    assert len(recorded_causes(database, INVESTIGATION)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        "INSERT OR REPLACE INTO access_log (id, who, intent, scope, rows, denied, at) "
        "SELECT id, 'nobody', intent, scope, rows, denied, at FROM access_log",
        "REPLACE INTO access_log SELECT * FROM access_log",
        "UPDATE OR REPLACE access_log SET who = 'nobody'",
    ],
)
def test_sqlite_does_not_replace_a_look_either(database: Database, change: str) -> None:
    _look(database, NOW)
    with pytest.raises(StorageError):
        _run(database, change)
    assert [look.who for look in looks(database, LooksWanted())] == [ASA.email]


def test_whoever_looked_is_found_in_any_spelling_on_either_database(database: Database) -> None:
    for who in ("ÅSA@x.se", "åsa@X.se", "ÄSA@x.se"):
        _look(database, NOW, who=who)
    wanted = LooksWanted(who="A\u030aSA@x.se")
    assert [look.who for look in looks(database, wanted)] == ["ÅSA@x.se", "åsa@X.se"]
    assert number_of_looks(database, wanted) == 2
    assert number_of_looks(database, LooksWanted(who="bo@x.se")) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_does_not_empty_the_tables_at_once_either(database: Database) -> None:
    _look(database, NOW)
    with pytest.raises(StorageError):
        _run(database, "TRUNCATE access_log")
    assert _rows(database, ACCESS_LOG) == 1


def test_a_clearing_names_itself_and_takes_only_what_is_old(database: Database) -> None:
    for days in range(4):
        _look(database, NOW + days * DAY)
    assert clear_only(database, Kept.LOOKS, NOW + 2 * DAY) == 2
    assert [look.at for look in looks(database, LooksWanted())] == [NOW + 2 * DAY, NOW + 3 * DAY]
    with database.reading() as connection:
        (run,) = connection.execute(PURGE_RUN.select().where(PURGE_RUN.c.table_name != "case"))
    assert (run.table_name, run.who, run.rows) == ("access_log", "admin", 2)
    assert run.finished_at == NOW + 2 * DAY


def test_a_clearing_under_way_does_not_reach_what_is_newer(database: Database) -> None:
    _look(database, NOW)
    run = {"table_name": "access_log", "older_than": NOW, "who": "admin", "started_at": NOW}

    def delete_too_much() -> None:
        with database.writing() as connection:
            connection.execute(insert(PURGE_RUN).values(**run))
            connection.execute(delete(ACCESS_LOG))

    with pytest.raises(StorageError):
        delete_too_much()
    assert _rows(database, ACCESS_LOG) == 1


def test_a_clearing_that_is_over_allows_nothing_more(database: Database) -> None:
    _look(database, NOW)
    assert clear_only(database, Kept.LOOKS, NOW + DAY) == 1
    _look(database, NOW)
    with pytest.raises(StorageError):
        _run(database, "DELETE FROM access_log")
    with pytest.raises(StorageError):
        _run(database, "UPDATE purge_run SET finished_at = NULL")
    with pytest.raises(StorageError):
        _run(database, "DELETE FROM purge_run")
    assert (_rows(database, ACCESS_LOG), _rows(database, PURGE_RUN)) == (1, 2)


def test_looks_come_in_the_order_of_time_and_by_what_is_asked(database: Database) -> None:
    _look(database, NOW + DAY, intent="show_case", denied=True, scope=LookScope.UNIT)
    _look(database, NOW, scope=LookScope.MINE)
    _look(database, NOW + 2 * DAY, who=BO.email.upper(), rows=7)
    found = list(looks(database, LooksWanted()))
    assert [look.at for look in found] == [NOW, NOW + DAY, NOW + 2 * DAY]
    assert [look.scope for look in found] == [LookScope.MINE, LookScope.UNIT, LookScope.NONE]
    assert [look.at for look in looks(database, LooksWanted(since=NOW + DAY))] == [
        NOW + DAY,
        NOW + 2 * DAY,
    ]
    assert [look.at for look in looks(database, LooksWanted(until=NOW + DAY))] == [NOW]
    assert [look.rows for look in looks(database, LooksWanted(who=BO.email))] == [7]
    assert [look.denied for look in looks(database, LooksWanted(intent="show_case"))] == [True]
    assert [look.at for look in looks(database, LooksWanted(denied=True))] == [NOW + DAY]
    assert len(list(looks(database, LooksWanted(denied=False)))) == 2


def test_many_looks_are_all_read(database: Database) -> None:
    row = {"who": "x", "intent": "list_due", "rows": 1}
    many = [{**row, "at": NOW + timedelta(seconds=number)} for number in range(2_345)]
    with database.writing() as connection:
        connection.execute(insert(ACCESS_LOG), many)
    found = [look.at for look in looks(database, LooksWanted())]
    assert found == [look["at"] for look in many]


def test_a_cause_is_recorded_once_and_every_change_is_kept(
    database: Database, imported: Import
) -> None:
    imported(investigation(1))
    assert record_overrun_cause(database, INVESTIGATION, OverrunCause.COMPLEX, ASA, NOW)
    assert not record_overrun_cause(database, INVESTIGATION, OverrunCause.COMPLEX, BO, NOW + DAY)
    assert record_overrun_cause(database, INVESTIGATION, OverrunCause.EXTERNAL, BO, NOW + 2 * DAY)
    history = [(each.cause, each.who, each.at) for each in recorded_causes(database, INVESTIGATION)]
    assert history == [
        (OverrunCause.COMPLEX, ASA.email, NOW),
        (OverrunCause.EXTERNAL, BO.email, NOW + 2 * DAY),
    ]
    assert _present_cause(database) is OverrunCause.EXTERNAL


def test_an_import_without_causes_keeps_the_recorded_one(
    database: Database, imported: Import
) -> None:
    imported(investigation(1))
    record_overrun_cause(database, INVESTIGATION, OverrunCause.COMPLEX, ASA, NOW)
    report = imported(investigation(1), caseworker("Åsa Holm"), now=NOW + DAY)
    assert sum(file.updated for file in report.files) == 0
    assert _present_cause(database) is OverrunCause.COMPLEX


def test_a_cause_in_the_list_wins_over_the_recorded_one(
    database: Database, imported: Import
) -> None:
    imported(investigation(1))
    record_overrun_cause(database, INVESTIGATION, OverrunCause.COMPLEX, ASA, NOW)
    imported(investigation(1, overrun_cause=OverrunCause.HANDLING), now=NOW + DAY)
    assert _present_cause(database) is OverrunCause.HANDLING


def _present_cause(database: Database) -> OverrunCause | None:
    first, last = datetime(2020, 1, 1, tzinfo=UTC).date(), datetime(2030, 1, 1, tzinfo=UTC).date()
    (case,) = cases_for_figures(database, first, last, None)
    (row,) = case.investigations
    return row.overrun_cause


def test_looks_from_before_the_log_was_widened_are_kept(
    database: Database, database_url: str
) -> None:
    _go_back_to(database, "0001")
    _run(
        database,
        "INSERT INTO access_log (who, intent, rows, at) "
        "VALUES ('x', 'list_due', 1, '2026-11-20 06:00:00')",
    )
    reopened = open_database(database_url)
    (look,) = looks(reopened, LooksWanted())
    reopened.close()
    assert (look.who, look.scope, look.denied) == ("x", LookScope.NONE, False)
    with pytest.raises(StorageError):
        _run(database, "DELETE FROM access_log")


def _go_back_to(database: Database, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
