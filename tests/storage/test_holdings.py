"""What the database holds is counted for whoever watches, on either kind of database."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from case_lists import NOW, caseworker, investigation, report
from sqlalchemy import text

from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import folder_of, holdings, newest_schema_version, schema_version

Import = Callable[..., ImportReport]


def test_before_the_first_import_nothing_is_held_and_nothing_was_read(database: Database) -> None:
    held = holdings(database)
    assert set(held.held.values()) == {0}
    assert (held.read, held.rejected) == ({}, {})
    assert held.size_bytes > 50_000


def test_rows_are_held_together_and_the_last_list_of_each_kind_is_told(
    database: Database, imported: Import
) -> None:
    imported(report(1), report(2), investigation(1))
    imported(report(3), now=NOW + timedelta(days=1))
    imported(caseworker("Åsa Holm"), now=NOW + timedelta(days=2))
    with database.writing() as connection:  # as if it had been so in the last list of reports
        connection.execute(text("UPDATE import_file SET rejected = 9 WHERE rows = 1"))
    told = holdings(database)
    assert told.held == {"reports": 3, "investigations": 1, "placements": 0, "staff": 1}
    assert told.read == {"reports": 1, "investigations": 1, "staff": 1}
    assert told.rejected == {"reports": 9, "investigations": 9, "staff": 9}


def test_the_schema_of_a_migrated_database_is_the_newest(database: Database) -> None:
    assert schema_version(database) == newest_schema_version()


def test_a_file_has_a_folder_and_a_server_has_none(database: Database) -> None:
    folder = folder_of(database)
    is_a_file = database.engine.url.get_backend_name() == "sqlite"
    assert folder == (Path(database.engine.url.database or "").parent if is_a_file else None)
