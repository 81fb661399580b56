"""A statement put straight to SQLite says and brings back what it would through SQLAlchemy."""

from datetime import UTC, date, datetime

import pytest
from case_lists import TODAY
from sqlalchemy import Insert, Select, bindparam, insert, select
from sqlalchemy.exc import StatementError

from storage.engine import Database
from storage.errors import StorageError
from storage.prepared import Prepared
from storage.tables import ACCESS_LOG, REPORT, UNIT

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
LOOK = {"at": NOW, "who": "å", "intent": "list_due", "scope": "mine", "rows": 2, "denied": True}
A_LOOK: Insert = insert(ACCESS_LOG).inline()
LOOKS: Select[tuple[object, ...]] = select(
    *(ACCESS_LOG.c[name] for name in LOOK), bindparam("day", type_=REPORT.c.received_on.type)
).where(ACCESS_LOG.c.at >= bindparam("since"), ACCESS_LOG.c.intent == "list_due")


@pytest.fixture
def looked_at(database: Database) -> Database:
    with database.writing() as connection:
        Prepared(A_LOOK, tuple(LOOK)).add(connection, LOOK)
    return database


def test_values_go_in_and_come_back_as_through_sqlalchemy(looked_at: Database) -> None:
    given = {"since": NOW, "day": TODAY}
    with looked_at.reading() as connection:
        ours = Prepared(LOOKS).rows(connection, given)
        theirs = connection.execute(LOOKS, given).all()
    assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]
    assert [type(value) for value in ours[0]] == [type(value) for value in theirs[0]]
    assert isinstance(ours[0][-1], date)
    assert ours[0][5] is True


def test_a_value_that_is_not_given_is_a_fault_and_never_an_empty_one(looked_at: Database) -> None:
    with pytest.raises((KeyError, StatementError)), looked_at.reading() as connection:
        Prepared(LOOKS).rows(connection, {"day": TODAY})


def test_a_list_of_any_length_may_be_given(database: Database) -> None:
    named = Prepared(select(UNIT.c.name).where(UNIT.c.key.in_(bindparam("keys", expanding=True))))
    with database.writing() as connection:
        connection.execute(insert(UNIT), [{"key": key, "name": key.upper()} for key in "abc"])
    with database.reading() as connection:
        found = [len(named.rows(connection, {"keys": list(keys)})) for keys in ("", "a", "abx")]
    assert found == [0, 1, 2]


def test_a_fault_is_told_calmly_and_quotes_no_value(database: Database) -> None:
    unit = Prepared(insert(UNIT).inline(), ("key", "name"))
    with database.writing() as connection:
        unit.add(connection, {"key": "norr", "name": "Hemliga enheten"})
    with pytest.raises(StorageError) as told, database.writing() as connection:
        unit.add(connection, {"key": "norr", "name": "Hemliga enheten"})
    assert "Hemliga" not in str(told.value)
    assert told.value.__cause__ is None


def test_what_is_put_in_lands_with_the_rest_of_the_change_or_not_at_all(
    database: Database,
) -> None:
    def change_that_fails() -> None:
        with database.writing() as connection:
            Prepared(A_LOOK, tuple(LOOK)).add(connection, LOOK)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_that_fails()
    with database.reading() as connection:
        assert Prepared(LOOKS).rows(connection, {"since": NOW, "day": TODAY}) == []


def test_what_is_read_in_one_moment_is_of_one_snapshot(looked_at: Database) -> None:
    looks, given = Prepared(LOOKS), {"since": NOW, "day": TODAY}
    with looked_at.one_moment() as moment:
        with moment.reading() as connection:
            assert len(looks.rows(connection, given)) == 1
        with looked_at.writing() as connection:
            Prepared(A_LOOK, tuple(LOOK)).add(connection, LOOK)
        with moment.reading() as connection:
            assert len(looks.rows(connection, given)) == 1
    with looked_at.reading() as connection:
        assert len(looks.rows(connection, given)) == 2
