"""How old the data is, and who has looked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from case_lists import NOW, caseworker, investigation, report
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage.engine import Database
from storage.intake.batch import ImportReport
from storage.queries import KindImport, last_import, record_look

Import = Callable[..., ImportReport]


def test_before_the_first_import_there_is_no_age(database: Database) -> None:
    assert last_import(database) is None


def test_the_age_is_known_for_all_and_for_each_list(database: Database, imported: Import) -> None:
    imported(report(1), investigation(1))
    imported(report(2), now=NOW + timedelta(days=1))
    imported(caseworker("Åsa Holm"), now=NOW + timedelta(days=2))
    last = last_import(database)
    assert last is not None
    assert last.finished_at == NOW + timedelta(days=2)
    assert last.finished_at.utcoffset() == timedelta(0)
    assert last.kinds == (
        KindImport("investigations", NOW),
        KindImport("reports", NOW + timedelta(days=1)),
        KindImport("staff", NOW + timedelta(days=2)),
    )
    assert last.oldest_at == NOW


def test_a_look_is_written_down_in_universal_time(database: Database) -> None:
    in_stockholm = datetime(2026, 11, 20, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    record_look(
        database, who="asa.holm@exempelkommun.example", at=in_stockholm, intent="list_due", rows=3
    )
    with database.reading() as connection:
        (look,) = connection.execute(text("SELECT who, intent, rows FROM access_log"))
        (at,) = connection.execute(text("SELECT at FROM access_log")).scalars()
    assert tuple(look) == ("asa.holm@exempelkommun.example", "list_due", 3)
    stored = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    assert (stored if stored.tzinfo else stored.replace(tzinfo=UTC)) == in_stockholm


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 — naive on purpose
    with pytest.raises((StatementError, ValueError)):
        record_look(database, who="x", at=naive, intent="list_due", rows=0)
